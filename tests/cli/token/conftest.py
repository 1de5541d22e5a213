"""What the tests of `insights token` share."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Insights, Result

TOKEN, OTHER = "abCD0123efGH4567ijKL", "zzYY9876xxWW5432vvUU"  # fake


@pytest.fixture(autouse=True)
def no_session_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    """No keyring of whoever runs the tests is touched."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)


# What the store of that name keeps, and what tests put there themselves.
ALLOWED = {"credentials.json", "token.txt", "vault.txt", "t", "f"}


def traces(token: str) -> list[str]:
    """What gives *token* away: itself, its halves, its usual encodings."""
    raw = token.encode()
    return [token[:10], token[10:], base64.b64encode(raw).decode(), raw.hex(), token[::-1]]


@pytest.fixture
def insights(insights: Insights, tmp_path: Path) -> Iterator[Insights]:
    """Run a command line, and search all that it says, and at the end all that it wrote, for the tokens."""

    def run_and_search(*argv: str, **options: Any) -> Result:
        done = insights(*argv, **options)
        shows = argv[:2] == ("token", "get")
        said = done.err if shows else done.out + done.err
        assert [trace for token in (TOKEN, OTHER) for trace in traces(token) if trace in said] == []
        return done

    yield run_and_search
    found = {path.name for token in (TOKEN, OTHER) for trace in traces(token) for path in files_with(tmp_path, trace)}
    assert found <= ALLOWED


def files_with(folder: Path, text: str) -> Iterator[Path]:
    """The files below *folder* that hold *text*."""
    for path in folder.rglob("*"):
        if path.is_file() and text.encode() in path.read_bytes():
            yield path
