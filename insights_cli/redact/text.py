"""What a detector looks at: one plain text, its characters, and where it comes from."""

import re
from typing import Final

from insights_cli.redact.field import Field
from insights_cli.redact.roster import Roster

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LOOK_BACK = 64


class Text:
    """A text under examination; *chars* is the set of its characters, so that most detectors are ruled out at once."""

    __slots__ = ("_lower", "chars", "field", "roster", "text")

    def __init__(self, text: str, field: Field, roster: Roster) -> None:
        self.text: Final = text
        self.field: Final = field
        self.roster: Final = roster
        self.chars: Final = frozenset(text)
        self._lower: str | None = None

    @property
    def lower(self) -> str:
        """The text in lower case, character by character, so that offsets stay."""
        if self._lower is None:
            lower = self.text.lower()
            self._lower = lower if len(lower) == len(self.text) else "".join(char.lower()[0] for char in self.text)
        return self._lower

    def words_before(self, start: int) -> list[str]:
        """The lower-case words of the same line that end before *start*, nearest last; looks back 64 characters."""
        near = self.lower[max(0, start - _LOOK_BACK) : start]
        return _WORD.findall(near[near.rfind("\n") + 1 :])
