"""When a token expires, as people write and read it; pure."""

import re
from datetime import UTC, datetime, timedelta

from insights_cli.errors import UsageError

_SPAN = re.compile(r"(\d{1,5})\s*([hdw])", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "w": 168}
_DAY = timedelta(days=1)
# A token of 90 days that is renewed by hand needs a fortnight's notice and a last call.
SOON = timedelta(days=14)
VERY_SOON = timedelta(days=3)


def parse_expiry(text: str, now: datetime) -> datetime:
    """Read `2027-02-20`, a time with offset, or a span from *now* as `90d`, `12w`, `36h`; a past one is refused."""
    found = _span(text, now) or _date(text)
    if found is None:
        raise UsageError("TK006", f"--expires {text!r} is no date and no span", fix="--expires 2027-02-20 or 90d")
    if found <= now:
        raise UsageError("TK006", f"--expires {text!r} is in the past", fix="store a token that is still valid")
    return found


def age_words(since: datetime, now: datetime) -> str:
    """How long ago *since* was: `61 d`, `5 h`, `new`."""
    return _span_words(now - since) if now - since >= timedelta(minutes=1) else "new"


def expiry_words(at: datetime | None, now: datetime) -> str:
    """When *at* is, seen from *now*: `in 29 d`, `expired 2 d ago`, `unknown`."""
    if at is None:
        return "unknown"
    return f"in {_span_words(at - now + timedelta(minutes=1))}" if at > now else f"expired {_span_words(now - at)} ago"


def _span_words(span: timedelta) -> str:
    if span >= _DAY:
        return f"{span // _DAY} d"
    hours = span // timedelta(hours=1)
    return f"{hours} h" if hours else f"{span // timedelta(minutes=1)} min"


def _span(text: str, now: datetime) -> datetime | None:
    found = _SPAN.fullmatch(text.strip())
    return now + timedelta(hours=int(found[1]) * _HOURS[found[2].lower()]) if found else None


def _date(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
