"""What plain text means in the YAML 1.2 core schema."""

import re
from typing import Final

from insights_cli.yaml12.javascript import as_number

PLAIN_STARTS: Final = frozenset("~nNtTfF0123456789+-.")
"""The first characters of plain texts that may be something else than text."""

_NUMBER_STARTS: Final = frozenset("0123456789+-.")
WORDS: Final[dict[str, bool | float | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
# Texts, as few configurations hold one; `re` keeps what it compiled.
_OCTAL: Final = "0o[0-7]+"
_HEX: Final = "0x[0-9a-fA-F]+"


def of_radix(digits: str, radix: int) -> int | float:
    """The double that *digits* stand for."""
    try:
        return as_number(float(int(digits, radix)))
    except OverflowError:
        return float("inf")


def resolve_core(text: str) -> bool | int | float | str | None:
    """The value of the plain scalar *text* in the YAML 1.2 core schema."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _DECIMAL.fullmatch(text):
        return as_number(float(text))
    if text.startswith("0o") and re.fullmatch(_OCTAL, text):
        return of_radix(text[2:], 8)
    return of_radix(text[2:], 16) if text.startswith("0x") and re.fullmatch(_HEX, text) else text
