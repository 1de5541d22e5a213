"""Ids that sort by time: UUID version 7 (RFC 9562, 5.7)."""

import os
from collections.abc import Callable

# The two highest bits of the digit are 10.
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
_IN_A_TICK = 0x1000
_DRAWN, _POOL = 8, 256


class Uuid7:
    """Make ids in rising order, also within a millisecond and when the clock steps back; not for several threads.

    The 12 bits behind the version count within a millisecond and overflow into the next one (RFC 9562, 6.2, method 1).
    """

    __slots__ = ("_count", "_pool", "_random", "_tick")

    def __init__(self, *, random_bytes: Callable[[int], bytes] = os.urandom) -> None:
        self._random = random_bytes
        self._pool = b""
        self._tick = 0
        self._count = 0

    def make(self, unix_ms: int) -> str:
        """The next id, in its text form; *unix_ms* is now in milliseconds since 1970."""
        return self.make_many(unix_ms, 1)[0]

    def make_many(self, unix_ms: int, how_many: int) -> list[str]:
        """The next ids, in their order; they differ in the count and share the 62 random bits."""
        random = self._draw().hex()
        tail = f"-{_VARIANT[random[0]]}{random[1:4]}-{random[4:]}"
        made: list[str] = []
        while missing := how_many - len(made):
            if unix_ms > self._tick:
                self._tick, self._count = unix_ms, 0
            elif self._count == _IN_A_TICK:
                self._tick, self._count = self._tick + 1, 0
            head = f"{self._tick >> 16:08x}-{self._tick & 0xFFFF:04x}-7"
            counts = range(self._count, min(self._count + missing, _IN_A_TICK))
            made += [f"{head}{count:03x}{tail}" for count in counts]
            self._count = counts.stop
        return made

    def _draw(self) -> bytes:
        """Random bytes for one request; the system is asked for many, as each time it lets other threads in between."""
        if not self._pool:
            self._pool = self._random(_DRAWN * _POOL)
        drawn, self._pool = self._pool[:_DRAWN], self._pool[_DRAWN:]
        return drawn
