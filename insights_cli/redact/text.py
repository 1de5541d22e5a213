"""What a detector looks at: one plain text, its characters and words, and where it comes from."""

from collections.abc import Set as AbstractSet
from typing import Final

from insights_cli.redact.field import Field
from insights_cli.redact.regex import regex
from insights_cli.redact.roster import Roster

# Vowel signs and accents that stand for themselves belong to the word, though they are no letters.
_MARKS = "[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u0957\u0980-\u0dff\u0e31-\u0e4e]"
_WORD = regex(rf"[^\W\d_](?:[^\W\d_]++|{_MARKS}++)*+")
_NEAR_ASCII_WORD = regex(r"[a-z0-9]+(?:'[a-z0-9]+)?")
_NEAR_WORD = regex(rf"(?:[^\W_]++|(?<=\w){_MARKS}++)++(?:['’][^\W_]+)?")
_DIGITS = b"0123456789"
# Lower-case letters stay, everything else becomes a space.
_ONLY_LETTERS = bytes(code if 0x61 <= code <= 0x7A else 0x20 for code in range(256))
_LOOK_BACK = 64
_BULLETS = ("-", "*", "•")
# Thai; from here on most scripts write without spaces.
_FIRST_UNSPACED = "\u0e00"


class Text:
    """A text under examination, its lower-case copy of the same length, and what it holds."""

    __slots__ = ("field", "lower", "roster", "text", "unspaced", "words")

    def __init__(self, text: str, field: Field, roster: Roster) -> None:
        self.text: Final = text
        self.field: Final = field
        self.roster: Final = roster
        lower = text.lower()
        # In lower case, character by character, so that offsets stay.
        self.lower: Final = lower if len(lower) == len(text) else "".join(char.lower()[0] for char in text)
        # The distinct lower-case words, letters only.
        self.words: Final = frozenset(
            lower.encode().translate(_ONLY_LETTERS).decode().split() if lower.isascii() else _WORD.findall(self.lower)
        )
        # Whether some of it is in a script that writes without spaces, so that a set of words says little.
        self.unspaced: Final = not text.isascii() and max(text) >= _FIRST_UNSPACED

    @property
    def digits(self) -> int:
        """How many ASCII digits the text has."""
        octets = self.text.encode(errors="surrogatepass")
        return len(octets) - len(octets.translate(None, _DIGITS))

    def may_say(self, vocabulary: AbstractSet[str]) -> bool:
        """Whether one of the words of *vocabulary* may stand in the text; a quick no, not a sure yes."""
        return not self.words.isdisjoint(vocabulary) or self.unspaced

    def words_before(self, start: int) -> list[str]:
        """The lower-case words of the same line that end before *start*, nearest last; looks back 64 characters.

        At the beginning of a line, after a bullet or not, the one above counts, which may be the label.
        """
        near = self.lower[max(0, start - _LOOK_BACK) : start].rstrip()
        if near.endswith(_BULLETS) and near[-2:-1] in {"\n", " "}:
            above = near[:-1].rstrip(" ")
            near = above.rstrip() if above.endswith("\n") else near
        pattern = _NEAR_ASCII_WORD if near.isascii() else _NEAR_WORD
        return pattern.findall(near, near.rfind("\n") + 1)
