"""What is special about a spool that several servers share."""

import asyncio
from datetime import timedelta
from itertools import chain

import pytest

from insights_cli.spools import EntryState, Settlement, SpoolAwayError
from insights_cli.spools.postgresql.checkup import check
from insights_cli.spools.postgresql.claims import Claims
from insights_cli.spools.postgresql.opening import open_view
from insights_cli.spools.postgresql.spool import PostgresqlSpool
from tests.postgresql import Cluster
from tests.spools.making import START, STILL, Clock, claimed, dead, drained, envelopes, ids, listed
from tests.spools.postgresql.conftest import Tell


def test_an_append_wakes_a_claim_of_another_server(tell: Tell) -> None:
    """By a notification, long before the safety look."""

    async def story(first: PostgresqlSpool, second: PostgresqlSpool) -> None:
        waiting = asyncio.create_task(claimed(second, wait_s=60))
        await claimed(second)
        await first.append(envelopes(1))
        claim = await asyncio.wait_for(waiting, 4)
        assert claim is not None

    tell(story, servers=2)


def test_servers_never_claim_the_same(tell: Tell) -> None:
    """Four servers that claim at once share what waits."""

    async def story(*servers: PostgresqlSpool) -> None:
        for number in range(40):
            await servers[0].append(envelopes(*range(number * 25, number * 25 + 25)))
        taken = await asyncio.gather(*(drained(server) for server in servers))
        assert sorted(chain.from_iterable(taken)) == sorted(ids(*range(1000)))
        stats = await servers[0].stats()
        assert (stats.appended, stats.delivered, stats.bytes) == (1000, 1000, 0)

    tell(story, servers=4)


def test_an_id_is_kept_once_over_all_servers(tell: Tell) -> None:
    """Whether it waits, is claimed or is dead at another server."""

    async def story(first: PostgresqlSpool, second: PostgresqlSpool) -> None:
        await first.append(envelopes(1, 2, 3, 4))
        claim = await claimed(first, 2)
        assert claim is not None
        await first.settle(claim, Settlement(dead=dead(1)))
        await claimed(first, 1)
        await second.append(envelopes(4, 1, 9, 2, 3))
        assert (await second.stats()).appended == 5

    tell(story, servers=2)


def test_a_word_is_heard_by_the_others(tell: Tell) -> None:
    """Who says it does not hear it."""
    heard: list[str] = []
    there = asyncio.Event()

    async def story(first: PostgresqlSpool, second: PostgresqlSpool) -> None:
        loop = asyncio.get_running_loop()
        on_word.append(lambda _: loop.call_soon_threadsafe(there.set))
        # Both listen once they have been woken by one another.
        waiting = [asyncio.create_task(claimed(one, wait_s=60)) for one in (first, second)]
        await first.append(envelopes(1, 2))
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        while not heard:
            first.say("forward go")
            await asyncio.wait([asyncio.ensure_future(there.wait())], timeout=0.1)
        assert set(heard) == {"forward go"}
        for each in waiting:
            each.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    on_word: list[object] = []

    def hear(word: str) -> None:
        heard.append(word)
        for each in on_word:
            each(word)  # type: ignore[operator] # a callback

    tell(story, servers=2, on_word=hear)


def test_what_is_held_back_survives_a_restart(tell: Tell, address: str, clock: Clock) -> None:
    """*retry_at* holds for every server, also for one that opens later."""

    async def story(first: PostgresqlSpool) -> None:
        await first.append(envelopes(1))
        claim = await claimed(first)
        assert claim is not None
        await first.settle(claim, Settlement(retry_at=START + timedelta(seconds=5)))
        later = await open_view(address, STILL)
        assert await claimed(later) is None
        clock.move(5)
        assert await claimed(first) is not None
        await later.close()

    tell(story)


def test_closing_gives_back_what_was_claimed(tell: Tell) -> None:
    """Another server gets it at once, not when the lease ends."""

    async def story(first: PostgresqlSpool, second: PostgresqlSpool) -> None:
        await first.append(envelopes(1, 2))
        await claimed(first)
        await first.close()
        assert await drained(second) == sorted(ids(1, 2))

    tell(story, servers=2)


@pytest.mark.parametrize(
    "late", [Settlement(delivered=ids(1, 2)), Settlement(), Settlement(delivered=ids(1), dead=dead(2))]
)
def test_who_was_taken_for_gone_decides_nothing_any_more(
    tell: Tell, postgresql: Cluster, address: str, late: Settlement
) -> None:
    """What others have inherited is theirs, although the lease of the first has not ended."""

    async def story(first: PostgresqlSpool, second: PostgresqlSpool) -> None:
        await first.append(envelopes(1, 2))
        claim = await claimed(first)
        assert claim is not None
        postgresql.sql(f"UPDATE {address.rpartition('=')[2]}.segment SET claim = NULL, ready_at = 0")
        await claimed(second)
        await first.settle(claim, late)
        stats = await second.stats()
        assert (stats.delivered, stats.dead, stats.claimed) == (0, 0, 2)

    tell(story, servers=2)


def test_a_cut_segment_lists_and_settles_like_a_whole_one(tell: Tell) -> None:
    """However it is cut and settled in parts, order and places stay."""

    async def story(spool: PostgresqlSpool) -> None:
        await spool.append(envelopes(*range(20)))
        claims = [await claimed(spool, most) for most in (3, 4, 5)]
        assert claims[1] is not None
        await spool.settle(claims[1], Settlement(delivered=ids(4), dead=dead(5)))
        alive = [number for number in range(20) if number not in (4, 5)]
        found = await listed(spool)
        assert [entry.envelope.id for entry in found] == [f"id-{number:06}" for number in (*alive, 5)]
        page = await spool.entries(state=None, after=None, most=4)
        rest = await spool.entries(state=EntryState.WAITING, after=page.next, most=3)
        assert [entry.envelope.id for entry in rest.entries] == ["id-000011", "id-000012", "id-000013"]
        assert [(await spool.find(f"id-{number:06}")) is not None for number in (3, 4, 5, 19)] == [
            True, False, True, True
        ]  # fmt: skip

    tell(story)


def test_a_damaged_segment_is_counted_and_kept_for_those_who_look(
    tell: Tell, postgresql: Cluster, address: str
) -> None:
    """The others are delivered; the check says what happened, and before that what will."""
    schema = address.rpartition("=")[2]

    async def story(spool: PostgresqlSpool) -> None:
        await spool.append(envelopes(1, 2))
        await spool.append(envelopes(3))
        postgresql.sql(
            f"UPDATE {schema}.segment SET data = set_byte(data, 20, get_byte(data, 20) # 255) WHERE events = 2"
        )
        assert (await check(address)).troubles == ("segment 1.0 of 2 events is damaged",)
        assert await drained(spool) == ["id-000003"]
        stats = await spool.stats()
        assert (stats.appended, stats.delivered, stats.lost, stats.waiting, stats.bytes) == (3, 1, 2, 0, 0)
        (trouble,) = (await check(address)).troubles
        assert trouble.startswith("2 events were unreadable")

    tell(story)


def test_a_sound_spool_is_sound_in_every_state(tell: Tell, address: str) -> None:
    """Waiting, claimed and dead ones are counted where they are."""

    async def story(spool: PostgresqlSpool) -> None:
        await spool.append(envelopes(*range(30)))
        claim = await claimed(spool, 10)
        assert claim is not None
        await spool.settle(claim, Settlement(dead=dead(0, 1), delivered=ids(2, 3)))
        await claimed(spool, 4)
        found = await check(address)
        assert (found.waiting, found.dead, found.bytes, found.troubles) == (26, 2, 280, ())

    tell(story)


def test_counts_that_do_not_agree_are_found(tell: Tell, postgresql: Cluster, address: str) -> None:
    """The check compares what is there with what is said."""

    async def story(spool: PostgresqlSpool) -> None:
        await spool.append(envelopes(1))
        postgresql.sql(f"UPDATE {address.rpartition('=')[2]}.counter SET appended = 7, dead = 1 WHERE stripe = 3")
        troubles = (await check(address)).troubles
        assert [each.split(",")[1] for each in troubles] == [" there are 1", " there are 0"]

    tell(story)


def test_lost_sessions_are_replaced(tell: Tell, postgresql: Cluster) -> None:
    """An operator may end every session: the next request just takes a new one."""

    async def story(spool: PostgresqlSpool) -> None:
        await spool.append(envelopes(1))
        await claimed(spool)
        for number in range(2, 5):
            postgresql.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'insights'")
            try:
                await spool.append(envelopes(number))
            except SpoolAwayError:
                pytest.fail("a session that has gone is no reason to refuse")

    tell(story)


def test_a_claim_whose_answer_was_lost_waits_again(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    """What PostgreSQL gave to nobody is there for the next claim, not only when its long lease ends."""

    async def story(spool: PostgresqlSpool) -> None:
        await spool.append(envelopes(1))
        with monkeypatch.context() as patched:
            patched.setattr(Claims, "_admitted", _lose)
            with pytest.raises(SpoolAwayError):
                await claimed(spool)
        assert await claimed(spool, wait_s=60) is not None

    tell(story)


def test_a_settlement_that_a_crash_swallowed_is_no_claim(tell: Tell, postgresql: Cluster, address: str) -> None:
    """What PostgreSQL forgot to have deleted is delivered once more soon, not only when its long lease ends."""
    schema = address.rpartition("=")[2]

    async def story(spool: PostgresqlSpool) -> None:
        await spool.append(envelopes(1))
        claim = await claimed(spool)
        assert claim is not None
        postgresql.sql(f"CREATE TABLE {schema}.before AS TABLE {schema}.segment")
        await spool.settle(claim, Settlement(delivered=ids(1)))
        postgresql.sql(f"INSERT INTO {schema}.segment TABLE {schema}.before")
        assert await claimed(spool, wait_s=60) is not None

    tell(story)


def test_what_is_claimed_is_no_stray(tell: Tell) -> None:
    """Looking for strays leaves alone what is under way."""

    async def story(spool: PostgresqlSpool) -> None:
        await spool.append(envelopes(1))
        assert await claimed(spool) is not None
        assert not await spool._host.call(spool._claims.free_strays())
        assert await claimed(spool) is None

    tell(story)


async def _lose(*_: object) -> None:
    raise SpoolAwayError("SP116", "PostgreSQL does not answer")
