"""Find every sensitive stretch of a value, in the value as it stands and in its plain copy."""

from collections.abc import Callable, Sequence

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import TELLING, Field, Trait
from insights_cli.redact.normalise import normalise
from insights_cli.redact.pseudonym import TOKEN, TOKEN_TAIL
from insights_cli.redact.regex import regex
from insights_cli.redact.roster import NOBODY, Roster
from insights_cli.redact.shortlist import Find, Shortlist
from insights_cli.redact.span import Span, SpanType, resolve
from insights_cli.redact.text import Text

Checkpoint = Callable[[], None]
# Words in lower case, joined by dashes, hold nothing that a detector could find, unless the roster or the path says so;
# nor does a reference to an entity of another kind.
_WORDS = (
    r"(?:(?:component|group|system|domain|resource|api|template):(?:[a-z-]++/)?)?[a-z]{1,18}+(?:-[a-z]{1,18}+){0,8}+"
)
_PLAIN = regex(_WORDS)
# Paths and pages with few digits and without a query or a login; what follows `users` is looked at.
_PART = r"(?!users?/|home/|u/|hooks/|scm/)[a-z0-9]{1,24}+"
_MANY_DIGITS = regex(r"(?:[^0-9]*+[0-9]){6}")
_PLAIN_ANY = regex(
    rf"(?P<plain>{_WORDS})|/?{_PART}(?:[-/]{_PART})*+/?"
    rf"|(?:url:)?https?://[a-z]++(?:[.-][a-z]++)*+(?:/{_PART}(?:[._-][a-z0-9]{{1,24}}+)*+)*+/?"
)
_TELLING_ANY = TELLING & ~Trait.OWNER
_MASK = regex(rf"\[(?:{'|'.join(SpanType)}|KEY)\]")


class Search:
    """Detectors and the people to look for; remembers only whom to ask about what."""

    __slots__ = ("_roster", "_shortlist")

    def __init__(self, detectors: Sequence[Detector], *, roster: Roster = NOBODY) -> None:
        self._roster = roster
        self._shortlist = Shortlist(detectors, roster)

    def is_plain(self, value: str, field: Field) -> bool:
        """Whether the shape of *value* and its path are enough to say that nothing can be found."""
        if " " in value:
            return False
        traits = field.traits
        if traits & _TELLING_ANY or value in self._roster.logins:
            return False
        if traits & TELLING:
            return _PLAIN.fullmatch(value) is not None
        match = _PLAIN_ANY.fullmatch(value)
        return match is not None and (match.lastgroup == "plain" or _MANY_DIGITS.match(value) is None)

    def spans(self, value: str, field: Field, checkpoint: Checkpoint | None = None) -> tuple[Span, ...]:
        """Give the spans of *value*, in order, without overlap, offsets in code points of *value*.

        *checkpoint* is called between detectors and may raise to give up. Whatever a detector raises comes through.
        """
        return () if self.is_plain(value, field) else self.look(value, field, checkpoint)

    def look(self, value: str, field: Field, checkpoint: Checkpoint | None = None) -> tuple[Span, ...]:
        """Give the spans of *value* without the shortcut for plain text."""
        spans = self._scan(Text(value, field, self._roster), checkpoint)
        plain = normalise(value)
        if plain is not None and plain.text:
            for span in self._scan(Text(plain.text, field, self._roster), checkpoint):
                start, end = plain.original(span.start, span.end)
                spans.append(span._replace(start=start, end=end))
        return resolve(_outside_stand_ins(value, spans)) if spans else ()

    def _scan(self, text: Text, checkpoint: Checkpoint | None) -> list[Span]:
        opaque, others = self._shortlist.pick(text)
        tokens = _answers(text, opaque, checkpoint) if opaque else None
        if not tokens:
            return _answers(text, others, checkpoint) if others else []
        rest = Text(_cut_out(text.text, tokens), text.field, self._roster)
        return tokens + _answers(rest, self._shortlist.pick(rest)[1], checkpoint) if rest.text.strip() else tokens


def is_stand_in(text: str) -> bool:
    """Whether *text* is nothing but a mask or a pseudonym."""
    return _MASK.fullmatch(text) is not None or TOKEN.fullmatch(text) is not None


def _answers(text: Text, finds: tuple[Find, ...], checkpoint: Checkpoint | None) -> list[Span]:
    spans: list[Span] = []
    for find in finds:
        spans += find(text)
        if checkpoint is not None:
            checkpoint()
    return spans


def _cut_out(text: str, spans: list[Span]) -> str:
    """The *text* with line ends instead of what *spans* cover: offsets stay and nothing joins across the gap."""
    for span in spans:
        text = text[: span.start] + "\n" * (span.end - span.start) + text[span.end :]
    return text


def _outside_stand_ins(value: str, spans: list[Span]) -> list[Span]:
    """Leave masks and pseudonyms alone, or redacting twice would differ from redacting once."""
    if "[" not in value and "-" not in value:
        return spans
    patterns = (*((_MASK,) if "[" in value else ()), *((TOKEN,) if "-" in value and TOKEN_TAIL.search(value) else ()))
    stand_ins = [match.span() for pattern in patterns for match in pattern.finditer(value)]
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
