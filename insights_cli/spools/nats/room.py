"""Whether there is room for more, known without asking for every append."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from threading import Lock
from time import monotonic
from typing import Any

from insights_cli.spools import Limits, SpoolFullError
from insights_cli.spools.nats.link import Link
from insights_cli.spools.nats.reading import Kept

# How long what other processes append may go unseen; and a look shall take no more than a twentieth of the time.
_FRESH_S = 1.0
_SPARING = 20


class Room:
    """Holds *limits* over what the streams held when last asked and what this process added since; for any thread.

    With several processes the limit may be passed by what the others append within the second or so between two
    looks; the streams' own limits stand a quarter above it.
    """

    def __init__(self, limits: Limits, link: Link, look: Callable[[], Coroutine[Any, Any, Kept]]) -> None:
        self._limits, self._link, self._look = limits, link, look
        self._lock = Lock()
        self._known = self._under_way = Kept(0, 0)
        self._looked_at, self._fresh_s = float("-inf"), _FRESH_S
        self._looking: Future[Kept] | None = None

    async def admit(self, more: Kept) -> None:
        """Count *more* in, until it has landed; raises SpoolFullError when it would not fit."""
        if monotonic() - self._looked_at > self._fresh_s or not self._fits(more):
            await self._refresh()
        with self._lock:
            if not self._fits(more):
                raise self._full(more)
            self._known = self._known.plus(more)
            self._under_way = self._under_way.plus(more)

    def landed(self, more: Kept) -> None:
        """What was admitted is in the stream by now, or was refused."""
        with self._lock:
            self._under_way = self._under_way.plus(Kept(-more.events, -more.bytes))

    async def _refresh(self) -> None:
        began = monotonic()
        with self._lock:
            if self._looking is None:
                self._looking = asyncio.run_coroutine_threadsafe(self._look(), self._link.loop)
            looking = self._looking
        try:
            # One of several who wait may be cancelled; the look is for all of them.
            seen = await asyncio.shield(asyncio.wrap_future(looking))
        finally:
            with self._lock:
                if looking.done() and self._looking is looking:
                    self._looking = None
        with self._lock:
            self._looked_at = monotonic()
            self._fresh_s = max(_FRESH_S, _SPARING * (self._looked_at - began))
            self._known = seen.plus(self._under_way)

    def _fits(self, more: Kept) -> bool:
        limits, would = self._limits, self._known.plus(more)
        return would.events <= limits.most_events and would.bytes <= limits.most_bytes

    def _full(self, more: Kept) -> SpoolFullError:
        would = self._known.plus(more)
        words = f"the spool is full: {would.events:,} events, {would.bytes:,} bytes would exceed its limit"
        fix = "let the upstream take what waits, purge dead letters (insights events purge), or raise --spool-max"
        return SpoolFullError("SP101", words, fix=fix)
