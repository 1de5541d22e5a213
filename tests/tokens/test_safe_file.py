"""Files that only their owner can read."""

import os
from pathlib import Path

import pytest

from insights_cli.errors import InsightsError
from insights_cli.tokens.safe_file import locked, problem_of, read_safely, write_safely


@pytest.mark.parametrize("umask", [0, 0o077, 0o177], ids=oct)
def test_what_is_written_is_private_from_the_start(umask: int, tmp_path: Path) -> None:
    """Mode 0600 in a folder of 0700, whatever the umask, and nothing else is left there."""
    path = tmp_path / "new" / "secret"
    before = os.umask(umask)
    try:
        write_safely(path, "text")
    finally:
        os.umask(before)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert (read_safely(path), os.listdir(path.parent)) == ("text", ["secret"])


def test_a_missing_file_is_none(tmp_path: Path) -> None:
    """Nothing there is not an error."""
    assert read_safely(tmp_path / "none") is None
    assert problem_of(tmp_path / "none") is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_open_to_others_is_refused(mode: int, tmp_path: Path) -> None:
    """Group or world bits mean that what is in it may be known or planted."""
    path = tmp_path / "secret"
    path.write_text("text")
    path.chmod(mode)
    with pytest.raises(InsightsError, match="TK205"):
        read_safely(path)
    assert "others can read it" in (problem_of(path) or "")


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    """Neither reading nor writing goes through a link, and its target stays as it is."""
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("theirs")
    target.chmod(0o600)
    link.symlink_to(target)
    with pytest.raises(InsightsError, match="TK205"):
        read_safely(link)
    with pytest.raises(InsightsError, match="TK205"):
        write_safely(link, "mine")
    assert target.read_text() == "theirs"


def test_a_path_that_cannot_even_be_looked_at_is_an_error(tmp_path: Path) -> None:
    """A folder that is closed to us, or here a name that is too long, is said and no crash."""
    for ask in (read_safely, lambda path: write_safely(path, "x")):
        with pytest.raises(InsightsError, match="TK206"):
            ask(tmp_path / ("n" * 300))


def test_a_folder_in_the_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    """It is said, and nothing is left beside it."""
    (tmp_path / "secret").mkdir()
    with pytest.raises(InsightsError, match="TK205"):
        read_safely(tmp_path / "secret")
    with pytest.raises(InsightsError, match="TK206"):
        write_safely(tmp_path / "secret", "x")
    assert os.listdir(tmp_path) == ["secret"]


def test_a_pipe_in_the_place_of_the_file_does_not_block(tmp_path: Path) -> None:
    """It is no regular file."""
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(InsightsError, match="no regular file"):
        read_safely(tmp_path / "pipe")


def test_bytes_that_are_no_text_are_an_error(tmp_path: Path) -> None:
    """A damaged file is an expected failure."""
    path = tmp_path / "secret"
    path.write_bytes(b"\xff\xfe\xfa")
    path.chmod(0o600)
    with pytest.raises(InsightsError, match="TK206"):
        read_safely(path)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """A file in the way of the folder is said."""
    (tmp_path / "file").write_text("")
    with pytest.raises(InsightsError, match="TK206"):
        write_safely(tmp_path / "file" / "secret", "x")


def test_a_second_writer_waits_for_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody holds the lock another gives up after the limit."""
    monkeypatch.setattr("insights_cli.tokens.safe_file._LOCK_LIMIT_S", 0.05)
    with locked(tmp_path / "x"), pytest.raises(InsightsError, match="TK206"), locked(tmp_path / "x"):
        pass
    with locked(tmp_path / "x"):
        pass
