"""What the promise leaves open: several processes at one spool in NATS, and what happens when one goes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from nats.aio.client import Client

from insights_cli.model.envelope import Envelope
from insights_cli.spools import EntryState, Limits, Settings, Settlement, Spool, SpoolFullError, SpoolUnavailableError
from insights_cli.spools.nats import KIND
from tests.nats import Node, node
from tests.spools.making import START, STILL, claimed, dead, drained, envelopes, ids, listed


@asynccontextmanager
async def opened(address: str, settings: Settings = STILL) -> AsyncIterator[Spool]:
    """The spool, closed afterwards."""
    spool = await KIND.open(address, settings)
    try:
        yield spool
    finally:
        await spool.close()


def tell(story: Callable[[str], Awaitable[None]], address: str) -> None:
    """Run a story."""

    async def told() -> None:
        async with asyncio.timeout(60):
            await story(address)

    asyncio.run(told())


def test_events_outlive_the_process(nats: Node) -> None:
    """What one process appended, another claims; what it had claimed is given back when it closes."""

    async def story(address: str) -> None:
        async with opened(address) as first:
            await first.append(envelopes(1, 2, 3))
            assert await claimed(first, 2) is not None
        async with opened(address) as second:
            assert await drained(second) == ["id-000001", "id-000002", "id-000003"]

    tell(story, nats.spool())


def test_closing_leaves_only_what_is_not_decided(nats: Node) -> None:
    """Of a message that was delivered in part, the rest waits for the next process, with its attempts."""

    async def story(address: str) -> None:
        async with opened(address) as first:
            await first.append(envelopes(*range(5)))
            claim = await claimed(first)
            assert claim is not None
            await first.settle(claim, Settlement(delivered=ids(0, 1), dead=dead(2)))
        async with opened(address) as second:
            seen = await second.stats()
            assert (seen.appended, seen.delivered, seen.waiting, seen.dead) == (5, 2, 2, 1)
            claim = await claimed(second)
            assert claim is not None
            assert [(each.envelope.id, each.attempts) for each in claim.entries] == [("id-000003", 2), ("id-000004", 2)]

    tell(story, nats.spool())


def test_two_processes_share_what_waits(nats: Node) -> None:
    """Each envelope is claimed by one of them only."""

    async def story(address: str) -> None:
        async with opened(address) as first, opened(address) as second:
            for number in range(40):
                await (first, second)[number % 2].append(envelopes(number))
            taken = list[str]()
            while claims := [claim for spool in (first, second) if (claim := await claimed(spool, 3))]:
                taken += [entry.envelope.id for claim in claims for entry in claim.entries]
            assert sorted(taken) == sorted(ids(*range(40)))

    tell(story, nats.spool())


def test_a_waiting_claim_hears_of_another_process(nats: Node) -> None:
    """An append elsewhere wakes it."""

    async def story(address: str) -> None:
        async with opened(address) as first, opened(address) as second:
            waiting = asyncio.create_task(claimed(first, wait_s=60))
            await asyncio.sleep(0)
            await second.append(envelopes(1))
            assert await asyncio.wait_for(waiting, 10) is not None

    tell(story, nats.spool())


def test_words_reach_the_others_only(nats: Node) -> None:
    """Who says one does not hear it."""
    heard: dict[str, list[str]] = {"first": [], "second": []}

    async def story(address: str) -> None:
        came = asyncio.Event()
        loop = asyncio.get_running_loop()

        def hear(word: str) -> None:
            heard["second"].append(word)
            loop.call_soon_threadsafe(came.set)

        listening = Settings(clock=STILL.clock, on_word=hear)
        speaking = Settings(clock=STILL.clock, on_word=heard["first"].append)
        async with opened(address, speaking) as first, opened(address, listening):
            first.say("pause 5")
            await came.wait()

    tell(story, nats.spool())
    assert heard == {"first": [], "second": ["pause 5"]}


def test_a_stranger_sees_the_same(nats: Node) -> None:
    """From outside: the listing, one entry, the counts; and dead letters can be replayed and purged."""

    async def story(address: str) -> None:
        async with opened(address) as spool:
            await spool.append(envelopes(*range(6)))
            claim = await claimed(spool, 3)
            assert claim is not None
            await spool.settle(claim, Settlement(dead=dead(0, 1, 2)))
            view = await KIND.view(address, STILL)
            page = await view.entries(state=EntryState.DEAD, after=None, most=9)
            assert [entry.envelope.id for entry in page.entries] == ["id-000000", "id-000001", "id-000002"]
            found = await view.find("id-000005")
            assert found is not None
            assert found.state is EntryState.WAITING
            assert (await view.replay(ids(0)), await view.purge(ids(1)), await view.purge(None)) == (1, 1, 1)
            await view.close()
            left = ["id-000003", "id-000004", "id-000005", "id-000000"]
            assert [each.envelope.id for each in await listed(spool)] == left
            assert await drained(spool) == left
            assert (await spool.stats()).purged == 2

    tell(story, nats.spool())


def test_an_append_of_many_messages_is_kept_as_a_whole(nats: Node) -> None:
    """More than fits into one message is spread over several, in order."""

    async def story(address: str) -> None:
        async with opened(address) as spool:
            await spool.append(envelopes(*range(30), size=100_000))
            assert await drained(spool) == sorted(ids(*range(30)))

    tell(story, nats.spool())


def test_an_event_larger_than_a_message_is_said(nats: Node) -> None:
    """SP150; others that come with other requests are kept."""

    async def story(address: str) -> None:
        async with opened(address) as spool:
            huge = Envelope(id="huge", accepted_at=START, body=bytes(2 << 20))
            refused, kept = await asyncio.gather(
                spool.append([huge]), spool.append(envelopes(1)), return_exceptions=True
            )
            assert isinstance(refused, SpoolUnavailableError)
            assert (refused.code, kept) == ("SP150", None)
            assert await drained(spool) == ["id-000001"]

    tell(story, nats.spool())


def test_what_others_appended_counts_against_the_limit(nats: Node) -> None:
    """A process that would pass the limit looks again before it refuses, and takes again when there is room."""

    async def story(address: str) -> None:
        few = Settings(clock=STILL.clock, limits=Limits(most_events=10))
        async with opened(address, few) as first, opened(address, few) as second:
            await first.append(envelopes(*range(8)))
            with pytest.raises(SpoolFullError):
                await second.append(envelopes(100, 101, 102))
            assert len(await drained(first)) == 8
            await second.append(envelopes(100, 101, 102))

    tell(story, nats.spool())


def test_a_repeat_by_another_process_is_dropped_by_the_server(nats: Node) -> None:
    """The message id is made of the ids inside, so that the same append made twice is kept once."""

    async def story(address: str) -> None:
        async with opened(address) as first, opened(address) as second:
            await first.append(envelopes(1, 2))
            await second.append(envelopes(1, 2))
            assert await drained(first) == ["id-000001", "id-000002"]
            await second.append(envelopes(1, 2))
            assert await drained(second) == ["id-000001", "id-000002"]

    tell(story, nats.spool())


def test_books_of_two_processes_are_added() -> None:
    """What each delivered is in the counts that a stranger sees after they closed."""

    async def story(address: str) -> None:
        async with opened(address) as first, opened(address) as second:
            for spool, number in ((first, 1), (second, 2), (first, 3)):
                await spool.append(envelopes(number))
                assert len(await drained(spool)) == 1
        view = await KIND.view(address, STILL)
        assert ((await view.stats()).appended, (await view.stats()).delivered) == (3, 3)
        await view.close()

    with node() as server:
        tell(story, server.spool())


def test_a_foreign_message_does_not_stop_the_others(nats: Node) -> None:
    """What somebody else put into the stream is passed over; events behind it are delivered."""

    async def story(address: str) -> None:
        async with opened(address) as spool:
            client = Client()
            await client.connect(servers=[nats.url])
            await client.request(f"{address.rpartition('/')[2]}.events.1.5", b"hello")
            await client.close()
            await spool.append(envelopes(1))
            assert await drained(spool) == ["id-000001"]

    tell(story, nats.spool())
