"""Moments as tokens keep them (seconds since 1970) in words."""

import math
from datetime import UTC, datetime

from insights_cli.model.json import JsonValue

_AS_FAR_AS_A_CALENDAR_S = 3_652_059 * 86_400
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))


def as_number(value: JsonValue) -> float | None:
    """The number that JavaScript would see; None for anything else, also for true and false."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def as_moment(seconds: float) -> datetime | None:
    """The moment in UTC; None when no calendar reaches that far."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def say_moment(seconds: float) -> str:
    """`2026-11-23 03:41:10 UTC`, or the bare number when it is out of reach of a calendar."""
    moment = as_moment(seconds)
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else f"{seconds:g} s after 1970"


def say_span(seconds: float) -> str:
    """`42 min`, `1 h 5 min` or `3 d 2 h`: the two largest units, rounded down."""
    if not math.isfinite(seconds):
        return "endless"
    if abs(seconds) > _AS_FAR_AS_A_CALENDAR_S:
        return "over 10,000 years"
    left = int(abs(seconds))
    words = []
    for size, unit in _UNITS:
        if left >= size:
            words.append(f"{left // size:,} {unit}")
            left %= size
    return " ".join(words[:2]) or "0 s"


def say_distance(seconds: float, at: datetime) -> str:
    """How far *seconds* (since 1970) are from *at*: `in 42 min` or `18 min ago`."""
    distance = seconds - math.floor(at.timestamp())
    if distance == 0:
        return "now"
    return f"in {say_span(distance)}" if distance > 0 else f"{say_span(distance)} ago"
