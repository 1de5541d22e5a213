"""A stretch of text and what it is."""

from bisect import bisect_left, bisect_right
from enum import StrEnum, auto
from operator import itemgetter
from typing import NamedTuple


class SpanType(StrEnum):
    """What a stretch of text is; the order is the order of claims, the first one wins where two overlap."""

    @staticmethod
    def _generate_next_value_(name: str, *_: object) -> str:
        return name

    PRIVATE_KEY = auto()
    JWT = auto()
    VCS_TOKEN = auto()
    CHAT_TOKEN = auto()
    CLOUD_KEY = auto()
    URL_CREDENTIALS = auto()
    INTEGRATION_KEY = auto()
    GENERIC_SECRET = auto()
    USER_REF = auto()
    EMAIL = auto()
    IP = auto()
    IBAN = auto()
    CREDIT_CARD = auto()
    NATIONAL_ID = auto()
    PHONE = auto()
    USER_ID = auto()
    CHAT_HANDLE = auto()
    USERNAME = auto()
    PERSON = auto()
    ADDRESS = auto()


class Span(NamedTuple):
    """A stretch of text, offsets in code points, end excluded; a tuple because thousands are made a second.

    *rule* names the detector and its evidence (`phone.context`), *validator* the check the text passed (empty: none),
    *confidence* lies between 0 and 1.
    """

    start: int
    end: int
    type: SpanType
    rule: str
    validator: str = ""
    confidence: float = 0.9


SECRET_TYPES = frozenset(tuple(SpanType)[: tuple(SpanType).index(SpanType.USER_REF)])
_PLACE = itemgetter(0, 1)
RANK = {kind: rank for rank, kind in enumerate(SpanType)}


def resolve(spans: list[Span]) -> tuple[Span, ...]:
    """Let every character belong to one span: the higher claim wins, then the longer, then the earlier one.

    A lower claim keeps what the higher ones leave of it when that is at least half; the result is in text order and
    does not depend on the order of *spans*.
    """
    if len(spans) < 2:
        return tuple(spans)
    ordered = sorted(spans, key=_PLACE)
    if _are_apart(ordered):
        return tuple(ordered)
    # Of several for the same stretch the highest claim takes all that is left of it.
    highest = {span[:2]: span for span in sorted(ordered, key=_claim, reverse=True)}
    ordered = sorted(highest.values(), key=_PLACE)
    if _are_apart(ordered):
        return tuple(ordered)
    starts: list[int] = []
    ends: list[int] = []
    kept: list[Span] = []
    for span in sorted(ordered, key=_claim):
        for start, end in _left_over(span, starts, ends):
            at = bisect_left(starts, start)
            starts.insert(at, start)
            ends.insert(at, end)
            kept.append(span._replace(start=start, end=end))
    return tuple(sorted(kept, key=_PLACE))


def _are_apart(ordered: list[Span]) -> bool:
    free = 0
    for span in ordered:
        if span.start < free:
            return False
        free = span.end
    return True


def _claim(span: Span) -> tuple[int, int, int, str, str]:
    return (RANK[span.type], span.start - span.end, span.start, span.rule, span.validator)


def _left_over(span: Span, starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
    """The stretches of *span* outside the claimed ones, which are disjoint and in order; none when most is claimed."""
    pieces = []
    at = span.start
    for claimed in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
        if starts[claimed] > at:
            pieces.append((at, starts[claimed]))
        at = max(at, ends[claimed])
    if at < span.end:
        pieces.append((at, span.end))
    left = sum(end - start for start, end in pieces)
    return pieces if left * 2 >= span.end - span.start else []
