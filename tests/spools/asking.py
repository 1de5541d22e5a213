"""Asking a spool from outside, as the commands do."""

import asyncio
from datetime import UTC, datetime

from insights_cli.spools import Settings, SpoolStats
from insights_cli.spools.registry import SPOOLS


def stats_of(address: str) -> SpoolStats:
    """The counts of the spool at *address*."""

    async def asked() -> SpoolStats:
        kind = next(kind for kind in SPOOLS if kind.name == address.partition(":")[0])
        view = await kind.view(address, Settings(clock=lambda: datetime.now(UTC)))
        try:
            return await view.stats()
        finally:
            await view.close()

    return asyncio.run(asked())
