"""A spool in one SQLite file, durable with every acknowledgement; the default."""

import asyncio

from insights_cli.spools import Checkup, Damage, Settings, SpoolKind
from insights_cli.spools.sqlite.checkup import check, repair
from insights_cli.spools.sqlite.opening import open_spool
from insights_cli.spools.sqlite.spool import SqliteSpool
from insights_cli.spools.sqlite.view import SqliteView


async def _open(address: str, settings: Settings) -> SqliteSpool:
    return await asyncio.to_thread(open_spool, address.removeprefix("sqlite:"), settings)


async def _view(address: str, settings: Settings) -> SqliteView:
    return await asyncio.to_thread(SqliteView, address.removeprefix("sqlite:"), settings)


async def _check(address: str) -> Checkup:
    return await asyncio.to_thread(check, address.removeprefix("sqlite:"))


async def _repair(address: str, settings: Settings) -> Damage | None:
    return await repair(address.removeprefix("sqlite:"), settings)


KIND = SpoolKind(
    name="sqlite",
    title="one SQLite file, fsync before every acknowledgement",
    open=_open,
    view=_view,
    check=_check,
    repair=_repair,
    is_path=True,
)
