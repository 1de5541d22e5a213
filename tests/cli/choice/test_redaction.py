"""The pseudonym key comes from a variable or a file, and a weak one is refused."""

from pathlib import Path

import pytest

from tests.conftest import Insights
from tests.preview.sample import KEY, write_sample

WAYS: dict[str, dict[str, str]] = {
    "variable": {"INSIGHTS_PSEUDONYM_KEY": KEY},
    "file of a variable": {"INSIGHTS_PSEUDONYM_KEY_FILE": "key"},
}


@pytest.mark.parametrize("name", WAYS)
def test_same_key_makes_the_same_pseudonym(name: str, insights: Insights, tmp_path: Path) -> None:
    """It makes no difference where a key is from."""
    write_sample(tmp_path)
    (tmp_path / "key").write_text(KEY)
    (tmp_path / "key").chmod(0o600)
    by_flag = insights("preview-entity", "--as", "alice", "--pseudonym-key-file", "key")
    other = insights("preview-entity", "--as", "alice", **WAYS[name])
    assert by_flag.code == other.code == 0
    assert by_flag.out.partition("user:default/alice as")[2] == other.out.partition("user:default/alice as")[2]


BAD: dict[str, tuple[str, int]] = {"short": ("abc", 0o600), "constant": ("a" * 64, 0o600), "open": (KEY, 0o644)}


@pytest.mark.parametrize("name", BAD)
def test_bad_key_is_refused(name: str, insights: Insights, tmp_path: Path) -> None:
    """A key that was asked for and is weak or readable by others is an error, and is never printed."""
    write_sample(tmp_path)
    text, mode = BAD[name]
    (tmp_path / "key").write_text(text)
    (tmp_path / "key").chmod(mode)
    result = insights("preview-entity", "--as", "alice", "--pseudonym-key-file", "key")
    assert result.code == 3
    assert result.err.startswith("error[RD")
    assert text not in result.out + result.err
