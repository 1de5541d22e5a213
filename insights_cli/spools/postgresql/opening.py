"""Finding or making a spool in PostgreSQL, and saying why not."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import psycopg

from insights_cli.spools import Durability, Settings, SpoolUnavailableError
from insights_cli.spools.postgresql import failures, schema
from insights_cli.spools.postgresql.address import Target, parse_target
from insights_cli.spools.postgresql.clock import set_clock
from insights_cli.spools.postgresql.host import Host
from insights_cli.spools.postgresql.lines import Connection, connect
from insights_cli.spools.postgresql.spool import Place, PostgresqlSpool


async def open_spool(address: str, settings: Settings) -> PostgresqlSpool:
    """The spool at *address* for a server; made when it is not there."""
    return await _opened(address, settings, _made, serves=True)


async def open_view(address: str, settings: Settings) -> PostgresqlSpool:
    """The spool at *address* as it is there; raises SpoolUnavailableError SP107 when it is not."""
    return await _opened(address, settings, _found, serves=False)


async def _opened(
    address: str,
    settings: Settings,
    prepare: Callable[[Connection, Target], Coroutine[Any, Any, Durability]],
    *,
    serves: bool,
) -> PostgresqlSpool:
    target = parse_target(address)
    host = Host()

    async def opened() -> PostgresqlSpool:
        async with connected(target) as line:
            durability = await prepare(line, target)
            clock = await set_clock(settings.clock, line)
        return PostgresqlSpool(Place(target=target, durability=durability, clock=clock), settings, host, serves=serves)

    try:
        return await host.call(opened())
    except BaseException:
        await host.stop()
        raise


@asynccontextmanager
async def connected(target: Target) -> AsyncIterator[Connection]:
    """A connection for a moment; raises InsightsError."""
    line = await connect(target)
    try:
        yield line
    except (psycopg.Error, OSError, TimeoutError) as error:
        raise failures.translated(error, target) from error
    finally:
        await line.close()


async def _made(line: Connection, target: Target) -> Durability:
    durability = await schema.durability(line, target)
    await schema.migrate(line, target)
    return durability


async def _found(line: Connection, target: Target) -> Durability:
    if await schema.version_of(line, target) != schema.VERSION:
        fix = "start `insights serve` once, or name another one with --spool"
        raise SpoolUnavailableError("SP107", f"there is no spool at {target.shown}", fix=fix)
    return Durability.POWER_CUT
