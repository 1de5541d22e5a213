"""One time for all servers of a spool: PostgreSQL's, told by the own clock and its distance."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import time_ns

from insights_cli.spools.postgresql.lines import Connection
from insights_cli.spools.postgresql.records import microseconds


@dataclass(frozen=True, slots=True)
class Clock:
    """Times are microseconds since 1970 by PostgreSQL's clock, which is *ahead* of the own one."""

    own: Callable[[], datetime]
    ahead: int = 0

    def now(self) -> int:
        """The time."""
        return self.at(self.own())

    def at(self, own: datetime) -> int:
        """A moment of the own clock."""
        return microseconds(own) + self.ahead


async def set_clock(own: Callable[[], datetime], opened: Connection) -> Clock:
    """A clock that agrees with PostgreSQL's."""
    before = time_ns()
    row = await (await opened.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")).fetchone()
    assert row is not None
    # The answer was made about half of the way back.
    return Clock(own, int(row[0]) + (time_ns() - before) // 2000 - microseconds(own()))
