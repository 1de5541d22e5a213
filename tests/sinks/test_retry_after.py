"""Retry-After, as seconds and as a date."""

from datetime import UTC, datetime

import pytest

from insights_cli.sinks.retry_after import parse_retry_after

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CASES = {
    "absent": (None, None),
    "seconds": ("120", 120),
    "spaces": (" 5 ", 5),
    "zero": ("0", 0),
    "date": ("Mon, 23 Nov 2026 12:01:00 GMT", 60),
    "old date": ("Sunday, 22-Nov-26 12:00:00 GMT", 0),
    "asctime": ("Mon Nov 23 12:00:30 2026", 30),
    "negative": ("-5", None),
    "fraction": ("1.5", None),
    "words": ("later", None),
    "empty": ("", None),
    "other digits": ("٣", None),
    "endless": ("9" * 5000, 10**9),
}


@pytest.mark.parametrize(("text", "seconds"), CASES.values(), ids=CASES.keys())
def test_it_is_read_as_the_standard_says(text: str | None, seconds: float | None) -> None:
    """What is not sensible counts as not said."""
    wait = parse_retry_after(text, now=NOW)
    assert (None if wait is None else wait.total_seconds()) == seconds
