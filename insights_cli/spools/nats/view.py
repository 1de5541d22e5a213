"""Looking at a NATS spool from outside, while servers fill it or while nobody does."""

from collections.abc import Iterable

from insights_cli.spools import Entry, EntryState, Page, SpoolStats
from insights_cli.spools.nats.books import Books
from insights_cli.spools.nats.desk import Share
from insights_cli.spools.nats.graves import Graves
from insights_cli.spools.nats.link import Link
from insights_cli.spools.nats.reading import Reading


class NatsView:
    """Reads the streams; what servers have claimed shows as waiting."""

    def __init__(self, link: Link, reading: Reading, graves: Graves, books: Books) -> None:
        self._link, self._reading, self._graves, self._books = link, reading, graves, books

    def _share(self) -> Share:
        return Share()

    async def entries(self, *, state: EntryState | None, after: str | None, most: int) -> Page:
        """List entries."""
        return await self._link.run(self._reading.page(state, after, most))

    async def find(self, envelope_id: str) -> Entry | None:
        """One entry, None when it is not (or no longer) here."""
        return await self._link.run(self._reading.find(envelope_id))

    async def stats(self) -> SpoolStats:
        """Counts and bytes."""
        return await self._link.run(self._reading.stats(self._books, self._share))

    async def replay(self, ids: Iterable[str] | None) -> int:
        """Put dead letters back to wait."""
        return await self._link.run(self._graves.replay(ids))

    async def purge(self, ids: Iterable[str] | None) -> int:
        """Forget dead letters."""
        return await self._link.run(self._graves.purge(ids))

    async def close(self) -> None:
        """Let go of the connection."""
        await self._link.close()
