"""Who frees what is claimed by nobody, long before the leases end: others what a server had that is no more."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

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
    """Frees the claims of servers that have gone, and the own *strays*; belongs to the spool's loop.

    *owner* is the number of this server; *freed* is called when there was something to free.
    """

    def __init__(
        self,
        lines: Lines,
        clock: Clock,
        owner: int,
        *,
        strays: Callable[[], Awaitable[bool]],
        freed: Callable[[], None],
    ) -> None:
        self._lines, self._clock, self._owner, self._strays, self._freed = lines, clock, owner, strays, freed
        self._missed: dict[int, float] = {}

    async def live(self, opened: Connection) -> None:
        """Be there as long as *opened* is."""
        await opened.execute(sql.HOLD_LOCK, {"family": _FAMILY, "owner": self._owner})

    async def look(self) -> None:
        """Look for claims of those that have gone, until cancelled."""
        while True:
            with suppress(InsightsError):
                await self._inherit()
                if await self._strays():
                    self._freed()
            await asyncio.sleep(_LOOK_S)

    async def _inherit(self) -> None:
        gone = await self._lines.ask(self._gone)
        now = asyncio.get_running_loop().time()
        self._missed = {owner: self._missed.get(owner, now) for owner in gone if owner != self._owner}
        if due := [owner for owner, since in self._missed.items() if now - since >= _GONE_S]:
            asked = {"now": self._clock.now(), "owners": due}
            await self._lines.ask(lambda line: line.execute(sql.FREE_OWNERS, asked))
            self._freed()

    async def _gone(self, line: Connection) -> list[int]:
        asked = {"now": self._clock.now(), "family": _FAMILY}
        return [owner for (owner,) in await (await line.execute(sql.GONE_OWNERS, asked)).fetchall()]
