"""Files that hold one token."""

from pathlib import Path

import pytest

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens.token_file import decode, read_token_file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_the_encodings_of_shells(encoding: str, tmp_path: Path) -> None:
    """PowerShell writes UTF-16, editors a byte order mark."""
    (tmp_path / "t").write_text("token", encoding=encoding)
    assert read_token_file(tmp_path / "t", named_by="x") == Secret("token")


def test_a_mounted_secret_may_be_a_link_that_all_can_read(tmp_path: Path) -> None:
    """As Kubernetes mounts them."""
    (tmp_path / "data").write_text("token\n")
    (tmp_path / "data").chmod(0o644)
    (tmp_path / "t").symlink_to(tmp_path / "data")
    assert read_token_file(tmp_path / "t", named_by="x") == Secret("token\n")


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"\xff\xff", b"x" * 70_000], ids=["empty", "blank", "binary", "large"]
)
def test_what_is_no_token_is_an_error(content: bytes, tmp_path: Path) -> None:
    """The error names the file and who named it."""
    (tmp_path / "t").write_bytes(content)
    with pytest.raises(InsightsError, match=r"TK102: .*\(INSIGHTS_TOKEN_FILE\)"):
        read_token_file(tmp_path / "t", named_by="INSIGHTS_TOKEN_FILE")


def test_a_folder_is_an_error(tmp_path: Path) -> None:
    """As a missing file is."""
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(InsightsError, match="TK102"):
            read_token_file(path, named_by="x")


def test_bytes_that_are_no_text_are_none() -> None:
    """Undecodable bytes are told apart from empty ones."""
    assert (decode(b"\xff\xff\xff"), decode(b"")) == (None, "")
