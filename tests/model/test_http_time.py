"""Dates and waits in the headers of an answer."""

from datetime import UTC, datetime, timedelta

import pytest

from insights_cli.model.http_time import parse_http_date, parse_retry_after

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ENDLESS = "9" * 5000
CASES = {
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
    "endless": (ENDLESS, 10**9),
}
NO_DATES = {
    "words": "tomorrow",
    "empty": "",
    "endless year": f"Mon, 23 Nov {ENDLESS[:30]} 12:00:00 GMT",
    "endless day": f"Mon, {ENDLESS[:30]} Nov 2026 12:00:00 GMT",
    "endless offset": f"Mon, 23 Nov 2026 12:00:00 +{ENDLESS[:30]}",
    "no such day": "Mon, 31 Nov 2026 12:00:00 GMT",
}


@pytest.mark.parametrize(("text", "seconds"), CASES.values(), ids=CASES.keys())
def test_waits_are_read_as_the_standard_says(text: str, seconds: float | None) -> None:
    """What is not sensible counts as not said."""
    wait = parse_retry_after(text, now=NOW)
    assert (None if wait is None else wait.total_seconds()) == seconds


def test_a_date_says_nothing_while_nobody_knows_what_time_it_is() -> None:
    """Seconds count from whenever they are read."""
    assert parse_retry_after("Mon, 23 Nov 2026 12:01:00 GMT", now=None) is None
    assert parse_retry_after("7", now=None) == timedelta(seconds=7)


@pytest.mark.parametrize("text", NO_DATES.values(), ids=NO_DATES.keys())
def test_what_is_no_date_is_none(text: str) -> None:
    """Whatever an answer says, reading it never fails."""
    assert parse_http_date(text) is None
    assert parse_retry_after(text, now=NOW) is None


def test_a_date_without_a_zone_is_in_utc() -> None:
    """As asctime's has none."""
    assert parse_http_date("Mon Nov 23 12:00:00 2026") == NOW
