"""Find every sensitive stretch of a value, in the value as it stands and in its plain copy."""

import re
from collections.abc import Callable, Iterable, Sequence

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import TELLING, Field, Trait
from insights_cli.redact.normalise import normalise
from insights_cli.redact.pseudonym import TOKEN
from insights_cli.redact.roster import NOBODY, Roster
from insights_cli.redact.span import Span, SpanType, resolve
from insights_cli.redact.text import Text

Checkpoint = Callable[[], None]
_Question = tuple[Callable[[Text], Iterable[Span]], frozenset[str] | None, int]
# Words in lower case, joined by dashes, hold nothing that a detector could find, unless the roster or the path says so;
# nor does a reference to an entity of another kind.
_PLAIN = re.compile(
    r"[a-z]{1,18}(?:-[a-z]{1,18}){0,8}|(?:component|group|system|domain|resource|api|template):(?:[a-z-]{1,40}/)?[a-z]{1,18}(?:-[a-z]{1,18}){0,8}"
)
_NUMBERED = re.compile(r"[a-z]{1,18}(?:-[a-z]{1,18}){0,8}-?v?[0-9]{1,3}")
_TOKENS = frozenset(tuple(SpanType)[:5])
_TELLING_ANY = TELLING & ~Trait.OWNER
_MASK = re.compile(rf"\[(?:{'|'.join(SpanType)}|KEY)\]")


def _carry_on() -> None:
    return


class Search:
    """Detectors and the people to look for; asked about many values, it remembers only which detector a kind of field needs."""

    __slots__ = ("_asked", "_detectors", "_roster")

    def __init__(self, detectors: Sequence[Detector], *, roster: Roster = NOBODY) -> None:
        self._detectors = tuple(detectors)
        self._roster = roster
        self._asked: dict[int, tuple[_Question, ...]] = {}

    def is_plain(self, value: str, field: Field) -> bool:
        """Whether the shape of *value* and its path are enough to say that nothing can be found."""
        traits = field.traits
        if traits & _TELLING_ANY or value in self._roster.logins:
            return False
        return _PLAIN.fullmatch(value) is not None or (not traits & TELLING and _NUMBERED.fullmatch(value) is not None)

    def spans(self, value: str, field: Field, checkpoint: Checkpoint = _carry_on) -> tuple[Span, ...]:
        """Give the spans of *value*, in order, without overlap, offsets in code points of *value*.

        *checkpoint* is called between detectors and may raise to give up. Whatever a detector raises comes through.
        """
        if self.is_plain(value, field):
            return ()
        spans = self._scan(Text(value, field, self._roster), checkpoint)
        plain = normalise(value)
        if plain is not None and plain.text:
            for span in self._scan(Text(plain.text, field, self._roster), checkpoint):
                start, end = plain.original(span.start, span.end)
                spans.append(span._replace(start=start, end=end))
        return resolve(_outside_stand_ins(value, spans)) if spans else ()

    def _scan(self, text: Text, checkpoint: Checkpoint) -> list[Span]:
        chars = text.chars
        digits = text.digits
        spans: list[Span] = []
        for find, wanted, fewest_digits in self._asked.get(text.field.traits) or self._ask(text.field.traits):
            if digits >= fewest_digits and (wanted is None or not wanted.isdisjoint(chars)):
                spans += find(text)
                if spans and _covers_all(spans[-1], text):
                    break
                checkpoint()
        return spans

    def _ask(self, traits: int) -> tuple[_Question, ...]:
        """What each detector needs before it is asked about a field with *traits*."""
        questions = tuple(
            (each.find, None, 0) if traits & each.traits else (each.find, each.chars, each.fewest_digits)
            for each in self._detectors
        )
        self._asked[traits] = questions
        return questions


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
