"""Reading files has limits and never waits."""

import io
import os
from pathlib import Path

import pytest

from insights_cli.app_config.files import MAX_FILE_BYTES, STDIN, DiskFiles, MemoryFiles, ReadError, ReadProblem
from insights_cli.app_config.load_errors import EXPLANATIONS, LOAD_ERRORS


class Terminal(io.BytesIO):
    """A standard input that nobody pipes into."""

    def isatty(self) -> bool:
        """It is a terminal."""
        return True


def test_standard_input_is_read_once_asked() -> None:
    """The path `-` means what is piped in."""
    assert DiskFiles(io.BytesIO(b"a: 1")).read(STDIN) == b"a: 1"


@pytest.mark.parametrize("stdin", [None, Terminal()], ids=["none", "terminal"])
def test_a_terminal_is_not_waited_for(stdin: io.BytesIO | None) -> None:
    """Nothing prompts."""
    with pytest.raises(ReadError) as caught:
        DiskFiles(stdin).read(STDIN)
    assert caught.value.problem is ReadProblem.UNREADABLE


def test_too_much_standard_input_is_refused() -> None:
    """The limit holds for pipes too."""
    with pytest.raises(ReadError) as caught:
        DiskFiles(io.BytesIO(b"x" * (MAX_FILE_BYTES + 1))).read(STDIN)
    assert caught.value.problem is ReadProblem.TOO_LARGE


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_forbidden_file_is_unreadable(tmp_path: Path) -> None:
    """Permission is the reason given."""
    (tmp_path / "x").touch(mode=0)
    with pytest.raises(ReadError, match="denied"):
        DiskFiles().read(str(tmp_path / "x"))


def test_a_path_below_a_file_is_missing(tmp_path: Path) -> None:
    """As is one with a character no path can hold."""
    (tmp_path / "x").touch()
    for path in (tmp_path / "x" / "y", "a\0b"):
        with pytest.raises(ReadError) as caught:
            DiskFiles().read(str(path))
        assert caught.value.problem is ReadProblem.MISSING


def test_memory_has_the_same_limits() -> None:
    """The stand-in refuses what the disk refuses."""
    files = MemoryFiles({"/big": b"x" * (MAX_FILE_BYTES + 1)})
    assert files.exists("/big")
    for path, problem in (("/big", ReadProblem.TOO_LARGE), ("/no", ReadProblem.MISSING)):
        with pytest.raises(ReadError) as caught:
            files.read(path)
        assert caught.value.problem is problem


def test_every_load_error_is_explained() -> None:
    """Each code has a title, a why and a fix."""
    assert [each.code for each in EXPLANATIONS] == sorted({each.code for each in LOAD_ERRORS})
    assert all(each.title and each.why and each.fix for each in EXPLANATIONS)
