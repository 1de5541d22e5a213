"""Private files are readable by their owner only."""

import stat
from pathlib import Path

from insights_cli.private_file import open_private, write_private


def test_a_file_is_private_also_where_an_open_one_was(tmp_path: Path) -> None:
    """New or replaced."""
    (tmp_path / "old").write_text("longer than before")
    (tmp_path / "old").chmod(0o644)
    for name in ("old", "new"):
        write_private(tmp_path / name, b"short")
        assert (tmp_path / name).read_bytes() == b"short"
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_the_opener_makes_private_files(tmp_path: Path) -> None:
    """From the first byte on."""
    with open(tmp_path / "new", "w", opener=open_private) as file:
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
        file.write("x")
