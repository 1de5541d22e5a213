"""Postal addresses: a street with a number, or a post code with a town where a word or the field means a place."""

import re
from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words import vocabulary
from insights_cli.redact.words.address import (
    BARE_ENDINGS,
    PLACE_WORDS,
    STREET_AFTER,
    STREET_BEFORE,
    STREET_CYRILLIC,
    STREET_ENDING,
    STREET_ENDINGS,
    STREETS_AFTER,
    STREETS_BEFORE,
    SURE,
)

_NUMBER = r"\d{1,6}(?:[ ]?[A-Za-z](?![A-Za-z]))?(?:[-/]\d{1,4}[A-Za-z]?)?"
_CAP = r"(?:[^\W\d_a-z][\w'’.\-]*|de|del|della|di|du|des|la|le|da|do|dos|das|van|der|den|of|the|y|St\.?)"
_ENGLISH = rf"{_NUMBER}(?:/\d+)?[ ](?:{_CAP}[ ]){{1,5}}(?:{STREET_AFTER})s?\b\.?"
_ROMANCE = (
    rf"(?i:{STREET_BEFORE})\b\.?[ ](?:[\w'’.\-ªº]+,?[ ]){{0,6}}?"
    rf"(?=[^\W\d_])(?:[\w'’.\-]+,?[ ])(?:n[.º°o]{{0,2}}[ ]?)?{_NUMBER}"
)
_GERMANIC = rf"(?:{_CAP}[ ]){{0,3}}[\w'’.\-]*(?i:{STREET_ENDING})[ ]{_NUMBER}"
_FRENCH = rf"{_NUMBER}(?:[ ](?:bis|ter))?,?[ ](?i:{STREET_BEFORE})\b[ ](?:[\w'’.\-]+[ ]?){{1,6}}"
_PO_BOX = (
    r"(?:P\.?\s?O\.?\s?Box|Postfach|Apartado)\s\d{1,6}|(?:PSC\s\d+,?\sBox\s\d+|Unit\s\d+,?\sBox\s\d+"
    r"|US(?:S|NS|NV|CGC)\s\w+),?\s[AFD]PO\sA[AEP]\s\d{5}"
)
_EAST_ASIAN = (
    r"[\u3400-\u9fff\u30a0-\u30ff]{2,12}[都道府県省市区州縣町村][^\s,;|()]{2,40}(?:\s[^\s,;|()]{2,20}\d{1,4})?"
    r"|[가-힣]{2,8}(?:시|도)\s[가-힣]{1,8}(?:시|구|군)\s[^;|()]{3,40}(?:\([가-힣\d, ]{1,20}\))?"
    r"|[\u3400-\u9fff]{1,8}[路街道巷弄][^\s,;|()]{0,8}?\d{1,4}[號号](?:,\s?[\u3400-\u9fff]{2,8})?"
)
_CYRILLIC = (
    rf"(?:{STREET_CYRILLIC})\.?\s[^\W\d_][\w .-]{{2,40}},?\s(?:(?:д|дом|буд|бл|№)\.?\s?)?"
    r"\d{1,4}(?:[/-]\d{1,3})?(?:[а-я](?!\w))?"
)
_EDGE = r"(?<![\w./#@-])"
_NUMBER_FIRST = regex(rf"{_EDGE}(?:{_ENGLISH}|{_PO_BOX})")
_WORD_FIRST = regex(rf"{_EDGE}(?:{_ROMANCE}|{_FRENCH}|{_CYRILLIC})")
_WORD_LAST = regex(rf"{_EDGE}(?:{_GERMANIC})")
_UNSPACED = regex(rf"{_EDGE}(?:{_EAST_ASIAN})")
_NUMBER_THEN_NAME = regex(r"\d[A-Za-z]?[ ][^\W\d_a-z]|[Bb]ox[ ]\d|PO[ ]A[AEP]|fach[ ]\d|rtado[ ]\d")
_POST_TOWN = regex(r"(?<![\w./-])(?:[A-Z]{1,2}-)?\d{2,3}[ -]?\d{2,3}(?:[ ]?[A-Z]{2})?[ ][^\W\d_a-z][\w'’.\- ]{2,40}")
_TOWN = r"[^\W\d_a-z][\w'’.\-]*"
_POST_CODE = (
    r"[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|[A-Z]\d[\dW][ ]?[A-Z\d]{4}|[A-Z]\d[A-Z][ ]?\d[A-Z]\d"
    rf"|\d{{4}}[ ]?[A-Z]{{2}}(?:[ ]{_TOWN}){{1,4}}"
)
# What may follow a street: more pieces behind commas, as long as they look like rooms, towns, post codes or countries.
_MORE = regex(
    r"(?:,?[ ](?:Apt|Suite|Flat|Unit|Apartment|Appartamento|Piano|Puerta|Piso|Floor|Room|Zimmer|Etage"
    r"|Lok|m|kv|кв|стр|корп|Studio)\.?[ ]?\w{1,6}(?![\w@])"
    r"|,[ ][а-яіїє]{1,5}\.?\s?(?:[^\W\d_a-zа-я][\w-]*|\d[\w/-]{0,6})(?![\w@])"
    r"|\.?[,/\n][ ]?(?:[^\W\d_][\w'’.\-]*|\d[\w-]{1,9}|\([A-Z]{2}\))(?:[ ](?:[^\W\d_a-z][\w'’.\-]*|de|del"
    r"|di|da|do|la|le|am|an|der|bei|sur|upon|van|von|en|op|aan|den|nad|pod|ob|sous|lès|\d[\w-]{0,9}|\([A-Z]{2}\)|/)){0,7}(?![\w@])"
    r"|[ ](?:[^\W\d_a-z][\w'’.\-]*[ ]){0,3}\d{4,8}(?:[ ][^\W\d_a-z][\w'’.\-]*){0,4}(?![\w@])"
    r"|(?<=\d{4})[ ][^\W\d_a-z][\w'’.\-]*(?:[ ](?:[^\W\d_a-z][\w'’.\-]*|de|del|di|da|do|la|le|am|an"
    r"|der|bei|sur|upon)){0,5}(?![\w@])"
    rf"|,?(?:[ ]{_TOWN}){{0,4}},?[ ](?:{_POST_CODE})(?![\w@])"
    r"|(?:[ ][^\W\d_a-z][\w'’.\-]*){1,3},[ ][A-Z]{2,3},?[ ]\d{4,5}(?![\w@])"
    r"|[ ]/[ ][A-Z]{2}\b|[ ]\([A-Z]{2}\))"
)
_SENTENCE = regex(
    r"[;|()\n]|(?<=\w{4})\.\s|(?<=\d)\.\s(?=[A-Z])|\s[-–]\s|\s(?:is|ist|are|and|for|with|since|und|et|seit|for|because|near|next|open)\s"
)
_WORD = regex(r"[^\W\d_]+")
_SMALL = regex(r"[\s:：,=\"'-]*(?:(?:at|in|near|is|to|an|am|im|bei|à|au|en|a|w|på|i|ved|u|v|na|di)\s+)?(?:[\s:：\"']*)")
_NUMBER_AND_NAME = regex(r"[\w/-]+,?\s+[^\W\d_a-z]")
_WORDS = vocabulary("ip mac email mail http url dns host vip virtual")
_LONGEST = 200
_NEAR_WORDS = 6


def _find(text: Text) -> Iterator[Span]:
    if text.field.has(Trait.ADDRESS) and (span := _of_field(text)):
        yield span
        return
    if " " not in text.text and text.text.isascii():
        return
    announced = list(_announced(text)) if text.may_say(PLACE_WORDS) else []
    found = False
    for match in _streets(text):
        if not _is_place(text, match):
            continue
        end = _extend(text.text, match.end())
        if end == match.end() and not _is_sure(text, match):
            continue
        start = max(
            (start for start, stop in announced if _leads(text.text, start, stop, match)), default=match.start()
        )
        found = True
        yield Span(start, end, SpanType.ADDRESS, "address.street", "street and number", 0.8)
    for start, end in () if found else announced[:1]:
        if _looks_like_address(text.text[start:end]):
            yield Span(start, end, SpanType.ADDRESS, "address.announced", "digits and words", 0.7)


def _leads(whole: str, start: int, stop: int, street: re.Match[str]) -> bool:
    """Whether the address begins with what was announced: a town before the street, or the end of what looked like it.

    `located at Springfield, 12 Elm Street`; but not `the address of the team is 12 Elm Street`.
    """
    if street.start() < start < street.end():
        return True
    before = whole[start : street.start()]
    return start <= street.start() < stop and (not before or ("," in before and not before[0].islower()))


def _is_sure(text: Text, match: re.Match[str]) -> bool:
    """Whether a street without a town says by its word, or by a word for a place before it, that it is one."""
    if SURE.search(match[0].lower()):
        return True
    return not PLACE_WORDS.isdisjoint(text.words_before(match.end())[-_NEAR_WORDS:])


def _streets(text: Text) -> Iterator[re.Match[str]]:
    """Every street with a number; each pattern runs only where one of its words stands."""
    words = text.words
    if not words.isdisjoint(STREETS_AFTER) and _NUMBER_THEN_NAME.search(text.text):
        yield from _NUMBER_FIRST.finditer(text.text)
    if not words.isdisjoint(STREETS_BEFORE):
        yield from _WORD_FIRST.finditer(text.text)
    if any(_is_numbered(text.lower, word) for word in words if word[-3:] in STREET_ENDINGS):
        yield from (
            match for match in _WORD_LAST.finditer(text.text) if match[0].split()[0].lower() not in BARE_ENDINGS
        )
    if text.unspaced:
        yield from _UNSPACED.finditer(text.text)


def _is_numbered(lower: str, word: str) -> bool:
    at = lower.find(f"{word} ")
    return at >= 0 and lower[at + len(word) + 1 : at + len(word) + 2].isdigit()


def _of_field(text: Text) -> Span | None:
    value = text.text.strip()
    if not _WORDS.isdisjoint(text.field.words) or len(value) > _LONGEST or "@" in value or "://" in value:
        return None
    digits = any(char.isdigit() for char in value)
    several = "," in value or "\n" in value or value.count(" ") >= 2
    if not (digits and (" " in value or not value.isascii())) or not any(char.isalpha() for char in value):
        return None
    if not (several or any(_streets(text)) or _POST_TOWN.search(value)):
        return None
    start = text.text.find(value)
    return Span(start, start + len(value), SpanType.ADDRESS, "address.field", "digits and words", 0.85)


def _is_place(text: Text, match: re.Match[str]) -> bool:
    """A street alone could be a product; a capital, or a word for a place before it, makes it a place."""
    words = match[0].lower().split()
    return (
        any(char.isupper() for char in match[0])
        or not match[0].isascii()
        or (bool(PLACE_WORDS & set(text.words_before(match.start())[-4:])) and len(words) > 1)
    )


def _extend(text: str, end: int) -> int:
    for _ in range(6):
        match = _MORE.match(text, end)
        if match is None or match.end() == end:
            return end
        end = match.end()
    return end


def _announced(text: Text) -> Iterator[tuple[int, int]]:
    """Where a word for a place is followed by a clause: start and end of each clause."""
    for match in _WORD.finditer(text.lower):
        if match[0] not in PLACE_WORDS:
            continue
        start = _SMALL.match(text.text, match.end())
        at = start.end() if start else match.end()
        stop = _SENTENCE.search(text.text, at)
        end = min(stop.start() if stop else len(text.text), at + _LONGEST)
        clause = text.text[at:end].rstrip(" .,\"'")
        if clause:
            yield at, at + len(clause)


def _looks_like_address(clause: str) -> bool:
    if "@" in clause or "://" in clause or not any(char.isdigit() for char in clause) or len(clause) < 6:
        return False
    first = clause[0]
    if first.isdigit() and not _NUMBER_AND_NAME.match(clause):
        return False
    pieces = clause.split(",")
    return (first.isupper() or first.isdigit() or not first.isascii()) and (
        bool(_POST_TOWN.search(clause))
        or (len(pieces) > 1 and " " in clause and any(map(_names_something, pieces[1:])))
    )


def _names_something(piece: str) -> bool:
    """Whether a piece behind a comma begins like a name; many scripts have no capitals."""
    first = piece.strip()[:1]
    return first.isalpha() and not first.islower()


def _names_a_place(word: str) -> bool:
    return word in PLACE_WORDS or word in STREETS_AFTER or word in STREETS_BEFORE or word[-3:] in STREET_ENDINGS


DETECTOR = Detector(
    name="address",
    find=_find,
    shortest=8,
    fewest_digits=1,
    chars=frozenset(" 市区县縣都道府省州路街号號丁町시구동로길"),
    words=_names_a_place,
    traits_instead_of_words=Trait.ADDRESS,
)
