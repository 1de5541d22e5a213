"""Replay and purge of dead letters, in transactions of bounded size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from insights_cli.spools.postgresql import statements as sql
from insights_cli.spools.postgresql.lines import Connection, Lines
from insights_cli.spools.postgresql.records import Record, key, size_of
from insights_cli.spools.postgresql.rows import contents, counted

_MOST_A_COMMIT = 500


@dataclass(frozen=True, slots=True)
class Graveyard:
    """What may be done with dead letters."""

    lines: Lines
    stripe: int

    async def replay(self, ids: Sequence[str] | None) -> int:
        """Put them back to wait, behind those that do."""
        return await self._all(ids, replays=True)

    async def purge(self, ids: Sequence[str] | None) -> int:
        """Forget them."""
        return await self._all(ids, replays=False)

    async def _all(self, ids: Sequence[str] | None, *, replays: bool) -> int:
        # What dies while this goes on is not meant.
        last = await self.lines.ask(_last)
        done = 0
        for part in _parts(ids):
            while some := await self.lines.ask(partial(self._some, ids=part, last=last, replays=replays)):
                done += some
        return done

    async def _some(self, line: Connection, *, ids: Sequence[str] | None, last: int, replays: bool) -> int:
        asked: dict[str, Any] = {"last": last, "most": _MOST_A_COMMIT, "keys": None, "ids": None}
        if ids is not None:
            asked |= {
                "keys": [key(each) for each in ids],
                "ids": [each.encode("utf-8", "surrogatepass") for each in ids],
            }
        async with line.transaction():
            rows = sorted(await (await line.cursor(binary=True).execute(sql.TAKE_DEAD, asked)).fetchall())
            records = [_record(place, row) for place, row in enumerate(rows)]
            if not records:
                return 0
            if replays:
                await line.execute(sql.PUT, {"seq": None, "part": 0, "attempts": 0, **contents(records)})
                counts = counted(self.stripe, dead=-len(records))
            else:
                counts = counted(self.stripe, dead=-len(records), purged=len(records), freed=size_of(records))
            await line.execute(sql.COUNT, counts)
            return len(records)


async def _last(line: Connection) -> int:
    row = await (await line.execute(sql.LAST_DEAD)).fetchone()
    return int(row[0]) if row else 0


def _parts(ids: Sequence[str] | None) -> Iterator[Sequence[str] | None]:
    if ids is None:
        yield None
    else:
        yield from (ids[start : start + _MOST_A_COMMIT] for start in range(0, len(ids), _MOST_A_COMMIT))


def _record(place: int, row: Sequence[Any]) -> Record:
    return Record(place, row[1].decode("utf-8", "surrogatepass"), row[2], bytes(row[3]))
