"""Taking segments for an attempt and deciding what becomes of them; belongs to the spool's loop."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from insights_cli.model.delivery import DeadLetter
from insights_cli.spools import Claim, Entry, EntryState, Settings, Settlement
from insights_cli.spools.postgresql import statements as sql
from insights_cli.spools.postgresql.clock import Clock
from insights_cli.spools.postgresql.lines import Connection, Lines
from insights_cli.spools.postgresql.records import Record, microseconds, size_of, unpack
from insights_cli.spools.postgresql.rows import Held, burial, contents, counted, places

_FEWEST = 4
_Parts: TypeAlias = tuple[list[Record], list[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How much a claim may hold at most, and for how long."""

    most_events: int
    most_bytes: int
    lease_s: float


@dataclass(slots=True)
class _Live:
    ends_at: int
    held: list[Held]


@dataclass(slots=True)
class Claims:
    """What this process has claimed."""

    lines: Lines
    settings: Settings
    clock: Clock
    stripe: int
    owner: int
    _live: dict[str, _Live] = field(default_factory=dict)
    # Whoever looks for strays must not meet a claim on its way here.
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    # How many rows to look at for a claim follows from how full they are.
    _pick: int = _FEWEST

    async def take(self, wish: Wish) -> Claim | None:
        """Claim the oldest ready envelopes; None when there are none."""
        async with self._turn:
            now = self.clock.now()
            self._live = {name: live for name, live in self._live.items() if live.ends_at > now}
            claim, ends_at = uuid4(), now + int(wish.lease_s * 1e6)
            held: list[Held] = []
            while await self._add(held, claim, wish, ends_at):
                pass
            if not held:
                return None
            self._live[claim.hex] = _Live(ends_at, held)
        return Claim(id=claim.hex, entries=_entries(held), lease_ends_at=self._until(wish.lease_s))

    async def free_strays(self) -> bool:
        """Let wait what is claimed here by nobody, long before its lease ends; whether there was any."""
        async with self._turn:
            known = [UUID(name) for name in self._live]
            asked = {"now": self.clock.now(), "owner": self.owner, "known": known}
            return (await self.lines.ask(lambda line: line.execute(sql.FREE_STRAYS, asked))).rowcount > 0

    def _until(self, lease_s: float) -> datetime:
        return self.settings.clock() + timedelta(seconds=lease_s)

    async def _add(self, held: list[Held], claim: UUID, wish: Wish, ends_at: int) -> bool:
        """Claim more rows; whether there may be still more that fit."""
        events = wish.most_events - sum(len(each.records) for each in held)
        room = wish.most_bytes - sum(size_of(each.records) for each in held)
        if events <= 0 or (held and room <= 0):
            return False
        pick = min(self._pick, wish.most_events)
        asked = {
            "now": self.clock.now(),
            "ends_at": ends_at,
            "claim": claim,
            "owner": self.owner,
            "pick": pick,
            "alone": not held,
            "most_events": events,
            "most_bytes": room,
        }

        async def ask(line: Connection) -> list[tuple[Any, ...]]:
            cursor = line.cursor(binary=True)
            return await (await cursor.execute(sql.CLAIM, asked)).fetchall()

        rows = sorted(await self.lines.ask(ask, again=False), key=lambda row: (row[0], row[1]))
        for row in rows:
            held += await self._admitted(row, (claim, ends_at), events, room)
        seen = rows[0][6] if rows else 0
        self._pick = max(_FEWEST, len(rows) + 2) if len(rows) < seen else min(pick * 4, 1000) if seen else self._pick
        # Where all that was looked at was taken, or had to be set aside, there may be more.
        return bool(rows) and len(rows) == seen and (seen == pick or not held)

    async def _admitted(self, row: Sequence[Any], lease: tuple[UUID, int], most_events: int, room: int) -> list[Held]:
        seq, part, attempts, _, _, data, _ = row
        records = unpack(data)
        if records is None:
            await self._set_aside(row)
            return []
        expired = self._expired(records, attempts - 1)
        fits, rest = _cut([record for record in records if record.id not in expired], most_events, room)
        if expired or rest:
            await self._divide(Held(seq, part, attempts, tuple(records)), lease, expired, (fits, rest))
        return [Held(seq, part, attempts, tuple(fits))] if fits else []

    def _expired(self, records: Sequence[Record], attempts: int) -> dict[str, DeadLetter]:
        most_age_s = self.settings.limits.most_age_s
        if most_age_s is None:
            return {}
        now = self.settings.clock()
        letter = DeadLetter(reason="expired", detail=f"older than {most_age_s:g} s", at=now, attempts=attempts)
        oldest = microseconds(now) - int(most_age_s * 1e6)
        return {record.id: letter for record in records if record.accepted < oldest}

    async def _divide(
        self, whole: Held, lease: tuple[UUID, int], letters: dict[str, DeadLetter], parts: _Parts
    ) -> None:
        """Keep the first of *parts* claimed, let the second wait, and bury those that *letters* are for."""
        (claim, ends_at), (fits, rest) = lease, parts
        at = {"seq": whole.seq, "part": whole.part}
        buried = [record for record in whole.records if record.id in letters]

        async def divide(line: Connection) -> None:
            async with line.transaction():
                if fits:
                    await line.execute(sql.SHRINK, {**at, "claim": claim, "ready_at": ends_at, **contents(fits)})
                else:
                    await line.execute(sql.REMOVE, places([whole]))
                for part in _doubling(rest, len(fits)):
                    behind = {"seq": whole.seq, "part": part[0].place, "attempts": whole.attempts - 1}
                    await line.execute(sql.PUT, {**behind, **contents(part)})
                await self._bury(line, buried, letters)
                await line.execute(sql.COUNT, counted(self.stripe, dead=len(buried)))

        await self.lines.ask(divide, again=False)

    async def _bury(self, line: Connection, records: Sequence[Record], letters: dict[str, DeadLetter]) -> None:
        if records:
            async with line.cursor() as cursor:
                await cursor.executemany(sql.BURY, [burial(record, letters[record.id]) for record in records])

    async def _set_aside(self, row: Sequence[Any]) -> None:
        seq, part, _, events, size, data, _ = row
        whole = Held(seq, part, 0, ())

        async def move(line: Connection) -> None:
            async with line.transaction():
                await line.execute(sql.RUIN, {"seq": seq, "part": part, "lost": events, "data": data})
                await line.execute(sql.REMOVE, places([whole]))
                await line.execute(sql.COUNT, counted(self.stripe, lost=events, freed=size))

        await self.lines.ask(move, again=False)

    async def settle(self, claim: Claim, settlement: Settlement) -> bool:
        """Decide a claim that is still live; whether anything waits again."""
        live, now = self._live.get(claim.id), self.clock.now()
        if live is None or live.ends_at <= now:
            self._live.pop(claim.id, None)
            return live is not None
        ids = {record.id for each in live.held for record in each.records}
        letters = {name: letter for name, letter in settlement.dead if name in ids - settlement.delivered}
        ready_at = self.clock.at(settlement.retry_at) if settlement.retry_at else 0
        mine = {"claim": UUID(claim.id), "now": now, **places(live.held)}
        if ids <= settlement.delivered:
            await self._tell(sql.DELIVERED, mine | {"stripe": self.stripe})
        elif not letters and not ids & settlement.delivered:
            await self._tell(sql.RELEASED, mine | {"ready_at": ready_at, "undone": 0})
        else:
            await self._decide(live.held, mine, (settlement.delivered, letters, ready_at))
        self._live.pop(claim.id, None)
        return not ids <= settlement.delivered | letters.keys()

    async def _tell(self, statement: str, asked: dict[str, Any]) -> None:
        async def tell(line: Connection) -> None:
            await line.execute(statement.encode(), asked)

        await self.lines.ask(tell)

    async def _decide(
        self, held: Sequence[Held], mine: dict[str, Any], fates: tuple[frozenset[str], dict[str, DeadLetter], int]
    ) -> None:
        delivered, letters, ready_at = fates

        async def decide(line: Connection) -> None:
            async with line.transaction():
                still = set(await (await line.execute(sql.STILL_MINE.encode(), mine)).fetchall())
                live = [each for each in held if (each.seq, each.part) in still]
                for each in live:
                    rest = [record for record in each.records if record.id not in delivered | letters.keys()]
                    await self._leave(line, each, rest, ready_at)
                records = [record for each in live for record in each.records]
                gone = [record for record in records if record.id in delivered]
                buried = [record for record in records if record.id in letters]
                await self._bury(line, buried, letters)
                done = counted(self.stripe, delivered=len(gone), dead=len(buried), freed=size_of(gone))
                await line.execute(sql.COUNT, done)

        await self.lines.ask(decide)

    async def _leave(self, line: Connection, whole: Held, rest: Sequence[Record], ready_at: int) -> None:
        if rest:
            at = {"seq": whole.seq, "part": whole.part, "claim": None, "ready_at": ready_at}
            await line.execute(sql.SHRINK, {**at, **contents(rest)})
        else:
            await line.execute(sql.REMOVE, places([whole]))

    async def give_back(self, claim: Claim) -> None:
        """A claim that nobody got is none, and was no attempt."""
        live = self._live.pop(claim.id, None)
        if live is not None:
            mine = {"claim": UUID(claim.id), "now": self.clock.now(), **places(live.held)}
            await self._tell(sql.RELEASED, mine | {"ready_at": 0, "undone": 1})

    async def release_all(self) -> None:
        """Let everything wait again."""
        live, self._live = self._live, {}
        for name, each in live.items():
            mine = {"claim": UUID(name), "now": self.clock.now(), **places(each.held)}
            await self._tell(sql.RELEASED, mine | {"ready_at": 0, "undone": 0})

    async def next_due(self) -> int | None:
        """In how many microseconds something becomes ready by itself; None when nothing will."""
        now = self.clock.now()

        async def ask(line: Connection) -> int | None:
            row = await (await line.execute(sql.NEXT_DUE, {"now": now})).fetchone()
            return row[0] if row else None

        due = await self.lines.ask(ask)
        return None if due is None else max(0, due - now)


def _cut(records: list[Record], most_events: int, room: int) -> tuple[list[Record], list[Record]]:
    """The first *records* that fit, at least one; and the rest."""
    for at, record in enumerate(records):
        room -= len(record.body)
        if at and (at >= most_events or room < 0):
            return records[:at], records[at:]
    return records, []


def _doubling(records: list[Record], first: int) -> Iterator[list[Record]]:
    """*records* in parts of growing size, so that those who take little at a time do not cut all of it every time."""
    at, size = 0, max(first, 1)
    while at < len(records):
        yield records[at : at + size]
        at, size = at + size, size * 2


def _entries(held: Sequence[Held]) -> tuple[Entry, ...]:
    return tuple(
        Entry(envelope=record.envelope(), state=EntryState.CLAIMED, attempts=each.attempts)
        for each in held
        for record in each.records
    )
