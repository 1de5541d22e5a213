"""`insights token stores`."""

import json
from pathlib import Path

from tests.conftest import Insights


def test_every_store_is_listed_with_its_state(insights: Insights, tmp_path: Path) -> None:
    """Name, state and reason; nothing is written."""
    done = insights("token", "stores", "--json", PATH="")
    states = {each["name"]: each["state"] for each in json.loads(done.out)["stores"]}
    assert (done.code, states["file"], states["command"], states["environment"]) == (0, "usable", "usable", "empty")
    assert states["keyring"] in ("no bus", "usable", "rejected")
    assert list(tmp_path.iterdir()) == []


def test_a_backend_that_keeps_nothing_is_rejected(insights: Insights) -> None:
    """The null backend, the usual advice against hanging keyrings, is no store."""
    done = insights("token", "stores", PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring")
    assert "keeps nothing" in done.out


def test_a_file_that_others_can_read_is_unsafe(insights: Insights, tmp_path: Path) -> None:
    """The state says why, and the fix."""
    folder = tmp_path / ".config" / "insights"
    folder.mkdir(parents=True)
    (folder / "credentials.json").write_text("{}")
    (folder / "credentials.json").chmod(0o644)
    assert "others can read it (mode 0644)" in insights("token", "stores").out
