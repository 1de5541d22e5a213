"""The JSON map in a private file."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.errors import InsightsError
from insights_cli.tokens.private_map import PrivateMap, format_profiles, parse_profiles


@given(st.dictionaries(st.text(), st.text()))
def test_what_is_formatted_is_parsed(entries: dict[str, str]) -> None:
    """Formatting and parsing are inverse."""
    assert parse_profiles(format_profiles(entries), "here") == entries


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"profiles": []}', "[" * 100_000])
def test_a_damaged_text_is_an_error_without_the_text(text: str) -> None:
    """The error names the place only."""
    with pytest.raises(InsightsError, match="TK206: here is damaged") as failed:
        parse_profiles(text, "here")
    assert failed.value.__context__ is None or failed.value.__suppress_context__


def test_an_unchanged_entry_is_not_written(tmp_path: Path) -> None:
    """The file is the same one afterwards."""
    kept = PrivateMap(tmp_path / "map")
    kept.put("a", "1")
    before = (tmp_path / "map").stat().st_ino
    kept.put("a", "1")
    assert (tmp_path / "map").stat().st_ino == before


def test_the_last_entry_takes_the_file_with_it(tmp_path: Path) -> None:
    """An empty map is no file."""
    kept = PrivateMap(tmp_path / "map")
    kept.put("a", "1")
    assert (kept.remove("b"), kept.remove("a"), (tmp_path / "map").exists()) == (False, True, False)


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    """Every one of many entries written at once is there."""
    names = [f"p{number}" for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: PrivateMap(tmp_path / "map").put(name, name), names))
    assert PrivateMap(tmp_path / "map").read() == {name: name for name in names}
