"""The few habits of JavaScript that decide what a configuration means."""

from collections.abc import Iterable
from typing import Final

SPACE: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What `String.trim` removes; Python's own `strip` differs at U+FEFF, U+0085 and U+001C to U+001F."""

OBJECT_NAMES: Final = frozenset(
    {
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
    }
)
"""Names that every JavaScript object inherits, so that reading them finds a function where nothing was set."""

_MAX_INDEX = 2**32 - 2
_INDEX_DIGITS = 10
_SAFE_INTEGER = 2**53


def is_index(key: str) -> bool:
    """Whether JavaScript orders *key* as an array index: before all other keys, ascending."""
    is_whole = key.isascii() and key.isdigit() and len(key) <= _INDEX_DIGITS
    return is_whole and (key == "0" or key[0] != "0") and int(key) <= _MAX_INDEX


def ordered_keys(keys: Iterable[str]) -> list[str]:
    """The *keys* in the order of a JavaScript object that got them in the order given."""
    listed = list(keys)
    indexes = [key for key in listed if key[:1].isdigit() and is_index(key)]
    if not indexes:
        return listed
    return sorted(indexes, key=int) + [key for key in listed if not is_index(key)]


def as_number(value: float) -> int | float:
    """The double *value* as an int where that is exact and safe, so that it reads and prints as people expect."""
    if value.is_integer() and -_SAFE_INTEGER <= value <= _SAFE_INTEGER:
        return int(value)
    return value


def _digits(text: str) -> tuple[str, int]:
    """The significant digits of the shortest decimal *text* of a double, and where its point stands."""
    mantissa, _, exponent = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + ("" if fraction == "0" else fraction)).lstrip("0")
    leading = len(whole + ("" if fraction == "0" else fraction)) - len(digits)
    point = len(whole) - leading + int(exponent or 0)
    return digits.rstrip("0"), point


def number_text(value: float) -> str:
    """The text `String(value)` gives: 1 for 1.0, 12345678901234567000, 1e+21, 1e-7, NaN, Infinity."""
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    sign, (digits, point) = "-" if value < 0 else "", _digits(repr(abs(float(value))))
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    return exponential_text(value)


def exponential_text(value: float) -> str:
    """The text `value.toExponential()` gives for a finite number: 1e+3, -1.5e-7."""
    if value == 0:
        return "0e+0"
    digits, point = _digits(repr(abs(float(value))))
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{'-' if value < 0 else ''}{digits[0]}{fraction}e{point - 1:+d}"
