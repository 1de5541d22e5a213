"""Ids that sort by time: UUID version 7 (RFC 9562, 5.7)."""

import os
from collections.abc import Callable

_RANDOM_BITS = 62
_VERSION = 0x7 << 12
_VARIANT = 0b10 << _RANDOM_BITS
_MOST_IN_A_TICK = 0xFFF


class Uuid7:
    """Make ids in rising order, also within a millisecond and when the clock steps back; not for several threads.

    The 12 bits behind the version count within a millisecond and overflow into the next one (RFC 9562, 6.2, method 1).
    """

    __slots__ = ("_count", "_random", "_tick")

    def __init__(self, *, random_bytes: Callable[[int], bytes] = os.urandom) -> None:
        self._random = random_bytes
        self._tick = 0
        self._count = 0

    def make(self, unix_ms: int) -> str:
        """The next id, in its text form; *unix_ms* is now in milliseconds since 1970."""
        return self.make_many(unix_ms, 1)[0]

    def make_many(self, unix_ms: int, how_many: int) -> list[str]:
        """The next ids, in their order."""
        random = self._random(8 * how_many)
        made: list[str] = []
        for at in range(0, 8 * how_many, 8):
            if unix_ms > self._tick:
                self._tick, self._count = unix_ms, 0
            elif self._count < _MOST_IN_A_TICK:
                self._count += 1
            else:
                self._tick, self._count = self._tick + 1, 0
            tail = _VARIANT | int.from_bytes(random[at : at + 8], "big") >> 2
            text = f"{self._tick << 16 | _VERSION | self._count:016x}{tail:016x}"
            made.append(f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}")
        return made
