"""What a test expects of the events that pass: which must be seen, and which must not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from insights_cli.filters.expression import Event, Expression, matches
from insights_cli.filters.fields import doubts
from insights_cli.filters.parse import parse_filter


@dataclass(slots=True)
class _Wanted:
    text: str
    expression: Expression
    seen: str = ""

    def hear(self, event: Event) -> None:
        if not self.seen and matches(self.expression, event):
            self.seen = str(event.get("id"))


def _wanted(texts: Iterable[str]) -> list[_Wanted]:
    return [_Wanted(text, parse_filter(text)) for text in texts]


class Expectations:
    """Hears events as far as they have come; *expected* must each match one, *unexpected* none.

    Raises UsageError SV090 for a filter that is not understood.
    """

    def __init__(self, expected: Sequence[str], unexpected: Sequence[str]) -> None:
        self._expected = _wanted(expected)
        self._unexpected = _wanted(unexpected)

    def hear(self, events: Iterable[Event]) -> bool:
        """Look at *events*; whether nothing that comes later could change the verdict."""
        for event in events:
            for each in (*self._expected, *self._unexpected):
                each.hear(event)
        return self.is_decided

    @property
    def is_decided(self) -> bool:
        """Something unexpected was seen, or all is seen and nothing is unexpected; else time decides."""
        if any(each.seen for each in self._unexpected):
            return True
        return not self._unexpected and all(each.seen for each in self._expected)

    @property
    def is_met(self) -> bool:
        """The verdict if it were over now."""
        return all(each.seen for each in self._expected) and not any(each.seen for each in self._unexpected)

    @property
    def doubts(self) -> Sequence[str]:
        """What is likely misspelt: it would be waited for in vain."""
        expressions = [each.expression for each in (*self._expected, *self._unexpected)]
        return tuple(dict.fromkeys(doubt for each in expressions for doubt in doubts(each)))

    def lines(self) -> list[str]:
        """One line an expectation: what was found, by which event."""
        met = [
            f"matched   {each.text}  ({each.seen})" if each.seen else f"missed    {each.text}"
            for each in self._expected
        ]
        none = [
            f"unwanted  {each.text}  ({each.seen})" if each.seen else f"not seen  {each.text}"
            for each in self._unexpected
        ]
        return [*met, *none]
