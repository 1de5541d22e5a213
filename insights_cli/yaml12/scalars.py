"""What plain text means: the YAML 1.2 core schema, and the 1.1 schema that a `%YAML 1.1` line asks for."""

import re
from typing import Final

from insights_cli.yaml12.dates import utc_text
from insights_cli.yaml12.javascript import as_number

PLAIN_STARTS: Final = frozenset("~nNtTfF0123456789+-.")
"""The first characters of plain texts that may be something else than text."""

_NUMBER_STARTS: Final = frozenset("0123456789+-.")
_WORDS: Final[dict[str, bool | float | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_OCTAL = re.compile("0o[0-7]+")
_HEX = re.compile("0x[0-9a-fA-F]+")

_WORDS_1_1: Final[dict[str, bool | float | None]] = {
    **_WORDS,
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


def _of_radix(digits: str, radix: int) -> int | float:
    try:
        return as_number(float(int(digits, radix)))
    except OverflowError:
        return float("inf")


def resolve_core(text: str) -> bool | int | float | str | None:
    """The value of the plain scalar *text* in the YAML 1.2 core schema."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _DECIMAL.fullmatch(text):
        return as_number(float(text))
    if _OCTAL.fullmatch(text):
        return _of_radix(text[2:], 8)
    return _of_radix(text[2:], 16) if _HEX.fullmatch(text) else text


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
    value = _of_radix(digits, radix)
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
