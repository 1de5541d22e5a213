"""What plain text means in the YAML 1.1 schema, for files that ask for it with a `%YAML 1.1` line."""

import re
from typing import Final

from insights_cli.yaml12.grammar.dates import utc_text
from insights_cli.yaml12.javascript import as_number
from insights_cli.yaml12.scalars import WORDS, of_radix

_WORDS_1_1: Final[dict[str, bool | float | None]] = {
    **WORDS,
    **dict.fromkeys(("Y", "y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("N", "n", "no", "No", "NO", "off", "Off", "OFF"), False),
}
_INTEGERS_1_1: Final = (
    (re.compile("[-+]?0b[0-1_]+"), 2, 2),
    (re.compile("[-+]?0[0-7_]+"), 1, 8),
    (re.compile("[-+]?[0-9][0-9_]*"), 0, 10),
    (re.compile("[-+]?0x[0-9a-fA-F_]+"), 2, 16),
)
_FLOATS_1_1: Final = (
    re.compile(r"[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+"),
    re.compile(r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*"),
)
_SEXAGESIMAL = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"(?:(?:t|T|[ \t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?(?:[ \t]*(?:Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?"
)
_FLOAT_PREFIX = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


class Timestamp:
    """A YAML 1.1 date; JavaScript's date object has no keys of its own, so Backstage sees an empty object.

    *text* is what the date prints as where the clock is set to UTC: that is its text as a key.
    """

    __slots__ = ("text",)

    def __init__(self, written: str) -> None:
        self.text = utc_text(written)


def is_timestamp(text: str) -> bool:
    """Whether *text* is a date, or a date with a time, of YAML 1.1."""
    return _TIMESTAMP.fullmatch(text) is not None


def _parse_float(text: str) -> float:
    """`parseFloat`: the number at the beginning, NaN without one."""
    found = _FLOAT_PREFIX.match(text)
    return float(found.group()) if found else float("nan")


def _sexagesimal(text: str) -> int | float:
    total = 0.0
    for part in text.lstrip("+-").replace("_", "").split(":"):
        total = total * 60 + float(part)
    return as_number(-total if text[0] == "-" else total)


def _integer_1_1(text: str, offset: int, radix: int) -> int | float:
    is_signed = text[0] in "+-"
    digits = text[offset + is_signed :].replace("_", "")
    if not digits:
        return float("nan")
    value = of_radix(digits, radix)
    return as_number(-float(value)) if text[0] == "-" else value


def resolve_1_1(text: str) -> bool | int | float | str | Timestamp | None:
    """The value of the plain scalar *text* in the YAML 1.1 schema of npm's `yaml`."""
    if text in _WORDS_1_1:
        return _WORDS_1_1[text]
    for pattern, offset, radix in _INTEGERS_1_1:
        if pattern.fullmatch(text):
            return _integer_1_1(text, offset, radix)
    if any(pattern.fullmatch(text) for pattern in _FLOATS_1_1):
        return as_number(_parse_float(text.replace("_", "")))
    if _SEXAGESIMAL.fullmatch(text):
        return _sexagesimal(text)
    return Timestamp(text) if is_timestamp(text) else text
