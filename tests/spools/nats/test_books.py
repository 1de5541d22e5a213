"""Counting what has left, over several processes."""

import asyncio

from insights_cli.spools.nats import KIND
from tests.nats import Node
from tests.spools.making import STILL, drained, envelopes


def test_processes_that_write_at_once_are_all_counted(nats: Node) -> None:
    """Each adds to what it read; who was slower reads again."""

    async def story(address: str) -> None:
        spools = [await KIND.open(address, STILL) for _ in range(5)]
        for number in range(50):
            await spools[number % 5].append(envelopes(number))
        await asyncio.gather(*(drained(spool) for spool in spools))
        await asyncio.gather(*(spool.close() for spool in spools))
        view = await KIND.view(address, STILL)
        assert (await view.stats()).delivered == 50
        await view.close()

    asyncio.run(story(nats.spool()))
