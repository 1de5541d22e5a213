"""What the tests of `insights token` share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

TOKEN, OTHER = "abCD0123efGH4567ijKL", "zzYY9876xxWW5432vvUU"  # fake


@pytest.fixture(autouse=True)
def no_session_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    """No keyring of whoever runs the tests is touched."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)


def files_with(folder: Path, text: str) -> Iterator[Path]:
    """The files below *folder* that hold *text*."""
    for path in folder.rglob("*"):
        if path.is_file() and text.encode() in path.read_bytes():
            yield path
