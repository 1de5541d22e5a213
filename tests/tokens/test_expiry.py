"""Expiry as people write and read it."""

from datetime import UTC, datetime, timedelta

import pytest

from insights_cli.errors import UsageError
from insights_cli.tokens.expiry import age_words, expiry_words, parse_expiry

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90d", NOW + timedelta(days=90)),
        ("12w", NOW + timedelta(weeks=12)),
        ("36h", NOW + timedelta(hours=36)),
        ("2027-02-20", datetime(2027, 2, 20, tzinfo=UTC)),
        ("2027-02-20T10:00:00+02:00", datetime(2027, 2, 20, 8, tzinfo=UTC)),
    ],
)
def test_dates_and_spans_are_read(text: str, expected: datetime) -> None:
    """A date is its beginning in UTC, a span counts from now."""
    assert parse_expiry(text, NOW) == expected


@pytest.mark.parametrize("text", ["", "soon", "90", "d", "-3d", "2020-01-01", "0d", "2027-13-01"])
def test_what_is_no_future_time_is_refused(text: str) -> None:
    """A usage error."""
    with pytest.raises(UsageError, match="TK006"):
        parse_expiry(text, NOW)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (None, "unknown"),
        (NOW + timedelta(days=29), "in 29 d"),
        (NOW + timedelta(hours=5), "in 5 h"),
        (NOW - timedelta(days=2), "expired 2 d ago"),
        (NOW - timedelta(minutes=3), "expired 3 min ago"),
    ],
)
def test_expiry_is_said_from_now(at: datetime | None, words: str) -> None:
    """Days, then hours, then minutes."""
    assert expiry_words(at, NOW) == words


def test_ages_are_short() -> None:
    """A fresh token is new."""
    assert [age_words(NOW - timedelta(seconds=s), NOW) for s in (1, 7200, 61 * 86400)] == ["new", "2 h", "61 d"]
