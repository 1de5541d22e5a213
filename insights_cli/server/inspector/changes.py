"""What is new since a moment: a bounded log of the ids of changed events that any number of viewers follow."""

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from insights_cli.bell import Bell


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The events that changed, each once, the last change last; *next* is where to go on.

    *missed* says that more happened than is kept, so that a viewer should look at the whole again.
    """

    ids: Sequence[str]
    next: int
    missed: bool = False


class ChangeLog:
    """Hears of changes on any thread, and lets coroutines wait for the next one."""

    def __init__(self, *, most: int = 20_000) -> None:
        self._lock = Lock()
        self._bell = Bell()
        self._log: deque[str] = deque(maxlen=most)
        self._count = 0

    @property
    def cursor(self) -> int:
        """Where a viewer begins who has seen all that is there."""
        return self._count

    def hear(self, ids: Iterable[str]) -> None:
        """Take the ids of new and changed events."""
        with self._lock:
            before = self._count
            for each in ids:
                self._log.append(each)
                self._count += 1
        if self._count != before:
            self._bell.ring()

    def since(self, cursor: int) -> Changes:
        """What changed after *cursor*; one that is ahead of us is from before a restart and has missed everything."""
        with self._lock:
            first = self._count - len(self._log)
            missed = cursor < first or cursor > self._count
            fresh = list(self._log)[0 if missed else cursor - first :] if cursor != self._count else []
            end = self._count
        latest = dict.fromkeys(reversed(fresh))
        return Changes(ids=tuple(reversed(latest)), next=end, missed=missed)

    async def wait(self, cursor: int, timeout_s: float) -> None:
        """Return when there is something after *cursor*, at the latest after *timeout_s*."""
        with self._bell.listening() as heard:
            if self._count != cursor:
                return
            await asyncio.wait([heard], timeout=timeout_s)
