"""Moments of tokens are told in words."""

from datetime import UTC, datetime

import pytest

from insights_cli.identity.moments import as_moment, as_number, say_distance, say_moment, say_span
from insights_cli.model.json import JsonValue

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NOW = int(AT.timestamp())


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3900, "1 h 5 min"),
        (90_061, "1 d 1 h"),
        (-120, "2 min"),
        (1e999, "endless"),
        (-1e40, "over 10,000 years"),
    ],
)
def test_spans_are_their_two_largest_units(seconds: float, words: str) -> None:
    """A span is rounded down to two units, and has no sign."""
    assert say_span(seconds) == words


@pytest.mark.parametrize(("offset", "words"), [(0, "now"), (60, "in 1 min"), (-3600, "1 h ago"), (0.5, "in 0 s")])
def test_distances_say_their_direction(offset: float, words: str) -> None:
    """The future is `in`, the past is `ago`."""
    assert say_distance(NOW + offset, AT) == words


@pytest.mark.parametrize(
    ("value", "number"), [(5, 5.0), (1.5, 1.5), (True, None), ("5", None), (None, None), ([5], None)]
)
def test_only_numbers_are_numbers(value: JsonValue, number: float | None) -> None:
    """As in JavaScript, true is no number."""
    assert as_number(value) == number


@pytest.mark.parametrize("seconds", [1e300, -1e300, 1e999, float("nan")])
def test_no_calendar_reaches_everywhere(seconds: float) -> None:
    """What is beyond the calendar stays a number."""
    assert as_moment(seconds) is None
    assert "after 1970" in say_moment(seconds)
