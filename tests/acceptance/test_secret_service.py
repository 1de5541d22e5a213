"""Storing a token with a real Secret Service in each state that desktops, servers and CI have."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.acceptance.session_bus import MISSING, REASON, Desk, desk, mute, session, unlocked, without_service

pytestmark = pytest.mark.skipif(bool(MISSING), reason=REASON)
TOKEN, OTHER = "abCD0123efGH4567ijKL", "zzYY9876xxWW5432vvUU"  # fake
LIMIT_S = 5.0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home."""
    return tmp_path


@contextmanager
def locked(home: Path) -> Iterator[Desk]:
    """A session whose keyring exists from an earlier login and is locked."""
    with unlocked(home) as before:
        assert before.insights("token", "set", "--stdin", stdin=OTHER).code == 0
    with session(home) as here:
        yield here


@contextmanager
def no_bus(home: Path) -> Iterator[Desk]:
    """No session bus at all, as under cron."""
    yield desk(home)


@contextmanager
def stale_bus(home: Path) -> Iterator[Desk]:
    """An address whose bus has gone."""
    yield desk(home, DBUS_SESSION_BUS_ADDRESS=f"unix:path={home}/gone")


@contextmanager
def silent_bus(home: Path) -> Iterator[Desk]:
    """A socket that accepts and never answers."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(home / "bus"))
        listener.listen()
        yield desk(home, DBUS_SESSION_BUS_ADDRESS=f"unix:path={home}/bus")


@contextmanager
def null_backend(home: Path) -> Iterator[Desk]:
    """The usual advice against a hanging keyring: a backend that keeps nothing."""
    yield desk(home, PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring")


@contextmanager
def plain_text_backend(home: Path) -> Iterator[Desk]:
    """A backend that keeps plain text."""
    yield desk(home, PYTHON_KEYRING_BACKEND="keyrings.alt.file.PlaintextKeyring")


@contextmanager
def unknown_backend(home: Path) -> Iterator[Desk]:
    """A backend that cannot be imported."""
    yield desk(home, PYTHON_KEYRING_BACKEND="nowhere.Keyring")


CASES = {
    "locked": (locked, "not started", "is locked"),
    "no collection": (session, "not started", "no default keyring yet"),
    "no service": (without_service, "no service", "no secret service on it"),
    "no bus": (no_bus, "no bus", "DBUS_SESSION_BUS_ADDRESS is not set"),
    "stale bus": (stale_bus, "no bus", "cannot be reached"),
    "silent bus": (silent_bus, "mute", "accepts but does not answer"),
    "mute service": (mute, "mute", "did not answer within"),
    "null backend": (null_backend, "rejected", "keeps nothing"),
    "plain text backend": (plain_text_backend, "rejected", "plain text"),
    "unknown backend": (unknown_backend, "rejected", "cannot be loaded"),
}


@pytest.mark.parametrize("name", CASES)
def test_no_token_is_lost_or_written_without_a_keyring(name: str, home: Path) -> None:
    """In each state: the reason in words, exit 3, ready commands, in time, no noise, and the token nowhere on disk."""
    make, state, words = CASES[name]
    with make(home) as here:
        stores = here.insights("token", "stores", "--json")
        done = here.insights("token", "set", "--stdin", stdin=TOKEN)
        asked = here.insights("token", "set", "--stdin", "--store", "keyring", stdin=TOKEN)
    found = json.loads(stores.out)["stores"][0]
    assert (found["name"], found["state"], stores.code) == ("keyring", state, 0)
    for ended in (done, asked):
        assert (ended.code, ended.out) == (3, "")
        assert words in ended.err
        assert ended.err.startswith("error[TK201] ")
        assert "--store file --stdin" in ended.err
        assert all(line.startswith("  = ") for line in ended.err.splitlines()[1:])
    assert max(stores.took_s, done.took_s, asked.took_s) < LIMIT_S
    assert here.files_with(TOKEN) == []


def test_a_usable_keyring_keeps_the_token(home: Path) -> None:
    """Set, get and delete work, secret-tool sees the same, and no file holds the token."""
    with unlocked(home) as here:
        done = here.insights("token", "set", "--stdin", stdin=TOKEN)
        assert (done.code, done.err) == (0, "")
        assert "keyring, written and read back" in done.out
        assert here.insights("token", "get").out == f"{TOKEN}\n"
        looked_up = here.run("secret-tool", "lookup", "service", "insights", "username", "tokens")
        assert json.loads(looked_up.out)["profiles"] == {"default": TOKEN}
        assert here.files_with(TOKEN) == []
        assert done.took_s < LIMIT_S
        assert here.insights("token", "delete").code == 0
        assert here.run("secret-tool", "lookup", "service", "insights", "username", "tokens").out == ""
        assert here.insights("token", "status").code == 4


def test_all_profiles_share_one_item(home: Path) -> None:
    """Two profiles are one item of the keyring, and deleting one leaves the other."""
    with unlocked(home) as here:
        here.insights("token", "set", "--stdin", stdin=TOKEN)
        here.insights("token", "set", "--stdin", "--profile", "staging", stdin=OTHER)
        items = here.run("secret-tool", "search", "--all", "service", "insights")
        assert items.out.count("created = ") == 1
        assert here.insights("token", "delete").code == 0
        assert here.insights("token", "get", "--profile", "staging").out == f"{OTHER}\n"


def test_what_secret_tool_stores_is_read(home: Path) -> None:
    """The item is an ordinary one: another program can have written it."""
    with unlocked(home) as here:
        here.insights("token", "set", "--stdin", stdin=TOKEN)
        text = json.dumps({"version": 1, "profiles": {"default": OTHER}})
        command = ("secret-tool", "store", "--label=x", "service", "insights", "username", "tokens")
        here.run(*command, "application", "Python keyring library", stdin=text)
        assert here.insights("token", "get").out == f"{OTHER}\n"


def test_status_asks_no_keyring(home: Path) -> None:
    """When the keyring is locked later, status still answers at once from what is remembered; get says why not."""
    with locked(home) as here:
        status = here.insights("token", "status", "--json")
        got = here.insights("token", "get")
        tested = here.insights("token", "test", "--level", "local", "--json")
    (row,) = json.loads(status.out)["sources"]
    assert (status.code, row["state"], row["store"]) == (0, "in use", "keyring")
    assert row["fingerprint"]
    assert (got.code, got.out, "is locked" in got.err) == (3, "", True)
    answer = json.loads(tested.out)
    assert (tested.code, answer["verdict"], answer["failed_step"]) == (3, "unverified", "token")
    assert max(status.took_s, got.took_s, tested.took_s) < LIMIT_S


def test_the_bus_is_found_where_systemd_puts_it(home: Path) -> None:
    """Without the variable, the socket in XDG_RUNTIME_DIR is used."""
    with unlocked(home) as here:
        address = here.environ["DBUS_SESSION_BUS_ADDRESS"]
        path = address.removeprefix("unix:path=").partition(",")[0]
        (home / "run" / "bus").symlink_to(path)
        bare = desk(home)
        assert bare.insights("token", "set", "--stdin", stdin=TOKEN).code == 0
        assert bare.insights("token", "get").out == f"{TOKEN}\n"
