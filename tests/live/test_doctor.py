"""The doctor asks a real backend: all is well, and then one thing at a time is not."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from insights_cli.cli.main import run
from insights_cli.cli.runtime import Runtime
from tests.doctor.projects import ENVIRON, new_system, write
from tests.live.conftest import Backend, running_backend

pytestmark = [pytest.mark.live, pytest.mark.timeout(300)]

STATIC = "static-token-of-the-live-tests"
RESTRICTED = "restricted-token-of-the-live-tests"
ASKED = ("backstage", "DR401", "DR701", "DR702", "DR703")
COMPLAINTS = ("fail", "warn", "unknown")


def examine(
    backend: Backend,
    folder: Path,
    *,
    token: str = STATIC,
    app: str = "http://localhost:3000",
    clock: timedelta = timedelta(),
) -> dict[str, Any]:
    """What the online checks say, by code: with this token for the catalog, this frontend, and a clock that is off."""
    files = new_system()
    config = files["app-config.yaml"].replace("http://localhost:7007", backend.url)
    config = config.replace("spec.memberOf: engineering", "spec.memberOf: team-a")
    files["app-config.yaml"] = config.replace("baseUrl: http://localhost:3000", f"baseUrl: {app}")
    write(files, folder)
    out = io.StringIO()
    runtime = Runtime(
        environ={"HOME": str(folder), **ENVIRON, "INSIGHTS_CATALOG_TOKEN": token},
        cwd=str(folder),
        stdin=io.StringIO(),
        stdout=out,
        stderr=io.StringIO(),
        now=lambda: datetime.now(UTC) + clock,
        platform="linux",
        ask_secret=lambda _prompt: "",
    )
    run(("doctor", *ASKED, "--json", "--catalog", backend.url), runtime)
    return {each["code"]: each for each in json.loads(out.getvalue())["checks"]}


def complaints(found: dict[str, Any]) -> dict[str, str]:
    """The checks that do not say that all is well, with their states."""
    return {code: each["state"] for code, each in found.items() if each["state"] in COMPLAINTS}


def test_all_online_checks_are_well(backend: Backend, tmp_path: Path) -> None:
    """Health, keys, plugin, CORS, clock and catalog of a real backend."""
    backend.guest()
    found = examine(backend, tmp_path)
    assert {code: each["state"] for code, each in found.items()} == dict.fromkeys(found, "ok"), found
    assert {f"DR60{number}" for number in range(1, 6)} < set(found)


def test_a_catalog_that_refuses(backend: Backend, tmp_path: Path) -> None:
    """A token that may not read the catalog is one line; what needs entities is skipped."""
    found = examine(backend, tmp_path, token=RESTRICTED)
    assert complaints(found) == {"DR701": "fail"}
    assert (found["DR702"]["state"], found["DR702"]["summary"]) == ("skip", "needs DR701")


def test_a_key_that_was_rotated(backend: Backend, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A user's token that another key signed is refused by the catalog, and that is the line."""
    old = backend.token(sub="user:default/alice")
    assert complaints(examine(backend, tmp_path, token=old)) == {}
    with running_backend(tmp_path_factory.mktemp("rotated")) as rotated:
        found = examine(rotated, tmp_path, token=old)
    assert complaints(found) == {"DR701": "fail"}


@pytest.mark.parametrize("off_s", [-60, 60])
def test_a_clock_that_is_off(backend: Backend, tmp_path: Path, off_s: int) -> None:
    """A minute is seen in either direction."""
    found = examine(backend, tmp_path, clock=timedelta(seconds=off_s))
    assert complaints(found) == {"DR605": "warn"}


def test_closed_cors(backend: Backend, tmp_path: Path) -> None:
    """A frontend at another origin may not send events."""
    found = examine(backend, tmp_path, app="http://localhost:3999")
    assert complaints(found) == {"DR604": "fail"}
    assert "http://localhost:3999" in found["DR604"]["summary"]
