"""A stretch of text and what it is."""

from enum import StrEnum, auto
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
IDENTITY_TYPES = frozenset({SpanType.USER_REF, SpanType.USERNAME})
RANK = {kind: rank for rank, kind in enumerate(SpanType)}


def resolve(spans: list[Span]) -> tuple[Span, ...]:
    """Let every character belong to one span: the higher claim wins, then the longer, then the earlier one.

    A lower claim keeps what the higher ones leave of it when that is at least half; the result is in text order and
    does
    not depend on the order of *spans*.
    """
    if len(spans) < 2:
        return tuple(spans)
    kept: list[Span] = []
    for span in sorted(spans, key=_claim):
        kept.extend(_left_over(span, kept))
    return tuple(sorted(kept, key=lambda span: span[:2]))


def _claim(span: Span) -> tuple[int, int, int, str]:
    return (RANK[span.type], span.start - span.end, span.start, span.rule)


def _left_over(span: Span, claimed: list[Span]) -> list[Span]:
    pieces = [(span.start, span.end)]
    for other in claimed:
        if other.start < span.end and span.start < other.end:
            pieces = [piece for start, end in pieces for piece in _minus(start, end, other)]
    left = sum(end - start for start, end in pieces)
    if left * 2 < span.end - span.start:
        return []
    return [span._replace(start=start, end=end) for start, end in pieces]


def _minus(start: int, end: int, other: Span) -> list[tuple[int, int]]:
    if other.end <= start or end <= other.start:
        return [(start, end)]
    return [piece for piece in ((start, other.start), (other.end, end)) if piece[0] < piece[1]]
