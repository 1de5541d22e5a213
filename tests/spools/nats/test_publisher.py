"""How appends become messages, on a real server."""

import asyncio
from threading import Event

import msgspec
import pytest
from nats.aio.client import Client

from insights_cli.spools import Commit, Settings, SpoolFullError, SpoolUnavailableError
from insights_cli.spools.nats import room
from insights_cli.spools.nats.opening import open_spool
from insights_cli.spools.nats.publisher import Publisher
from tests.nats import Node
from tests.spools.making import STILL, claimed, drained, envelopes, ids


def test_what_waits_together_is_one_message(nats: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first is under way the others gather, so that 500 appends are one message or two."""
    monkeypatch.setattr(room, "_FRESH_S", 3600)
    commits: list[Commit] = []
    all_asked = Event()

    async def story() -> None:
        spool = await open_spool(nats.spool(), Settings(clock=STILL.clock, on_commit=commits.append))
        await spool.append(envelopes(500))
        spool._link.soon(all_asked.wait)
        appends = asyncio.gather(*(spool.append(envelopes(number)) for number in range(500)))
        await asyncio.sleep(0)
        all_asked.set()
        await appends
        assert len(await drained(spool)) == 501
        await spool.close()

    asyncio.run(story())
    assert sum(commit.events for commit in commits) == 501
    assert len(commits) <= 3


def test_a_stream_at_its_own_limit_refuses_and_keeps(nats: Node) -> None:
    """When the server refuses before this process would, it is SP101 and what waits is delivered."""
    address = nats.spool()
    stream = f"{address.rpartition('/')[2]}-events"

    async def limit(client: Client) -> None:
        found = msgspec.json.decode((await client.request(f"$JS.API.STREAM.INFO.{stream}")).data)["config"]
        wanted = {**found, "max_bytes": 100_000}
        answer = await client.request(f"$JS.API.STREAM.UPDATE.{stream}", msgspec.json.encode(wanted))
        assert "error" not in msgspec.json.decode(answer.data)

    async def story() -> None:
        spool = await open_spool(address, STILL)
        client = Client()
        await client.connect(servers=[nats.url])
        await limit(client)
        await client.close()
        await spool.append(envelopes(1, size=60_000))
        with pytest.raises(SpoolFullError, match="SP101"):
            await spool.append(envelopes(2, size=60_000))
        assert await drained(spool) == ["id-000001"]
        await spool.append(envelopes(3, size=60_000))
        await spool.close()

    asyncio.run(story())


def test_a_refused_append_of_many_messages_keeps_none(nats: Node) -> None:
    """When a later part is refused, the parts that were stored are taken back."""
    address = nats.spool()
    stream = f"{address.rpartition('/')[2]}-events"

    async def story() -> None:
        spool = await open_spool(address, STILL)
        client = Client()
        await client.connect(servers=[nats.url])
        found = msgspec.json.decode((await client.request(f"$JS.API.STREAM.INFO.{stream}")).data)["config"]
        wanted = {**found, "max_bytes": 1_500_000}
        await client.request(f"$JS.API.STREAM.UPDATE.{stream}", msgspec.json.encode(wanted))
        await client.close()
        with pytest.raises(SpoolFullError):
            await spool.append(envelopes(*range(30), size=100_000))
        assert await claimed(spool) is None
        assert (await spool.stats()).waiting == 0
        await spool.append(envelopes(*range(5), size=100_000))
        assert set(await drained(spool)) == ids(*range(5))
        await spool.close()

    asyncio.run(story())


def test_whatever_goes_wrong_is_answered(nats: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever because of an error that nobody thought of; the next append is kept."""

    async def story() -> None:
        spool = await open_spool(nats.spool(), STILL)
        with monkeypatch.context() as patched:
            patched.setattr(Publisher, "publish", _fail)
            with pytest.raises(SpoolUnavailableError, match="SP103"):
                await asyncio.wait_for(spool.append(envelopes(1)), 10)
        await spool.append(envelopes(2))
        assert await drained(spool) == ["id-000002"]
        await spool.close()

    asyncio.run(story())


async def _fail(*_: object, **__: object) -> None:
    raise RuntimeError
