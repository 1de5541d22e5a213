"""How much `--spool-max` lets wait: bytes, events and age, each named by its unit."""

import re
from typing import Any

from insights_cli.errors import UsageError
from insights_cli.spools import Limits

_FLAG = "--spool-max"
_EVENTS = re.compile(r"([1-9][0-9]{0,11})\s*events?")
_AGE = re.compile(r"([1-9][0-9]{0,5})\s*([hd])")
_BYTES = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,3})?)\s*([kmgt]?)(i?)(b?)")
_UNITS_S = {"h": 3600.0, "d": 86_400.0}


def parse_spool_max(text: str | None) -> Limits:
    """Read `512MiB`, `100000events`, `7d`, or several with commas; what is not named stays as it is by default.

    Raises UsageError for what is none of them, and for what is named twice.
    """
    named: dict[str, Any] = {}
    for part in text.split(",") if text is not None else ():
        name, value = _limit(part.strip().lower())
        if name in named:
            raise UsageError("CL001", f"{_FLAG} {text!r} names one limit twice", fix=f"such as {_FLAG} 512MiB,7d")
        named[name] = value
    return Limits(**named)


def _limit(part: str) -> tuple[str, int | float]:
    if found := _EVENTS.fullmatch(part):
        return "most_events", int(found[1])
    if found := _AGE.fullmatch(part):
        return "most_age_s", int(found[1]) * _UNITS_S[found[2]]
    found = _BYTES.fullmatch(part)
    base = 1000 if found and found[4] and not found[3] else 1024
    size = int(float(found[1]) * base ** " kmgt".index(found[2] or " ")) if found else 0
    if not size:
        raise UsageError("CL001", f"{_FLAG} {part!r} is no size, count or age", fix=f"such as {_FLAG} 512MiB")
    return "most_bytes", size
