"""Postal addresses whose street nobody listed: a name with a number, a comma, and a post code with a town."""

import re
from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words.address import PLACE_WORDS

_CAP = r"[^\W\d_a-z][\w'’.-]*"
_NEXT = rf"(?:[ ](?:{_CAP}|de|del|da|do|di|van|von|en|am|an|der|nad|pod)){{0,5}}"
_CODE = r"(?:[A-Z]{1,2}-)?(?!(?:19|20)\d\d[ ])(?:\d{4,6}|\d{3}[ ]\d{2}|\d{2}-\d{3}|\d{5}-\d{3})(?:[ ][A-Z]{2},)?"
_NEAR_WORDS = 6
_JOINT = regex(r"\d[ ]?\w?\.?,[ ](?:[A-Z]{1,2}-)?\d")


# The whole.
_ADDRESS = regex(
    rf"(?<![\w./#@-]){_CAP}{_NEXT}(?:[ ][^\W\d_]{{3,20}})?[ ](?P<house>\d{{1,4}}[ ]?[a-zA-Z]?(?:/\d{{1,3}})?)\.?,"
    rf"[ ](?P<code>{_CODE})[ ]{_CAP}{_NEXT}(?:[ ]/[ ][A-Z]{{2}})?"
)


def _find(text: Text) -> Iterator[Span]:
    if _JOINT.search(text.text) is None:
        return
    for match in _ADDRESS.finditer(text.text):
        if not _is_sure(text, match):
            continue
        yield Span(_start(match), match.end(), SpanType.ADDRESS, "town.post_code", "number, post code and town", 0.75)


def _is_sure(text: Text, match: re.Match[str]) -> bool:
    """Whether more than the structure speaks for a place: `Batch 506, 37434 Records` has the same."""
    if text.field.has(Trait.ADDRESS) or match["code"][0].isalpha() or not match["house"].isdigit():
        return True
    return not PLACE_WORDS.isdisjoint(text.words_before(match.end("house"))[-_NEAR_WORDS:])


def _start(match: re.Match[str]) -> int:
    """Where the address begins, past a word such as `Standort`."""
    first = match[0].partition(" ")[0]
    return match.start() + (len(first) + 1 if first.lower() in PLACE_WORDS else 0)


DETECTOR = Detector(name="town", find=_find, shortest=15, fewest_digits=5, chars=frozenset(","))
