"""National identity, tax and insurance numbers where a word or the field says so."""

from collections.abc import Iterable, Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.libraries import number_check
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words.national_id import (
    AMBIGUOUS,
    ANY_NUMBER,
    PASSPORT,
    PASSPORT_GAP,
    PASSPORTS,
    PHRASES,
    UNSPACED,
    WORDS,
)

_TOKEN = regex(
    r"(?<![\w@#/])[0-9A-Za-zА-я][0-9A-Za-z.\-/+А-я]{5,21}(?![\w@])"
    r"|(?<![\w@#/.])\d{1,4}(?:[ .\-/]\d{1,6}){1,6}(?:[ .\-/]?[0-9A-Z])?(?![\w@])"
    r"|(?<![\w@#/.])[A-Z]{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?[A-Z](?!\w)"
)
_LOOK_AHEAD = 48
_NEAR = 3
_MANY_DIGITS = 8
_WORD = regex(r"[^\W\d_]+")


def _find(text: Text) -> Iterable[Span]:
    if text.field.has(Trait.NATIONAL_ID):
        return _of_field(text)
    return _said(text) if not text.text.isascii() or _holds_phrase(text) else ()


def _holds_phrase(text: Text) -> bool:
    """Whether a whole phrase is there, as many begin with a letter that stands alone in a digest."""
    phrases = [phrase for word in text.words for phrase in PHRASES.get(word, ())]
    return any(map(text.lower.__contains__, phrases))


def _of_field(text: Text) -> Iterator[Span]:
    """The field holds such a number: its shape is enough."""
    value = text.text.strip()
    digits = sum(char.isdigit() for char in value)
    letters = sum(char.isalpha() for char in value)
    if (
        5 <= digits <= 18
        and letters <= 14
        and len(value) <= 26
        and all(char.isalnum() or char in " .-/+" for char in value)
    ):
        start = text.text.find(value)
        yield Span(start, start + len(value), SpanType.NATIONAL_ID, "national_id.field", "shape", 0.85)
    else:
        yield from _said(text)


def _said(text: Text) -> Iterator[Span]:
    """A phrase names the kind of number; one of its checks must pass, or the phrase leaves no doubt."""
    for name, at in _phrases(text):
        near = text.text[at : at + _LOOK_AHEAD]
        for match in _TOKEN.finditer(near):
            found = match[0].rstrip(" .-/+")
            if (passed := _passes(found, name, sure=_is_sure(text, name, at, match.start()))) is not None:
                start = at + match.start()
                yield Span(start, start + len(found), SpanType.NATIONAL_ID, "national_id.context", passed, 0.9)
                break


def _phrases(text: Text) -> Iterator[tuple[str, int]]:
    """Every phrase of the text and where it ends."""
    lower = text.lower
    for word in _WORD.finditer(lower):
        for phrase in PHRASES.get(word[0], ()):
            end = word.start() + len(phrase)
            if lower.startswith(phrase, word.start()) and not lower[end : end + 1].isalpha():
                yield phrase, end
                break
    for phrase in UNSPACED if not text.text.isascii() else ():
        at = lower.find(phrase)
        if at >= 0:
            yield phrase, at + len(phrase)


def _is_sure(text: Text, name: str, at: int, gap: int) -> bool:
    """Whether *name*, which ends *at*, means nothing else: alone, or in capitals right before the number."""
    if name.startswith(PASSPORTS):
        return PASSPORT_GAP.fullmatch(text.text, at, at + gap) is not None
    return name not in AMBIGUOUS or (gap <= _NEAR and text.text[at - len(name) : at].isupper())


def _passes(found: str, name: str, *, sure: bool) -> str | None:
    """The check that *found* passes; a word that means nothing else takes any number that is long enough."""
    digits = sum(char.isdigit() for char in found)
    fewest = 1 if name.startswith(PASSPORTS) and found.isupper() else 4
    if not fewest <= digits <= 18 or len(found) > 24:
        return None
    for module in WORDS.get(name, ()):
        if number_check(module)(found):
            return f"stdnum.{module}"
    if sure and name.startswith(PASSPORTS) and PASSPORT.fullmatch(found):
        return "shape"
    enough = digits >= (5 if name not in AMBIGUOUS else _MANY_DIGITS)
    return "shape" if sure and enough and ANY_NUMBER.fullmatch(found) else None


DETECTOR = Detector(
    name="national_id",
    find=_find,
    shortest=6,
    fewest_digits=4,
    words=PHRASES.__contains__,
    traits_instead_of_words=Trait.NATIONAL_ID,
)
