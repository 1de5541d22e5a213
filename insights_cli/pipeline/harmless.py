"""Remember what was found to hold nothing sensitive, so that it is not looked at again."""

import re
from collections.abc import Callable, Mapping

from insights_cli.model.event import Scalar

_LONGEST_URL = 4096
_MOST = 16_384
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
        self._groups: set[tuple[object, ...]] = set()

    def url(self, path: str, url: str) -> bool:
        """Whether no part of *url* is sensitive: each part comes again more often than the whole.

        No kind of secret or personal data has one of the separators inside, so looking at parts misses none.
        """
        if len(url) > _LONGEST_URL:
            return False
        clean = self._clean.get(path)
        if clean is None or len(clean) > _MOST:
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
            clean.add(stem)
        return True

    def forget(self) -> None:
        """Ask anew."""
        self._clean.clear()
        self._groups.clear()

    def knows(self, group: tuple[object, ...]) -> bool:
        """Whether exactly these fields were found to be harmless before."""
        return group in self._groups

    def remember(self, group: tuple[object, ...]) -> None:
        """These fields are harmless."""
        if len(self._groups) >= _MOST:
            self._groups.clear()
        self._groups.add(group)


def group_of(part: str, fields: Mapping[str, Scalar]) -> tuple[object, ...]:
    """A key for *fields*; the same for equal ones in the same order."""
    return (part, *fields.items())
