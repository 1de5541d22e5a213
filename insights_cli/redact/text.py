"""What a detector looks at: one plain text, its characters and words, and where it comes from."""

import re
from collections.abc import Set as AbstractSet
from typing import Final

from insights_cli.redact.field import Field
from insights_cli.redact.roster import Roster

_WORD = re.compile(r"[^\W\d_]+")
_NEAR_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DIGITS = frozenset("0123456789")
_LOOK_BACK = 64
# Thai; from here on most scripts write without spaces.
_FIRST_UNSPACED = "\u0e00"


class Text:
    """A text under examination; *chars* is the set of its characters, so that most detectors are ruled out at once."""

    __slots__ = ("_digits", "_lower", "_stems", "_unspaced", "_words", "chars", "field", "roster", "text")

    def __init__(self, text: str, field: Field, roster: Roster) -> None:
        self.text: Final = text
        self.field: Final = field
        self.roster: Final = roster
        self.chars: Final = frozenset(text)
        self._lower: str | None = None
        self._words: frozenset[str] | None = None
        self._stems: frozenset[str] | None = None
        self._digits = -1
        self._unspaced: bool | None = None

    @property
    def lower(self) -> str:
        """The text in lower case, character by character, so that offsets stay."""
        if self._lower is None:
            lower = self.text.lower()
            self._lower = lower if len(lower) == len(self.text) else "".join(char.lower()[0] for char in self.text)
        return self._lower

    @property
    def digits(self) -> int:
        """How many ASCII digits the text has."""
        if self._digits < 0:
            self._digits = sum(map(self.text.count, _DIGITS)) if not _DIGITS.isdisjoint(self.chars) else 0
        return self._digits

    @property
    def words(self) -> frozenset[str]:
        """The distinct lower-case words, letters only."""
        if self._words is None:
            self._words = frozenset(_WORD.findall(self.lower))
        return self._words

    @property
    def stems(self) -> frozenset[str]:
        """The first four letters of every word."""
        if self._stems is None:
            self._stems = frozenset([word[:4] for word in self.words])
        return self._stems

    @property
    def unspaced(self) -> bool:
        """Whether some of the text is in a script that writes without spaces, so that a set of words says little."""
        if self._unspaced is None:
            self._unspaced = not self.text.isascii() and max(self.chars) >= _FIRST_UNSPACED
        return self._unspaced

    def may_say(self, vocabulary: AbstractSet[str]) -> bool:
        """Whether one of the words of *vocabulary* may stand in the text; a quick no, not a sure yes."""
        return not self.words.isdisjoint(vocabulary) or self.unspaced

    def words_before(self, start: int) -> list[str]:
        """The lower-case words of the same line that end before *start*, nearest last; looks back 64 characters."""
        near = self.lower[max(0, start - _LOOK_BACK) : start]
        return _NEAR_WORD.findall(near[near.rfind("\n") + 1 :])
