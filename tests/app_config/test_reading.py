"""Typed reads follow Backstage's ConfigReader."""

import pytest

from insights_cli.app_config.reading import read_boolean, read_number, read_string, read_strings
from insights_cli.errors import InsightsError
from tests.app_config.building import loaded

NUMBERS = [
    ("12", 12),
    ('""', 0),
    ('" 12 "', 12),
    ('"0x10"', 16),
    ('"012"', 12),
    ('"0o14"', 12),
    ("1.5", 1.5),
    ("null", None),
]
BOOLEANS = [
    ("true", True),
    ('"yes"', True),
    ("' ON '", True),
    ("1", True),
    ("n", False),
    ("0", False),
    ('"Off"', False),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers_are_read_as_javascript_does(text: str, value: float | None) -> None:
    """Texts become numbers by the rules of Number()."""
    assert read_number(loaded(f"a: {text}"), "a") == value


@pytest.mark.parametrize("text", ["abc", "1_000", '"Infinity"', "[1]", "true"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """A text that is no number is an error and no fallback."""
    with pytest.raises(InsightsError, match="IN019"):
        read_number(loaded("a: 1", f"a: {text}"), "a")


@pytest.mark.parametrize(("text", "value"), BOOLEANS)
def test_booleans_have_many_spellings(text: str, value: bool) -> None:
    """Yes, on, 1 and true are true in any case, their opposites false."""
    assert read_boolean(loaded(f"a: {text}"), "a") is value


def test_an_empty_text_is_refused() -> None:
    """An empty text does not fall back to a lower source."""
    with pytest.raises(InsightsError, match="empty-string"):
        read_string(loaded("a: x", 'a: ""'), "a")


def test_a_value_on_the_way_is_refused_though_the_merged_view_hides_it() -> None:
    """A source in which the parent is no object stops the read."""
    document = loaded("a: {b: 1}", "a: 5", "a: {c: 2}")
    assert document.plain() == {"a": {"c": 2}}
    with pytest.raises(InsightsError, match="is of type number") as caught:
        read_number(document, "a.b")
    assert str(caught.value.location) == "2.yaml:1:4"


def test_a_null_hides_the_value_below() -> None:
    """A null in a higher source reads as nothing."""
    assert read_string(loaded("a: x", "a: null"), "a") is None


def test_lists_hold_non_empty_texts() -> None:
    """An item that is no text is named by its index."""
    assert read_strings(loaded("a: [x, y]"), "a") == ("x", "y")
    with pytest.raises(InsightsError, match=r"a\[1\]"):
        read_strings(loaded("a: [x, 1]"), "a")


def test_an_unknown_value_is_not_read() -> None:
    """With the lax flag a value of an unset variable is not made up."""
    with pytest.raises(InsightsError, match="unset"):
        read_string(loaded("a: ${NO}", is_lax=True), "a")
