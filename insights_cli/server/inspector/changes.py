"""What is new since a moment: a bounded log of the ids of changed events that any number of viewers follow."""

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
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

    def __init__(self, *, most: int = 10_000) -> None:
        self._lock = Lock()
        self._bell = Bell()
        self._most = most
        self._log: deque[Sequence[str]] = deque()
        self._kept = self._count = 0

    @property
    def cursor(self) -> int:
        """Where a viewer begins who has seen all that is there."""
        return self._count

    def hear(self, ids: Iterable[str]) -> None:
        """Take the ids of new and changed events; what was heard at once is forgotten at once."""
        fresh = tuple(ids)
        if not fresh:
            return
        with self._lock:
            self._count += len(fresh)
            self._log.append(fresh[-self._most :])
            self._kept += len(self._log[-1])
            while self._kept > self._most and len(self._log) > 1:
                self._kept -= len(self._log.popleft())
        self._bell.ring()

    def since(self, cursor: int, *, most: int | None = None) -> Changes:
        """What changed after *cursor*, or the first *most* changes of it.

        A cursor that is ahead of us is from before a restart and has missed everything.
        """
        with self._lock:
            first = self._count - self._kept
            missed = cursor < first or cursor > self._count
            begin = first if missed else cursor
            end = self._count if most is None else min(self._count, begin + most)
            kept = chain.from_iterable(self._log) if begin != end else ()
            fresh = list(islice(kept, begin - first, end - first))
        latest = dict.fromkeys(reversed(fresh))
        return Changes(ids=tuple(reversed(latest)), next=end, missed=missed)

    async def wait(self, cursor: int, timeout_s: float) -> None:
        """Return when there is something after *cursor*, at the latest after *timeout_s*."""
        with self._bell.listening() as heard:
            if self._count != cursor:
                return
            await asyncio.wait([heard], timeout=timeout_s)
