"""The command store."""

import sys
from pathlib import Path

import pytest

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens.stores import Surroundings
from insights_cli.tokens.stores.command import CommandStore, split_command


@pytest.fixture
def store(tmp_path: Path) -> CommandStore:
    """An empty store."""
    return CommandStore(Surroundings(environ={"PATH": "/usr/bin:/bin"}, folder=tmp_path, platform="linux"))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("no-such-program-here", "No such file"),
        ("/etc/passwd", "Permission denied"),
        ("sh -c 'exit 3'", "exit code 3"),
        ("sh -c 'kill -9 $$'", "signal 9"),
        ("true", "printed no token"),
        ("printf '\\377\\376\\377'", "is no token"),
        ("head -c 100000 /dev/zero", "is no token"),
    ],
)
def test_each_way_to_fail_has_its_words(command: str, words: str, store: CommandStore) -> None:
    """Exit codes, signals, missing programs and odd output are expected failures."""
    store.write("p", Secret(command))
    with pytest.raises(InsightsError, match="TK207") as failed:
        store.read("p")
    assert words in failed.value.summary


def test_a_command_that_hangs_is_ended(store: CommandStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the limit."""
    monkeypatch.setattr("insights_cli.tokens.stores.command.LIMIT_S", 0.1)
    store.write("p", Secret(f"{sys.executable} -c 'import threading; threading.Event().wait()'"))
    with pytest.raises(InsightsError, match="did not end"):
        store.read("p")


def test_no_shell_looks_at_the_command(store: CommandStore, tmp_path: Path) -> None:
    """Separators and dollars are plain words."""
    store.write("p", Secret(f"printf %s a;touch {tmp_path}/x $HOME"))
    found = store.read("p")
    assert found is not None
    assert (found.reveal().startswith("a;touch"), "$HOME" in found.reveal(), (tmp_path / "x").exists()) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize("command", ["", "  ", "'open"])
def test_a_command_without_words_is_refused(command: str) -> None:
    """As is one with open quotes."""
    with pytest.raises(InsightsError, match="TK207"):
        split_command(command, platform="linux")


def test_backslashes_of_windows_paths_stay() -> None:
    """There they separate folders."""
    assert split_command(r"C:\bin\op.exe read x", platform="win32") == [r"C:\bin\op.exe", "read", "x"]
