"""Looking at a spool file from outside, while a server fills it or while nobody does."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterable
from typing import TypeVar

from insights_cli.spools import Entry, EntryState, Page, Settings, SpoolStats, SpoolUnavailableError
from insights_cli.spools.sqlite import failures, lock, requests, schema
from insights_cli.spools.sqlite import statements as sql
from insights_cli.spools.sqlite.opening import open_spool
from insights_cli.spools.sqlite.reader import Reader

_Answer = TypeVar("_Answer")


def missing(path: str) -> SpoolUnavailableError:
    """There is no file."""
    fix = "start `insights serve` once, or name the file with --spool"
    return SpoolUnavailableError("SP107", f"there is no spool at {path}", fix=fix)


class SqliteView:
    """Reads the file beside its server; replay and purge are left to the server, or done here when there is none."""

    def __init__(self, path: str, settings: Settings) -> None:
        if not os.path.isfile(path):
            raise missing(path)
        self._path, self._settings = path, settings
        self._opened = self._asked(lambda: schema.connect_to_read(path))
        self._reader = Reader(self._opened)

    def _asked(self, question: Callable[[], _Answer]) -> _Answer:
        try:
            return question()
        except sqlite3.ProgrammingError as error:
            raise failures.closed() from error
        except sqlite3.Error as error:
            raise failures.translated(error, self._path) from error

    async def entries(self, *, state: EntryState | None, after: str | None, most: int) -> Page:
        """List entries."""
        return await asyncio.to_thread(self._asked, lambda: self._reader.page(state, after, most, {}))

    async def find(self, envelope_id: str) -> Entry | None:
        """One entry, None when it is not (or no longer) here."""
        return await asyncio.to_thread(self._asked, lambda: self._reader.find(envelope_id, dict))

    async def stats(self) -> SpoolStats:
        """Counts and bytes."""
        return await asyncio.to_thread(self._asked, self._stats)

    def _stats(self) -> SpoolStats:
        tally, oldest = sql.read_tally(self._opened), self._reader.oldest(0)
        return SpoolStats(
            appended=tally.appended,
            delivered=tally.delivered,
            purged=tally.purged,
            waiting=tally.kept - tally.dead,
            claimed=0,
            dead=tally.dead,
            bytes=tally.bytes,
            lost=tally.lost,
            oldest_waiting_at=oldest.accepted_at if oldest else None,
        )

    async def replay(self, ids: Iterable[str] | None) -> int:
        """Put dead letters back to wait."""
        return await self._done("replay", ids)

    async def purge(self, ids: Iterable[str] | None) -> int:
        """Forget dead letters."""
        return await self._done("purge", ids)

    async def _done(self, verb: str, ids: Iterable[str] | None) -> int:
        chosen = None if ids is None else list(ids)
        if lock.holder(self._path) is None:
            try:
                return await self._done_here(verb, chosen)
            except SpoolUnavailableError as error:
                # A server has started in between: then it is the one to ask.
                if error.code != "SP104":
                    raise
        pid = lock.holder(self._path) or 0
        return await asyncio.to_thread(self._asked, lambda: requests.ask(self._path, verb, chosen, pid))

    async def _done_here(self, verb: str, ids: list[str] | None) -> int:
        spool = await asyncio.to_thread(open_spool, self._path, self._settings)
        try:
            return await (spool.replay(ids) if verb == "replay" else spool.purge(ids))
        finally:
            await spool.close()

    async def close(self) -> None:
        """Let go of the file."""
        await asyncio.to_thread(self._reader.close)
