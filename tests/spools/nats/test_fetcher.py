"""Asking the shared consumer for messages, on a real server."""

import asyncio
from collections import Counter

import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg

from insights_cli.spools.nats import KIND, fetcher
from insights_cli.spools.nats.fetcher import Fetcher
from tests.nats import Node
from tests.spools.making import STILL, claimed, envelopes, ids


def test_what_was_deleted_before_it_was_handed_out_is_not_waited_for(nats: Node) -> None:
    """Nor does every claim ask for it again and again."""
    address = nats.spool()
    stream = f"{address.rpartition('/')[2]}-events"
    asked = Counter[str]()

    async def count(message: Msg) -> None:
        asked[message.subject] += 1

    async def story() -> None:
        spool, client = await KIND.open(address, STILL), Client()
        await client.connect(servers=[nats.url])
        await client.subscribe(f"$JS.API.CONSUMER.MSG.NEXT.{stream}.>", cb=count)
        await spool.append(envelopes(1))
        await client.request(f"$JS.API.STREAM.MSG.DELETE.{stream}", b'{"seq": 1}')
        assert await claimed(spool) is None
        await client.flush()
        await client.close()
        await spool.close()

    asyncio.run(story())
    assert asked.total() == 1


def test_a_consumer_that_has_not_heard_yet_is_asked_again(nats: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first question says that there is nothing, and the stream has something, there is a second one."""
    answers = [True, False]
    ask = Fetcher._ask

    async def says_nothing_first(self: Fetcher, most_events: int, most_bytes: int, *, is_long: bool) -> object:
        if is_long or not answers.pop(0):
            return await ask(self, most_events, most_bytes, is_long=is_long)
        in_vain = fetcher._Pull(0, 0.0, is_in_vain=True)
        in_vain.ended.set()
        return in_vain

    async def story() -> None:
        spool = await KIND.open(nats.spool(), STILL)
        await spool.append(envelopes(1))
        monkeypatch.setattr(Fetcher, "_ask", says_nothing_first)
        claim = await claimed(spool)
        assert claim is not None
        assert {entry.envelope.id for entry in claim.entries} == ids(1)
        await spool.close()

    asyncio.run(story())
    assert answers == []
