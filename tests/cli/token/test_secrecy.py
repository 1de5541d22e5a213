"""No output, crash report or file gives the token away; `conftest.py` searches all of them after every run."""

from pathlib import Path

import pytest

from insights_cli.tokens.private_map import PrivateMap
from tests.cli.token.conftest import OTHER, TOKEN
from tests.conftest import Insights


def test_a_crash_report_does_not_hold_the_token(
    insights: Insights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug whose message and arguments hold the token leaves neither in the report nor on the screen."""

    def fail(_self: PrivateMap, profile: str, entry: object) -> None:
        raise RuntimeError(f"{profile}: {entry}")

    monkeypatch.setattr(PrivateMap, "put", fail)
    done = insights("token", "set", "--stdin", "--store", "file", "-v", stdin=TOKEN)
    assert (done.code, "RuntimeError" in done.err) == (70, True)
    assert list((tmp_path / ".local" / "state" / "insights").glob("crash-*.txt"))


@pytest.mark.parametrize("flags", [(), ("-v",), ("--json",)])
def test_a_whole_life_leaves_no_trace(flags: tuple[str, ...], insights: Insights, tmp_path: Path) -> None:
    """Set, status, test, replace, delete: afterwards no file has the token, not even the store's."""
    insights("token", "set", "--stdin", "--store", "file", *flags, stdin=TOKEN)
    insights("token", "set", "--stdin", "--store", "file", "--profile", "b", *flags, stdin=OTHER)
    insights("token", "status", "--all", *flags, INSIGHTS_TOKEN=OTHER)
    insights("token", "test", "--level", "local", *flags)
    insights("token", "test", "--url", "http://127.0.0.1:1", *flags)
    insights("token", "set", "--stdin", "--store", "file", *flags, stdin=OTHER)
    for profile in ("default", "b"):
        assert insights("token", "delete", "--profile", profile, *flags).code == 0
    assert [path.name for path in tmp_path.rglob("credentials.json")] == []


def test_our_own_folder_may_be_broken_while_a_variable_wins(insights: Insights, tmp_path: Path) -> None:
    """A weaker source that cannot be read does not get in the way; alone it is exit 3."""
    folder = tmp_path / ".config" / "insights"
    folder.mkdir(parents=True)
    (folder / "profiles.json").write_text("{")
    (folder / "profiles.json").chmod(0o600)
    assert insights("token", "get", INSIGHTS_TOKEN=TOKEN).out == f"{TOKEN}\n"
    assert (insights("token", "get").code, insights("token", "status").code) == (3, 3)
