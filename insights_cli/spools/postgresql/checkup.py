"""Reading everything in a spool in PostgreSQL to see whether it is sound."""

from insights_cli.spools import Checkup, SpoolUnavailableError
from insights_cli.spools.postgresql import schema
from insights_cli.spools.postgresql.address import parse_target
from insights_cli.spools.postgresql.lines import Connection
from insights_cli.spools.postgresql.opening import connected
from insights_cli.spools.postgresql.records import size_of, unpack

_MOST_TROUBLES = 20
_COUNTS = "SELECT sum(appended - delivered - purged - lost)::bigint, sum(bytes)::bigint, sum(dead)::bigint FROM counter"


async def check(address: str) -> Checkup:
    """Read every record of the spool at *address*, all of one moment; works beside servers and changes nothing."""
    target = parse_target(address)
    async with connected(target) as line:
        if await schema.version_of(line, target) != schema.VERSION:
            fix = "start `insights serve` once, or name another one with --spool"
            raise SpoolUnavailableError("SP107", f"there is no spool at {target.shown}", fix=fix)
        async with line.transaction():
            await line.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            # Millions of events take longer than any other statement may.
            await line.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
            return await _checked(line)


async def _checked(line: Connection) -> Checkup:
    waiting, size, troubles = await _segments(line)
    dead, dead_size = await _one(line, "SELECT count(*), coalesce(sum(length(body)), 0)::bigint FROM dead")
    ruined, lost = await _one(line, "SELECT count(*), coalesce(sum(lost), 0)::bigint FROM ruin")
    kept, counted_size, counted_dead = await _one(line, _COUNTS)
    if ruined:
        troubles.append(f"{lost} events were unreadable when they were to be delivered; their bytes are in `ruin`")
    if kept != waiting + dead:
        troubles.append(f"the counts say {kept} events, there are {waiting + dead}")
    if counted_dead != dead:
        troubles.append(f"the counts say {counted_dead} dead letters, there are {dead}")
    if counted_size != size + dead_size:
        troubles.append(f"the counts say {counted_size} bytes, there are {size + dead_size}")
    return Checkup(waiting=waiting, dead=dead, bytes=size + dead_size, troubles=tuple(troubles[:_MOST_TROUBLES]))


async def _one(line: Connection, question: str) -> tuple[int, ...]:
    row = await (await line.execute(question.encode())).fetchone()
    assert row is not None
    return tuple(row)


async def _segments(line: Connection) -> tuple[int, int, list[str]]:
    waiting = size = 0
    troubles: list[str] = []
    async with line.cursor("segments", binary=True) as cursor:
        cursor.itersize = 16
        await cursor.execute("SELECT seq, part, events, bytes, data FROM segment ORDER BY seq, part")
        async for seq, part, events, said, data in cursor:
            records = unpack(data)
            waiting, size = waiting + events, size + said
            if records is None:
                troubles.append(f"segment {seq}.{part} of {events} events is damaged")
            elif (len(records), size_of(records)) != (events, said):
                troubles.append(f"segment {seq}.{part} says {events} events and has {len(records)}")
    return waiting, size, troubles
