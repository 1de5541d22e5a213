"""Private files are readable by their owner only."""

import os
import stat
from pathlib import Path

import pytest

from insights_cli.private_file import made_beside, open_private, overwrite_private, put_private


def mode_of(path: Path) -> int:
    """Who may do what with the file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("write", [overwrite_private, put_private], ids=lambda write: write.__name__)
@pytest.mark.parametrize("name", ["old", "new"])
def test_a_file_is_private_also_where_an_open_one_was(write: object, name: str, tmp_path: Path) -> None:
    """New or over another."""
    (tmp_path / "old").write_text("longer than before")
    (tmp_path / "old").chmod(0o644)
    assert callable(write)
    write(tmp_path / name, b"short")
    assert (tmp_path / name).read_bytes() == b"short"
    assert mode_of(tmp_path / name) == 0o600


def test_the_opener_makes_private_files(tmp_path: Path) -> None:
    """From the first byte on."""
    with open(tmp_path / "new", "w", opener=open_private) as file:
        assert mode_of(tmp_path / "new") == 0o600
        file.write("x")


def test_a_link_is_written_through_only_where_that_is_meant(tmp_path: Path) -> None:
    """Overwriting reaches the file behind it, putting takes the place of the link."""
    (tmp_path / "target").write_text("theirs")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    overwrite_private(tmp_path / "link", b"through")
    assert (tmp_path / "target").read_text() == "through"
    put_private(tmp_path / "link", b"instead")
    assert ((tmp_path / "target").read_text(), (tmp_path / "link").read_text()) == ("through", "instead")


def test_what_is_no_file_keeps_its_mode(tmp_path: Path) -> None:
    """A pipe, or a device that everybody uses, is written to and left as it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    pipe.chmod(0o666)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        overwrite_private(pipe, b"through")
        assert (os.read(reader, 20), mode_of(pipe)) == (b"through", 0o666)
    finally:
        os.close(reader)


def test_a_put_file_stands_alone_in_a_folder_of_its_owner(tmp_path: Path) -> None:
    """Missing folders are made, and nothing is left beside the file."""
    put_private(tmp_path / "a" / "b", b"x")
    assert mode_of(tmp_path / "a") == 0o700
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_a_file_that_cannot_be_put_leaves_nothing(tmp_path: Path) -> None:
    """A folder in its place stays as it is."""
    (tmp_path / "taken" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="taken"):
        put_private(tmp_path / "taken", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_file_beside_is_whole_and_private_while_it_is_there(tmp_path: Path) -> None:
    """It is in the same folder, so that it can be linked or moved, and goes away by itself."""
    with made_beside(tmp_path / "name", b"whole") as aside:
        assert (aside.parent, aside.read_bytes(), mode_of(aside)) == (tmp_path, b"whole", 0o600)
    assert list(tmp_path.iterdir()) == []
