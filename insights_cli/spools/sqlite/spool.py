"""The spool in one SQLite file: the promise, made of a writer, a reader, a ledger and a keeper."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from insights_cli.bell import Bell
from insights_cli.model.envelope import Envelope
from insights_cli.spools import (
    Claim,
    Damage,
    Durability,
    Entry,
    EntryState,
    Page,
    Settings,
    Settlement,
    SpoolStats,
    SpoolUnavailableError,
)
from insights_cli.spools.sqlite import failures
from insights_cli.spools.sqlite.changes import Tally
from insights_cli.spools.sqlite.graveyard import Graveyard
from insights_cli.spools.sqlite.keeper import Keeper
from insights_cli.spools.sqlite.ledger import Ledger
from insights_cli.spools.sqlite.lock import Left, WriterLock
from insights_cli.spools.sqlite.reader import Reader
from insights_cli.spools.sqlite.requests import Doorbell, answer_all
from insights_cli.spools.sqlite.reserve import Reserve
from insights_cli.spools.sqlite.tray import Tray
from insights_cli.spools.sqlite.writer import Task, Told, Writer

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a spool is made of; *lock* is held, *writing* belongs to the writer's thread from now on."""

    path: str
    lock: WriterLock
    writing: sqlite3.Connection
    claiming: Reader
    listing: Reader
    keeper: Keeper
    reserve: Reserve
    damage: Damage | None


class SqliteSpool:
    """Keeps envelopes in one SQLite file, with an fsync before every acknowledgement."""

    durability = Durability.POWER_CUT
    is_shared = False

    def __init__(self, parts: Parts, settings: Settings) -> None:
        self._parts, self._settings = parts, settings
        self.damage = parts.damage
        self._bell = Bell()
        told = Told(committed=self._committed, grown=parts.keeper.grown, failed=self._failed)
        self._writer = Writer(parts.writing, parts.path, settings, reserve=parts.reserve, told=told)
        self._tray: Tray | None = None
        self._graveyard = Graveyard(parts.writing, self._writer)
        last_seq = self._writer.written().last_seq
        self._ledger = Ledger(parts.claiming.segments, settings.limits, last_seq)
        self._stopped = self._damaged = False
        self._doorbell = Doorbell(parts.path, self._visited)
        parts.keeper.start()
        self._writer.start()
        self._doorbell.start()

    def _committed(self, tally: Tally, envelopes: Sequence[Envelope], size: int) -> None:
        self._parts.lock.note(tally.appended)
        self._ledger.committed(tally.last_seq, envelopes, size)
        self._bell.ring()

    def _failed(self, error: sqlite3.Error) -> None:
        if failures.is_damage(error) and not self._damaged:
            # The next start looks no further than this word, and saves what can be read.
            self._damaged = True
            self._parts.lock.say(Left.DAMAGED, self._writer.written().appended)

    def _visited(self) -> None:
        with suppress(SpoolUnavailableError):
            self._writer.put(Task(None, None, lambda: answer_all(self._parts.writing, self._graveyard)))

    async def append(self, envelopes: Sequence[Envelope]) -> None:
        """Keep *envelopes* durably."""
        loop = asyncio.get_running_loop()
        tray = self._tray
        if tray is None or tray.loop is not loop:
            tray = self._tray = Tray(loop, self._writer.put)
        await tray.lay(envelopes)

    async def claim(self, *, most_events: int, most_bytes: int, lease_s: float, wait_s: float) -> Claim | None:
        """Take ready envelopes for one attempt."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + wait_s
        while True:
            with self._bell.listening() as heard:
                claim = self._take(most_events, most_bytes, lease_s)
                pause = min(ends - loop.time(), self._due_s())
                if claim or ends <= loop.time():
                    return claim
                await asyncio.wait((heard,), timeout=pause)

    def _take(self, most_events: int, most_bytes: int, lease_s: float) -> Claim | None:
        now = self._settings.clock()
        claim = self._asked(
            lambda: self._ledger.take(now, most_events=most_events, most_bytes=most_bytes, lease_s=lease_s)
        )
        self._writer.defer(self._ledger.drain())
        return claim

    def _due_s(self) -> float:
        due: datetime | None = self._ledger.next_due()
        return float("inf") if due is None else max(0.0, (due - self._settings.clock()).total_seconds())

    def _asked(self, question: Callable[[], _Answer]) -> _Answer:
        if self._writer.closed:
            raise failures.closed()
        try:
            return question()
        except sqlite3.Error as error:
            self._failed(error)
            raise failures.translated(error, self._parts.path) from error

    async def settle(self, claim: Claim, settlement: Settlement) -> None:
        """Decide the fate of a claim."""
        self._asked(lambda: self._ledger.settle(claim, settlement, self._settings.clock()))
        self._writer.defer(self._ledger.drain())
        self._bell.ring()

    def say(self, word: str) -> None:
        """Nobody else fills this file."""

    async def replay(self, ids: Iterable[str] | None) -> int:
        """Put dead letters back to wait."""
        chosen = None if ids is None else list(ids)
        return await self._done(lambda: self._graveyard.replay(chosen))

    async def purge(self, ids: Iterable[str] | None) -> int:
        """Forget dead letters."""
        chosen = None if ids is None else list(ids)
        return await self._done(lambda: self._graveyard.purge(chosen))

    async def _done(self, run: Callable[[], int]) -> int:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[int] = loop.create_future()
        self._writer.put(Task(loop, future, run))
        return await future

    async def entries(self, *, state: EntryState | None, after: str | None, most: int) -> Page:
        """List entries."""
        await self._done(lambda: 0)
        standing = self._ledger.standing()
        return await asyncio.to_thread(self._asked, lambda: self._parts.listing.page(state, after, most, standing))

    async def find(self, envelope_id: str) -> Entry | None:
        """One entry, None when it is not (or no longer) here."""
        await self._done(lambda: 0)
        return await asyncio.to_thread(
            self._asked, lambda: self._parts.listing.find(envelope_id, self._ledger.standing)
        )

    async def stats(self) -> SpoolStats:
        """Counts and bytes."""
        return await asyncio.to_thread(self._asked, self._stats)

    def _stats(self) -> SpoolStats:
        oldest, read_up_to = self._ledger.oldest()
        oldest = oldest or self._parts.listing.oldest(read_up_to)
        tally, claimed = self._writer.tally(), self._ledger.claimed
        return SpoolStats(
            appended=tally.appended,
            delivered=tally.delivered,
            purged=tally.purged,
            waiting=tally.kept - tally.dead - claimed,
            claimed=claimed,
            dead=tally.dead,
            bytes=tally.bytes,
            lost=tally.lost,
            oldest_waiting_at=oldest.accepted_at if oldest else None,
        )

    def checkpoint(self) -> None:
        """Move the log into the file now instead of when it has grown."""
        self._parts.keeper.checkpoint()

    async def close(self) -> None:
        """Release claims, flush and let go; harmless when repeated."""
        if not self._stopped:
            self._stopped = True
            await asyncio.to_thread(self._close)

    def _close(self) -> None:
        parts = self._parts
        self._doorbell.stop()
        self._writer.stop()
        self._bell.ring()
        parts.keeper.stop()
        parts.claiming.close()
        parts.listing.close()
        try:
            row = parts.writing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if row[0] == 0 and not self._damaged:
                parts.lock.say(Left.CLOSED, self._writer.written().appended)
        except sqlite3.Error:
            # The log stays beside the file and is read at the next start.
            pass
        finally:
            parts.writing.close()
            parts.reserve.release()
            parts.lock.release()
