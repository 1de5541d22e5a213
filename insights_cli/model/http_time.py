"""The times in the headers of an HTTP answer: dates, and how long to wait (RFC 9110, 5.6.7 and 10.2.3)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LONGEST_S = 10**9


def parse_http_date(text: str) -> datetime | None:
    """The aware time that *text* names, in any of the three formats; None where it names none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_retry_after(text: str, *, now: datetime | None) -> timedelta | None:
    """How long to wait from *now*; None when nothing sensible was said, such as a date while *now* is not known.

    A date in the past is no wait.
    """
    words = text.strip()
    if words.isascii() and words.isdigit():
        return timedelta(seconds=min(int(words[:12]), _LONGEST_S))
    moment = parse_http_date(words)
    return max(moment - now, timedelta(0)) if moment and now else None
