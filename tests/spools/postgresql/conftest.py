"""Spools in the PostgreSQL of the session."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from insights_cli.spools import Limits, Settings
from insights_cli.spools.postgresql.opening import open_spool
from insights_cli.spools.postgresql.spool import PostgresqlSpool
from tests.postgresql import Cluster
from tests.spools.making import Clock

Tell = Callable[..., None]


@pytest.fixture
def address(postgresql: Cluster) -> str:
    """A spool that nobody has used."""
    return postgresql.spool()


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def tell(address: str, clock: Clock) -> Tell:
    """Tell a story of so many servers of one spool."""

    def told(story: Callable[..., Awaitable[None]], *, servers: int = 1, **settings: Any) -> None:
        async def work() -> None:
            given = Settings(clock=clock, limits=Limits(), **settings)
            spools: list[PostgresqlSpool] = [await open_spool(address, given) for _ in range(servers)]
            try:
                await story(*spools)
            finally:
                for spool in spools:
                    await spool.close()

        asyncio.run(work())

    return told
