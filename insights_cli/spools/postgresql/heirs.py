"""Who takes over what a server had claimed that is no more: the others, long before its leases end."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

from insights_cli.errors import InsightsError
from insights_cli.spools.postgresql import statements as sql
from insights_cli.spools.postgresql.clock import Clock
from insights_cli.spools.postgresql.lines import Connection, Lines

# Any number, as long as it stays the same: the first key of the locks that living servers hold.
_FAMILY = 0x1A51687
_LOOK_S = 1.0
# A server that only lost its connections, as in a restart of PostgreSQL, has them again by then.
_GONE_S = 5.0


class Heirs:
    """Knows the number of this server, and frees the claims of those that have gone; belongs to the spool's loop."""

    def __init__(self, lines: Lines, clock: Clock, *, freed: Callable[[], None]) -> None:
        self.owner = uuid4().int >> 97
        self._lines, self._clock, self._freed = lines, clock, freed
        self._missed: dict[int, float] = {}

    async def live(self, opened: Connection) -> None:
        """Be there as long as *opened* is."""
        await opened.execute(sql.HOLD_LOCK, {"family": _FAMILY, "owner": self.owner})

    async def look(self) -> None:
        """Look for claims of those that have gone, until cancelled."""
        while True:
            with suppress(InsightsError):
                await self._inherit()
            await asyncio.sleep(_LOOK_S)

    async def _inherit(self) -> None:
        gone = await self._lines.ask(self._gone)
        now = asyncio.get_running_loop().time()
        self._missed = {owner: self._missed.get(owner, now) for owner in gone if owner != self.owner}
        if due := [owner for owner, since in self._missed.items() if now - since >= _GONE_S]:
            asked = {"now": self._clock.now(), "owners": due}
            await self._lines.ask(lambda line: line.execute(sql.FREE_OWNERS, asked))
            self._freed()

    async def _gone(self, line: Connection) -> list[int]:
        asked = {"now": self._clock.now(), "family": _FAMILY}
        return [owner for (owner,) in await (await line.execute(sql.GONE_OWNERS, asked)).fetchall()]
