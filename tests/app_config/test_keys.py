"""The nearest known key."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.app_config.keys import SECTION_KEYS, nearest


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("hostfilter", "hostFilter"),
        ("host_filter", "hostFilter"),
        ("captureEntityField", "captureEntityFields"),
        ("captureIdentityGroupFilter", "captureIdentityGroupsFilter"),
        ("sallt", "salt"),
        ("Debug", "debug"),
        ("retention", None),
        ("x", None),
        ("", None),
        ("a" * 100_000, None),
    ],
)
def test_a_misspelt_key_leads_to_the_right_one(word: str, meant: str | None) -> None:
    """Case, separators and few letters do not matter; anything else is not guessed."""
    assert nearest(word, tuple(SECTION_KEYS)) == meant


@given(st.text("abcd", max_size=12), st.text("abcd", max_size=12))
def test_what_is_equal_but_for_few_letters_is_never_passed_over(word: str, known: str) -> None:
    """The quick look at two words rules none out that counting their edits would find near enough."""
    assert (nearest(word, (known,)) == known) == (edits(word, known) <= max(1, len(word) // 4))


@cache
def edits(left: str, right: str) -> int:
    """Levenshtein's distance, by its definition."""
    if not left or not right:
        return len(left) + len(right)
    if left[0] == right[0]:
        return edits(left[1:], right[1:])
    return 1 + min(edits(left[1:], right), edits(left, right[1:]), edits(left[1:], right[1:]))
