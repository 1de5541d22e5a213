"""Telephone numbers: international ones by their plan, national ones when something says that a number is meant."""

import re
from functools import lru_cache

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.libraries import phonenumbers
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words.phone import ENDINGS, NUMBER_WORDS, OTHER_NUMBERS, PHONE_WORDS, STEMS, WEAK_WORDS

_NUMBER = (
    r"(?:\+\s?"
    r"|00)?(?:\d{1,4}[\s.-]?)?(?:\(\d(?:[ -]?\d){0,5}\)[\s./-]{0,2})?\d(?:[\s.\-/\u2010-\u2015]{0,3}\d){4,15}"
    r"(?:\s?(?:x|ext\.?|extension|durchwahl|poste|int\.?|#)\s?\d{1,6})?"
)
_CANDIDATE = regex(rf"(?<![\w.,@#/-])(?<![$€£] ){_NUMBER}(?!\w|[.,:-]\d|[@%])")
# Forms that are seldom anything else: an area code in brackets, ten or eleven digits in three groups that begin with a
# zero, and the North American grouping.
_ALONE = regex(
    r"(?:\(0\d{1,5}\)[ -]?\d{5,8}|0(?=(?:[ -]?\d){9,10}\Z)\d{1,4}[ -]\d{1,4}[ -]\d{4}"
    r"|\(?[2-9]\d{2}(?:\)[ .-]{0,2}|[ .-]{1,2})[2-9]\d{2}[.-]\d{4}|(?:00)?1[.-][2-9]\d{2}[.-]\d{3}[.-]\d{4})"
    r"(?:\s?(?:x|ext).*)?",
    re.IGNORECASE,
)
_LIKE_ALONE = regex(r"\d(?:\)|(?<=0)\d{1,4}[ -]\d{1,4}[ -]\d{4}|\d{2}[ .-]{1,2}\d{3}[.-]\d{4})")
_RUN = regex(r"\d[\d\s().\-/\u2010-\u2015]{4}")
_AFTER_WORDS = (
    "office",
    "fax",
    "mobile",
    "mobil",
    "cell",
    "home",
    "work",
    "tel",
    "phone",
    "direct",
    "desk",
    "handy",
    "büro",
    "bureau",
)
_AFTER = regex(rf"\W{{1,3}}(?:{'|'.join(_AFTER_WORDS)})\b")
_ANY_WORD = PHONE_WORDS | WEAK_WORDS | frozenset(_AFTER_WORDS)
_GROUPED = regex(
    r"\(0\d{1,5}\)[ ]?\d{4,8}|0[1-9]\d{7,10}(?!\d)|0\d{2,4}[ /-]\d{4,8}|\(?\d{2,5}\)?[ .()/-]{1,2}\d{2,4}[ .-]\d{2,4}"
)
_EXTENSION = regex(r"(?:x|ext|extension|durchwahl|poste|int|#).*")
_DATE = regex(
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}(?:\D.*)?|(?:19"
    r"|20)\d{2}\s?-\s?(?:19|20)\d{2}"
)
_HOURS = regex(r"\d{1,2}-\d{1,2}\s.*")
_PHONE_FIELD = Trait.PHONE
_AFTER_MAIL = regex(r"[\w-]+\.[\w.-]+\W{1,3}(?:(?:or|and|und|oder|et|ou|y|o|e|i|og|och|en|of|tel|call)\W{1,2})?")
_TELLING_DIGITS = 6
_MAIL_NEAR = 60


# A number that a script without spaces may touch.
_SPACED_WORD = r"[^\W\u2e80-\uffdc]"
_CANDIDATE_IN_CLAUSE = regex(rf"(?<![.,@#/-])(?<!{_SPACED_WORD})(?<![$€£] ){_NUMBER}(?!{_SPACED_WORD}|[.,:-]\d|[@%])")


def _find(text: Text) -> list[Span]:
    spans: list[Span] = []
    taken = -1
    if not _may_hold_one(text):
        return spans
    candidate = _CANDIDATE_IN_CLAUSE if text.unspaced else _CANDIDATE
    for match in candidate.finditer(text.lower):
        if match.start() >= taken and (span := _judge(text, match)):
            taken = span.end
            spans.append(span)
    return spans


def _may_hold_one(text: Text) -> bool:
    if _RUN.search(text.text) is None:
        return False
    whole = text.text
    if text.field.has(_PHONE_FIELD) or "+" in whole or "@" in whole or "|" in whole:
        return True
    if "00" in whole or text.unspaced or any(map(_may_announce, text.words)):
        return True
    return (")" in whole or "-" in whole or "." in whole or " 0" in whole) and _LIKE_ALONE.search(whole) is not None


@lru_cache(maxsize=8192)
def _may_announce(word: str) -> bool:
    """Whether *word* may stand beside a number; remembered, as prose has few words that come again and again."""
    return word in _ANY_WORD or word[:5] in STEMS or "telefon" in word


def _judge(text: Text, match: re.Match[str]) -> Span | None:
    found = match[0].rstrip(" (.-/")
    start = match.start()
    digits = "".join([char for char in _EXTENSION.sub("", found) if char.isdigit()])
    labelled = text.lower[max(0, start - 4) : start] == "tel:" or text.lower[max(0, start - 4) : start] == "sms:"
    if found.startswith(("+", "(+")):
        ok = _is_international(found)
        return _span(start, found, "phone.international", 0.95) if ok else None
    if not 6 <= len(digits) <= 15 or (_DATE.fullmatch(found) and not text.field.has(_PHONE_FIELD)):
        return None
    if _HOURS.fullmatch(found) and not (text.field.has(_PHONE_FIELD) or _is_called(text, start)):
        return None
    said = labelled or _is_said(text, start) or _AFTER.match(text.lower, start + len(found)) is not None
    if found.startswith("00") and (said or " " in found or "-" in found) and _is_international("+" + found[2:]):
        return _span(start, found, "phone.double_zero", 0.9)
    if said and not (text.field.has(Trait.IDENTIFIER) and not text.field.has(Trait.PHONE)):
        return _span(start, found, "phone.context", 0.85)
    if _ALONE.fullmatch(found) and not text.field.has(Trait.IDENTIFIER | Trait.VERSION):
        return _span(start, found, "phone.shape", 0.7)
    return None


def _span(start: int, found: str, rule: str, confidence: float) -> Span:
    return Span(start, start + len(found), SpanType.PHONE, rule, "numbering plan", confidence)


def _is_said(text: Text, start: int) -> bool:
    """The field is for numbers, a word before says so, or a mail address stands near."""
    if text.field.has(_PHONE_FIELD):
        return True
    words = text.words_before(start)[-6:]
    if OTHER_NUMBERS.intersection(words[-2:-1] if words[-1:] and words[-1] in NUMBER_WORDS else words[-1:]):
        return False
    if any(word in PHONE_WORDS or word[:5] in STEMS or word.endswith(ENDINGS) for word in words):
        return True
    if not WEAK_WORDS.isdisjoint(words) and _GROUPED.match(text.text, start):
        return True
    near = text.lower[max(0, start - _MAIL_NEAR) : start].rpartition("@")
    return bool(near[1]) and _AFTER_MAIL.fullmatch(near[2]) is not None


def _is_called(text: Text, start: int) -> bool:
    """Whether the very word before is one for telephones."""
    return not PHONE_WORDS.isdisjoint(text.words_before(start)[-1:])


def _is_international(found: str) -> bool:
    digits = "".join([char for char in _EXTENSION.sub("", found).replace("(0)", "") if char.isdigit()])
    return _is_possible(digits[:_TELLING_DIGITS], len(digits))


@lru_cache(maxsize=8192)
def _is_possible(first: str, length: int) -> bool:
    """Whether a number of *length* digits that begins so is possible: plans tell by country and length."""
    library = phonenumbers()
    try:
        number = library.parse("+" + first.ljust(length, "5"), None)
    except library.NumberParseException:
        return False
    return bool(library.is_possible_number(number))


DETECTOR = Detector(name="phone", find=_find, fewest_digits=6)
