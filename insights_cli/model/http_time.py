"""Read Retry-After: seconds or a date (RFC 9110, 10.2.3)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LONGEST_S = 10**9


def parse_retry_after(text: str | None, *, now: datetime) -> timedelta | None:
    """How long to wait from *now*; None when nothing sensible was said. A date in the past is no wait."""
    if text is None:
        return None
    words = text.strip()
    if words.isascii() and words.isdigit():
        return timedelta(seconds=min(int(words[:12]), _LONGEST_S))
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, IndexError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(aware - now, timedelta(0))
