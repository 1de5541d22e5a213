"""Tell by a few cheap facts about a text which detectors could find something in it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from insights_cli.redact.detectors import Detector
from insights_cli.redact.roster import NOBODY, Roster
from insights_cli.redact.span import Span
from insights_cli.redact.text import Text

Find = Callable[[Text], Iterable[Span]]
_Key = TypeVar("_Key")
_Answer = TypeVar("_Answer")
_REMEMBERED_MOST = 8192
_DIGITS_TO_ZERO = bytes.maketrans(b"123456789", b"000000000")


class _Remembered(dict[_Key, _Answer]):
    """Answers by question; starts anew when it is full."""

    def __init__(self, answer: Callable[[_Key], _Answer]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, key: _Key) -> _Answer:
        if len(self) >= _REMEMBERED_MOST:
            self.clear()
        found = self[key] = self._answer(key)
        return found


class Shortlist:
    """Pick the detectors to ask: each owns one bit of an integer, and every fact about a text clears or sets bits."""

    def __init__(self, detectors: Sequence[Detector], roster: Roster = NOBODY) -> None:
        self._detectors = tuple((1 << at, each) for at, each in enumerate(detectors))
        self._listeners = tuple((bit, each.words, each.knows_names) for bit, each in self._detectors if each.words)
        self._roster = roster
        self._signs = frozenset(
            ord(char)
            for each in detectors
            for char in (each.chars or frozenset()) | each.all_chars | each.instead_of_words
        )
        self._dull = bytes(code for code in range(128) if code not in self._signs and not chr(code).isdigit())
        self._by_length = self._thresholds([each.shortest for each in detectors])
        self._by_digits = self._thresholds([each.fewest_digits for each in detectors])
        self._longest = len(self._by_length) - 1
        self._most_digits = len(self._by_digits) - 1
        self._by_traits = _Remembered(self._of_traits)
        self._by_signs = _Remembered(self._of_signs)
        self._by_word = _Remembered(self._of_word)
        self._members = _Remembered(self._finds)
        self._all = (1 << len(self._detectors)) - 1

    def pick(self, text: Text) -> tuple[tuple[Find, ...], tuple[Find, ...]]:
        """Whom to ask about *text*: those whose finds are opaque, and the others."""
        whole = text.text
        if whole.isascii():
            octets = whole.encode().translate(_DIGITS_TO_ZERO, self._dull)
            digits, signs = octets.count(b"0"), frozenset(octets)
        else:
            digits, signs = text.digits, self._signs.intersection(map(ord, whole))
        able, sure = self._by_signs[signs]
        length = len(whole)
        able &= self._by_length[length if length < self._longest else self._longest]
        able &= self._by_digits[digits if digits < self._most_digits else self._most_digits]
        asked, untold = self._by_traits[text.field.traits]
        sure |= untold
        if able & ~sure:
            sure |= self._said(text)
        return self._members[asked | (able & sure)]

    def _said(self, text: Text) -> int:
        """Who waits for one of the words of *text*."""
        if text.unspaced:
            return self._all
        said = 0
        # Most words say nothing: the set of what they say is small.
        for bits in set(map(self._by_word.__getitem__, text.words)):
            said |= bits
        return said

    def _thresholds(self, needs: list[int]) -> tuple[int, ...]:
        """The bits of those who need no more than 0, 1, 2 ... of something; the last ones hold from there on."""
        return tuple(
            sum(bit for (bit, _), need in zip(self._detectors, needs, strict=True) if need <= amount)
            for amount in range(max(needs, default=0) + 1)
        )

    def _of_traits(self, traits: int) -> tuple[int, int]:
        """Who is asked in such a field in any case, and who needs no word there."""
        return (
            self._bits(lambda each: bool(each.traits & traits)),
            self._bits(lambda each: bool(each.traits_instead_of_words & traits)),
        )

    def _of_signs(self, signs: frozenset[int]) -> tuple[int, int]:
        """Who finds the signs that are needed, and who needs no word beside such signs."""
        chars = frozenset(map(chr, signs))
        return (
            self._bits(
                lambda each: (each.chars is None or not each.chars.isdisjoint(chars)) and each.all_chars <= chars
            ),
            self._bits(lambda each: each.words is None or not each.instead_of_words.isdisjoint(chars)),
        )

    def _of_word(self, word: str) -> int:
        named = word in self._roster.names_by_word
        found = 0
        for bit, waits_for, knows_names in self._listeners:
            if waits_for(word) or (named and knows_names):
                found |= bit
        return found

    def _bits(self, holds: Callable[[Detector], bool]) -> int:
        return sum(bit for bit, each in self._detectors if holds(each))

    def _finds(self, asked: int) -> tuple[tuple[Find, ...], tuple[Find, ...]]:
        members = [each for bit, each in self._detectors if asked & bit]
        return (
            tuple(each.find for each in members if each.opaque),
            tuple(each.find for each in members if not each.opaque),
        )
