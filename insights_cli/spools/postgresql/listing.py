"""Looking at what is in the spool."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from insights_cli.errors import UsageError
from insights_cli.spools import Entry, EntryState, Page, SpoolStats
from insights_cli.spools.postgresql import statements as sql
from insights_cli.spools.postgresql.clock import Clock
from insights_cli.spools.postgresql.lines import Connection, Lines
from insights_cli.spools.postgresql.records import key, moment, tag, unpack
from insights_cli.spools.postgresql.rows import dead_entry, living_entry

# How many segments are fetched at once: few, as each may hold hundreds of events; more when they turn out small.
_FEW, _MANY = 8, 512


@dataclass(frozen=True, slots=True)
class Listing:
    """What may be asked without changing anything."""

    lines: Lines
    clock: Clock

    async def page(self, state: EntryState | None, after: str | None, most: int) -> Page:
        """A stretch of the listing."""
        found: list[tuple[str, Entry]] = []
        async for placed in self._placed(state, after, most + 1):
            found.append(placed)
            if len(found) > most:
                break
        page = found[:most]
        end = page[-1][0] if page else after
        return Page(entries=tuple(entry for _, entry in page), next=end if len(found) > most else None, end=end)

    async def _placed(self, state: EntryState | None, after: str | None, most: int) -> AsyncIterator[tuple[str, Entry]]:
        where, seq, place = _cursor(after)
        if state is not EntryState.DEAD and where == "a":
            async for placed in self._living(state, seq, place):
                yield placed
        if state in (None, EntryState.DEAD):
            for row in await self._rows(sql.DEAD_PAGE, {"seq": seq if where == "d" else 0, "most": most}):
                yield f"d{row[0]:020}", dead_entry(row)

    async def _living(self, state: EntryState | None, seq: int, place: int) -> AsyncIterator[tuple[str, Entry]]:
        claimed = None if state is None else state is EntryState.CLAIMED
        # Parts of the first segment may lie on both sides of the place.
        row_seq, row_part, most = seq, -1, _FEW
        while True:
            asked = {"now": self.clock.now(), "claimed": claimed, "seq": row_seq, "part": row_part, "most": most}
            rows = await self._rows(sql.SEGMENTS, asked)
            for row in rows:
                row_seq, row_part, attempts, is_claimed, data = row
                for record in unpack(data) or ():
                    if (row_seq, record.place) > (seq, place):
                        cursor = f"a{row_seq:020}.{record.place:010}"
                        yield cursor, living_entry(record, attempts, claimed=is_claimed)
            if len(rows) < most:
                return
            most = min(most * 2, _MANY)

    async def _rows(self, statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
        async def ask(line: Connection) -> list[tuple[Any, ...]]:
            cursor = line.cursor(binary=True)
            return await (await cursor.execute(statement.encode(), asked)).fetchall()

        return await self.lines.ask(ask)

    async def find(self, envelope_id: str) -> Entry | None:
        """One entry, None when it is not here."""
        name = envelope_id.encode("utf-8", "surrogatepass")
        asked = {"now": self.clock.now(), "key": key(envelope_id), "tag": tag(envelope_id), "id": name}
        for attempts, claimed, data in await self._rows(sql.FIND, asked):
            for record in unpack(data) or ():
                if record.id == envelope_id:
                    return living_entry(record, attempts, claimed=claimed)
        dead = await self._rows(sql.FIND_DEAD, asked)
        return dead_entry(dead[0]) if dead else None

    async def stats(self) -> SpoolStats:
        """Counts and bytes, of one moment."""
        ((appended, delivered, purged, lost, dead, size, claimed, first_at),) = await self._rows(
            sql.STATS, {"now": self.clock.now()}
        )
        return SpoolStats(
            appended=appended,
            delivered=delivered,
            purged=purged,
            waiting=appended - delivered - purged - lost - dead - claimed,
            claimed=claimed,
            dead=dead,
            bytes=size,
            lost=lost,
            oldest_waiting_at=None if first_at is None else moment(first_at),
        )


def _cursor(after: str | None) -> tuple[str, int, int]:
    if after is None:
        return "a", 0, -1
    where, numbers = after[:1], after[1:]
    seq, _, place = numbers.partition(".")
    if where not in ("a", "d") or not seq.isdecimal() or not (place or "0").isdecimal():
        raise UsageError("CL001", f"{after!r} is no place in a listing", fix="insights events list")
    return where, int(seq), int(place or 0)
