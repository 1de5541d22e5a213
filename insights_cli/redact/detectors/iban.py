"""Bank account numbers in the international form."""

import re
from collections.abc import Iterator
from functools import cache

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.libraries import number_database
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words import vocabulary

_START = regex(r"[A-Za-z](?<![^\W_].)[A-Za-z][ -]?\d{2}(?=[ \-./]?[A-Za-z0-9]{2})")
# Those of the registry in python-stdnum (a test compares them), which would take long to load for every text.
_COUNTRIES = vocabulary(
    """
    AD AE AL AT AZ BA BE BG BH BI BR BY CH CR CY CZ DE DJ DK DO EE EG ES FI FK FO FR GB GE GI GL GR GT HN HR HU IE
    IL IQ IS IT JO KW KZ LB LC LI LT LU LV LY MC MD ME MK MN MR MT MU NI NL NO OM PK PL PS PT QA RO RS RU SA SC
    SD SE SI SK SM SO ST SV TL TN TR UA VA VG XK YE
    """
)
_SHORTEST = 15
# Two check digits; in some countries all the rest may be letters.
_FEWEST_DIGITS = 2
_LENGTH = regex(r"\d+")
_RUN = regex(r"[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{1,4}){3,8}(?![A-Z0-9])", re.IGNORECASE)
_LONGEST = 34 * 2


def _find(text: Text) -> Iterator[Span]:
    for match in _START.finditer(text.text):
        country = match[0][:2].upper()
        if country not in _COUNTRIES:
            continue
        end = _end(text.text, match.start(), _length(country))
        if not end and (text.field.has(Trait.IBAN) or "iban" in text.words):
            end = _run(text.text, match.start())
        if end:
            yield Span(match.start(), end, SpanType.IBAN, "iban.number", "length and mod 97", 1.0)


@cache
def _length(country: str) -> int:
    """How many characters an IBAN of *country* has, by the registry in python-stdnum."""
    info = number_database("iban").info(country)[0][1]
    return 4 + sum(int(size) for size in _LENGTH.findall(info.get("bban", ""))) if info else 0


def _end(text: str, start: int, length: int) -> int:
    """Where the number ends when *length* characters from *start*, single separators aside, pass the check; else 0."""
    taken: list[str] = []
    for at in range(start, min(len(text), start + _LONGEST)):
        char = text[at]
        if char.isascii() and char.isalnum():
            taken.append(char)
            if len(taken) == length:
                follows = text[at + 1 : at + 2]
                glued = follows.isdigit() or (follows.isalpha() and " " not in text[start:at])
                return at + 1 if not glued and _passes("".join(taken).upper()) else 0
        elif char not in " -./" or text[at - 1] in " -./":
            return 0
    return 0


def _run(text: str, start: int) -> int:
    """Where a number of unusual length ends, whose check passes all the same; only asked where an IBAN is announced."""
    run = _RUN.match(text, start)
    number = "".join(char for char in run[0] if char.isalnum()).upper() if run else ""
    return run.end() if run and len(number) >= _SHORTEST and _passes(number) else 0


def _passes(number: str) -> bool:
    return int("".join(str(int(char, 36)) for char in number[4:] + number[:4])) % 97 == 1


def _is_country(word: str) -> bool:
    return word.upper() in _COUNTRIES


DETECTOR = Detector(name="iban", find=_find, shortest=15, fewest_digits=_FEWEST_DIGITS, words=_is_country)
