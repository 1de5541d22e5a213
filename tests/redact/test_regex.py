"""Patterns that wait for their first use behave as those that do not."""

import re

import pytest

from insights_cli.redact.regex import compile_all, regex


def test_every_method_works_at_the_first_use() -> None:
    """Whichever method comes first compiles the pattern, flags included."""
    assert regex("A", re.IGNORECASE).search("ba") is not None
    assert regex("a").match("ba") is None
    assert regex("a+").fullmatch("xaax", 1, 3) is not None
    assert [match.span() for match in regex(r"\d").finditer("1a2")] == [(0, 1), (2, 3)]
    assert regex(rb"\d").findall(b"1a2") == [b"1", b"2"]
    assert regex(",").split("a,b") == ["a", "b"]
    assert regex("a").sub("b", string="aa", count=1) == "ba"


def test_a_mistake_shows_no_later_than_when_all_are_compiled() -> None:
    """An invalid pattern waits like any other."""
    regex("(")
    with pytest.raises(re.error):
        compile_all()
    compile_all()
