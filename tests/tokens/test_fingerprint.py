"""Fingerprints."""

import re
from pathlib import Path

from insights_cli.model.secret import Secret
from insights_cli.tokens.fingerprint import fingerprint, fingerprints_of_this_machine


def test_a_fingerprint_is_eight_digits_of_a_keyed_hash() -> None:
    """The same token and key give the same, another key gives another."""
    one = fingerprint(Secret("token"), b"key")
    assert re.fullmatch("[0-9a-f]{4}-[0-9a-f]{4}", one)
    assert one == fingerprint(Secret("token"), b"key") != fingerprint(Secret("token"), b"other")


def test_the_key_of_a_machine_stays(tmp_path: Path) -> None:
    """Two runs give the same fingerprint, two machines different ones; the key is private."""
    (tmp_path / "two").mkdir()
    first = fingerprints_of_this_machine(tmp_path)(Secret("t"))
    assert first == fingerprints_of_this_machine(tmp_path)(Secret("t"))
    assert first != fingerprints_of_this_machine(tmp_path / "two")(Secret("t"))
    assert (tmp_path / "fingerprint.key").stat().st_mode & 0o777 == 0o600


def test_where_no_key_can_be_kept_there_is_no_fingerprint(tmp_path: Path) -> None:
    """A read-only home is no failure."""
    (tmp_path / "file").write_text("")
    assert fingerprints_of_this_machine(tmp_path / "file")(Secret("t")) is None
