"""Remember what was found to hold nothing sensitive, so that it is not looked at again."""

import re
from collections.abc import Callable, Mapping

from insights_cli.model.event import Scalar

_LONGEST_URL = 4096
_MOST = 16_384
# Of one field; where every value is another one, as in the id of a session, nothing else is forgotten for it.
_MOST_OF_FIELD = 4096
# Longer texts do not come again often enough to be worth the room.
_LONGEST_KEPT = 128
_NOTHING: frozenset[str] = frozenset()
_DIGITS = frozenset("0123456789")
_SEPARATORS = re.compile(r"[?&#]")
# A number behind a word, as of a pull request, is too short for a phone number, a card or a code.
_NUMBER_AT_END = re.compile(r"/[a-z]{3,20}/([0-9]{1,5})$")
_COUNTING = re.compile(r"(?:page|offset|limit|size|line|step|index|rank|from|p|n|r)=[0-9]{1,5}")


class Harmless:
    """Asks *is_clean* about a value at a path, once for what comes again; it holds no more than it must."""

    def __init__(self, is_clean: Callable[[str, str], bool]) -> None:
        self._is_clean = is_clean
        self._clean: dict[str, set[str]] = {}
        self._texts: dict[str, dict[str, set[str]]] = {}
        self._kept = 0

    def url(self, path: str, url: str) -> bool:
        """Whether no part of *url* is sensitive: each part comes again more often than the whole.

        No kind of secret or personal data has one of the separators inside, so looking at parts misses none.
        """
        if len(url) > _LONGEST_URL:
            return False
        clean = self._clean.get(path)
        if clean is None:
            self._make_room()
            clean = self._clean[path] = set()
        head, _, rest = url.partition("?")
        if "#" in head:
            head, _, rest = url.partition("#")
        if head not in clean and not self._part(path, head, clean):
            return False
        if not rest or rest in clean or _COUNTING.fullmatch(rest):
            return True
        return all(self._part(path, part, clean) for part in _SEPARATORS.split(rest))

    def _part(self, path: str, part: str, clean: set[str]) -> bool:
        if part in clean or _COUNTING.fullmatch(part):
            return True
        number = _NUMBER_AT_END.search(part) if part[-1:] in _DIGITS else None
        stem = part[: number.start(1)] if number else part
        if stem not in clean:
            if not self._is_clean(path, stem):
                return False
            if len(stem) <= _LONGEST_KEPT:
                self._make_room()
                clean.add(stem)
        return True

    def forget(self) -> None:
        """Ask anew."""
        self._clean.clear()
        self._texts.clear()
        self._kept = 0

    def knows(self, part: str, key: str, value: Scalar) -> bool:
        """Whether the field *key* of *part* was found to be harmless with this very text."""
        return value in self._texts.get(part, {}).get(key, _NOTHING)

    def knows_all(self, part: str, fields: Mapping[str, Scalar]) -> bool:
        """Whether that is so for each of *fields*."""
        texts = self._texts.get(part)
        if texts is None:
            return False
        for key, value in fields.items():
            if value not in texts.get(key, _NOTHING):
                break
        else:
            return True
        return False

    def remember(self, part: str, key: str, text: str) -> None:
        """The field is harmless with this *text*; what is unlikely to come again is not remembered."""
        if len(text) > _LONGEST_KEPT or (text[-1:] in _DIGITS and "/" in text):
            return
        self._make_room()
        texts = self._texts.setdefault(part, {}).setdefault(key, set())
        if len(texts) >= _MOST_OF_FIELD:
            self._kept -= len(texts)
            texts.clear()
        texts.add(text)

    def _make_room(self) -> None:
        if self._kept >= _MOST:
            self.forget()
        self._kept += 1
