"""Find every sensitive stretch of a value, in the value as it stands and in its plain copy."""

import re
from collections.abc import Callable, Sequence

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import TELLING, Field
from insights_cli.redact.normalise import normalise
from insights_cli.redact.pseudonym import TOKEN
from insights_cli.redact.roster import NOBODY, Roster
from insights_cli.redact.span import Span, SpanType, resolve
from insights_cli.redact.text import Text

Checkpoint = Callable[[], None]
# A short word in lower case holds nothing that any detector could find, unless the roster or the path says so.
_PLAIN_WORD = re.compile(r"[a-z][a-z-]{0,15}[0-9]{0,3}")
_TOKENS = frozenset(tuple(SpanType)[:5])
_MASK = re.compile(rf"\[(?:{'|'.join(SpanType)}|KEY)\]")


def _carry_on() -> None:
    return


def is_plain(value: str, field: Field, roster: Roster) -> bool:
    """Whether the shape of *value* and its path are enough to say that nothing can be found."""
    return not field.has(TELLING) and _PLAIN_WORD.fullmatch(value) is not None and value not in roster.logins


def find_spans(
    value: str,
    field: Field,
    *,
    roster: Roster = NOBODY,
    detectors: Sequence[Detector],
    checkpoint: Checkpoint = _carry_on,
) -> tuple[Span, ...]:
    """Give the spans of *value*, in order, without overlap, offsets in code points of *value*.

    *checkpoint* is called between detectors and may raise to give up. Whatever a detector raises comes through.
    """
    if is_plain(value, field, roster):
        return ()
    spans = _scan(Text(value, field, roster), detectors, checkpoint)
    plain = normalise(value)
    if plain is not None and plain.text:
        for span in _scan(Text(plain.text, field, roster), detectors, checkpoint):
            start, end = plain.original(span.start, span.end)
            spans.append(span._replace(start=start, end=end))
    return resolve(_outside_stand_ins(value, spans) if spans else spans)


def _outside_stand_ins(value: str, spans: list[Span]) -> list[Span]:
    """Leave masks and pseudonyms alone, or redacting twice would differ from redacting once."""
    if "[" not in value and "-" not in value:
        return spans
    stand_ins = [match.span() for pattern in (_MASK, TOKEN) for match in pattern.finditer(value)]
    if not stand_ins:
        return spans
    return [piece for span in spans for piece in _without(span, value, stand_ins)]


def _without(span: Span, value: str, stand_ins: list[tuple[int, int]]) -> list[Span]:
    pieces = [(span.start, span.end)]
    for start, end in stand_ins:
        pieces = [
            part
            for left, right in pieces
            for part in ((left, min(right, start)), (max(left, end), right))
            if part[0] < part[1]
        ]
    return [
        span._replace(start=left, end=right)
        for left, right in pieces
        if any(char.isalnum() for char in value[left:right])
    ]


def _covers_all(span: Span, text: Text) -> bool:
    """Whether a secret that nothing outranks is the whole text: then nothing is left for others to find."""
    return span.type in _TOKENS and span.end - span.start >= len(text.text.strip())


def _scan(text: Text, detectors: Sequence[Detector], checkpoint: Checkpoint) -> list[Span]:
    chars = text.chars
    traits = text.field.traits
    spans: list[Span] = []
    digits = text.digits
    for detector in detectors:
        wanted = detector.chars
        if traits & detector.traits or (
            digits >= detector.fewest_digits and (wanted is None or not wanted.isdisjoint(chars))
        ):
            spans.extend(detector.find(text))
            if spans and _covers_all(spans[-1], text):
                break
            checkpoint()
    return spans
