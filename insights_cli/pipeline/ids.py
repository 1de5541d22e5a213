"""Ids that sort by time: UUID version 7 (RFC 9562, 5.7)."""

import os
from collections.abc import Callable

# The two highest bits of the digit are 10.
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
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
        """The next ids, in their order; they differ in the count and share the 62 random bits."""
        random = self._random(8).hex()
        tail = f"-{_VARIANT[random[0]]}{random[1:4]}-{random[4:]}"
        made: list[str] = []
        for _ in range(how_many):
            if unix_ms > self._tick:
                self._tick, self._count = unix_ms, 0
            elif self._count < _MOST_IN_A_TICK:
                self._count += 1
            else:
                self._tick, self._count = self._tick + 1, 0
            made.append(f"{self._tick >> 16:08x}-{self._tick & 0xFFFF:04x}-7{self._count:03x}{tail}")
        return made
