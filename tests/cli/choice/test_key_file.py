"""The key file is made once, for its owner only."""

import os
from pathlib import Path

import pytest

from insights_cli.cli.choice.key_file import read_key_file, read_or_make_key_file
from insights_cli.errors import InsightsError


def test_no_file_is_no_key(tmp_path: Path) -> None:
    """Reading never makes a key."""
    assert read_key_file(tmp_path / "key") is None


def test_the_key_is_made_once(tmp_path: Path) -> None:
    """The second time gives what the first time made."""
    path = tmp_path / "deep" / "key"
    assert read_or_make_key_file(path) == read_or_make_key_file(path)
    assert len(bytes.fromhex(path.read_text())) == 32


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    """The file has mode 0600 from its first moment, and nothing is left beside it."""
    path = tmp_path / "key"
    before = os.umask(0)
    try:
        read_or_make_key_file(path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["link", "link/key"])
def test_a_link_that_leads_nowhere_gives_no_key(name: str, tmp_path: Path) -> None:
    """A key that is made and not kept would be another one at the next start."""
    (tmp_path / "link").symlink_to(tmp_path / "not mounted yet")
    with pytest.raises(InsightsError, match="RD003"):
        read_or_make_key_file(tmp_path / name)


def test_an_open_file_is_refused(tmp_path: Path) -> None:
    """A key that others can read is no key."""
    path = tmp_path / "key"
    read_or_make_key_file(path)
    path.chmod(0o640)
    with pytest.raises(InsightsError, match="RD004"):
        read_key_file(path)


def test_a_folder_is_no_key_file(tmp_path: Path) -> None:
    """What cannot be read is said with its cause."""
    with pytest.raises(InsightsError, match="RD003"):
        read_or_make_key_file(tmp_path)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A file where a folder should be is an expected failure."""
    (tmp_path / "file").write_text("")
    with pytest.raises(InsightsError, match="RD003"):
        read_or_make_key_file(tmp_path / "file" / "key")
