"""Every spool keeps the promise of `insights_cli.spools`."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from insights_cli.model.envelope import Envelope
from insights_cli.spools import (
    Claim,
    EntryState,
    Limits,
    Settings,
    Settlement,
    Spool,
    SpoolFullError,
    SpoolKind,
    SpoolUnavailableError,
)
from insights_cli.spools.registry import SPOOLS
from tests.contract.places import address_of
from tests.spools.making import START, Clock, dead, envelopes, ids

Story = Callable[[Spool], Awaitable[None]]
Play = Callable[..., None]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=SPOOLS, ids=[kind.name for kind in SPOOLS])
def play(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Play:
    kind: SpoolKind = request.param
    address = address_of(kind, tmp_path, request)

    def tell(story: Story, **limits: float | int) -> None:
        async def told() -> None:
            spool = await kind.open(address, Settings(clock=clock, limits=Limits(**limits)))  # type: ignore[arg-type] # by name
            try:
                await story(spool)
            finally:
                await spool.close()

        asyncio.run(told())

    return tell


async def take(spool: Spool, most_events: int = 100, most_bytes: int = 1 << 20, wait_s: float = 0) -> Claim | None:
    return await spool.claim(most_events=most_events, most_bytes=most_bytes, lease_s=30, wait_s=wait_s)


async def take_ids(spool: Spool, most_events: int = 100, most_bytes: int = 1 << 20) -> list[str]:
    claim = await take(spool, most_events, most_bytes)
    return [entry.envelope.id for entry in claim.entries] if claim else []


async def took(spool: Spool, most_events: int = 100) -> Claim:
    claim = await take(spool, most_events)
    assert claim is not None
    return claim


async def balance(spool: Spool) -> tuple[int, int, int, int, int, int]:
    """Appended, delivered, purged, waiting, claimed, dead; checked to add up."""
    seen = await spool.stats()
    assert seen.appended == seen.delivered + seen.purged + seen.lost + seen.waiting + seen.claimed + seen.dead
    return seen.appended, seen.delivered, seen.purged, seen.waiting, seen.claimed, seen.dead


def test_claims_come_oldest_first(play: Play) -> None:
    """What was appended first is claimed first, over several appends."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(3, 1))
        await spool.append(envelopes(2))
        assert await take_ids(spool) == ["id-000003", "id-000001", "id-000002"]

    play(story)


def test_a_claim_carries_the_envelope_unchanged(play: Play) -> None:
    """Id, time and body come back as they went in, also an empty body and an id that is no UUID."""
    kept = [
        Envelope(id="ü/🙂", accepted_at=START + timedelta(microseconds=7), body=b""),
        Envelope(id="x" * 300, accepted_at=START, body=bytes(range(256)) * 300),
    ]

    async def story(spool: Spool) -> None:
        await spool.append(kept)
        assert [entry.envelope for entry in (await took(spool)).entries] == kept

    play(story)


@pytest.mark.parametrize(
    ("most_events", "most_bytes", "expected"), [(2, 10_000, 2), (100, 35, 3), (100, 30, 3), (100, 29, 2), (100, 1, 1)]
)
def test_a_claim_is_bounded(play: Play, most_events: int, most_bytes: int, expected: int) -> None:
    """A claim holds at most so many events and bytes, and one that is larger comes alone."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(*range(5)))
        assert len(await take_ids(spool, most_events, most_bytes)) == expected

    play(story)


def test_what_is_claimed_is_invisible_to_others(play: Play) -> None:
    """Two claims never share an envelope, also when they cut through one append."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(*range(10)))
        taken = [await take_ids(spool, 4) for _ in range(4)]
        assert [len(part) for part in taken] == [4, 4, 2, 0]
        assert set().union(*taken) == ids(*range(10))

    play(story)


def test_an_empty_append_is_harmless(play: Play) -> None:
    """Appending nothing returns and changes nothing."""

    async def story(spool: Spool) -> None:
        await spool.append([])
        assert await balance(spool) == (0, 0, 0, 0, 0, 0)
        assert await take(spool) is None

    play(story)


def test_an_id_is_kept_once(play: Play) -> None:
    """Appending an id again keeps one, whether it waits, is claimed, is dead or comes twice in one call."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1, 2, 2, 3))
        await spool.settle(await took(spool, 1), Settlement(dead=dead(1)))
        await took(spool, 1)
        await spool.append(envelopes(1, 2, 3, 4))
        assert await balance(spool) == (4, 0, 0, 2, 1, 1)

    play(story)


def test_a_delivered_id_may_come_again(play: Play) -> None:
    """An id that has left is no longer there and can be appended anew."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1))
        await spool.settle(await took(spool), Settlement(delivered=ids(1)))
        await spool.append(envelopes(1))
        assert await take_ids(spool) == ["id-000001"]
        assert (await balance(spool))[:2] == (2, 1)

    play(story)


def test_settling_puts_every_envelope_in_one_place(play: Play) -> None:
    """Delivered ones are gone, dead ones are set aside, those not named wait again with one attempt more."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(*range(6)))
        await spool.settle(await took(spool), Settlement(delivered=ids(0, 3), dead=dead(1, 5)))
        assert await balance(spool) == (6, 2, 0, 2, 0, 2)
        again = await took(spool)
        assert [(entry.envelope.id, entry.attempts) for entry in again.entries] == [("id-000002", 2), ("id-000004", 2)]

    play(story)


def test_a_poison_envelope_leaves_alone(play: Play) -> None:
    """One of many appended together can be set aside and replayed without the others."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(*range(50)))
        await spool.settle(await took(spool), Settlement(delivered=ids(*range(50)) - ids(17), dead=dead(17)))
        assert await balance(spool) == (50, 49, 0, 0, 0, 1)
        assert await spool.replay(ids(17)) == 1
        assert await take_ids(spool) == ["id-000017"]

    play(story)


def test_retry_at_holds_back(play: Play, clock: Clock) -> None:
    """What goes back to wait is not ready before *retry_at*; newer envelopes may overtake it."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1))
        await spool.settle(await took(spool), Settlement(retry_at=START + timedelta(seconds=5)))
        await spool.append(envelopes(2))
        assert await take_ids(spool) == ["id-000002"]
        clock.move(5)
        assert await take_ids(spool) == ["id-000001"]

    play(story)


def test_an_expired_lease_makes_ready_again(play: Play, clock: Clock) -> None:
    """When the lease ends, another claim gets the envelopes, and the late settlement of the first changes nothing."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1, 2))
        late = await took(spool)
        clock.move(31)
        second = await took(spool)
        assert [entry.attempts for entry in second.entries] == [2, 2]
        await spool.settle(late, Settlement(delivered=ids(1, 2)))
        assert (await balance(spool))[1:5] == (0, 0, 0, 2)

    play(story)


def test_settling_after_the_lease_ended_is_ignored(play: Play, clock: Clock) -> None:
    """A claim settled too late goes back to wait even when nobody has taken it yet."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1))
        late = await took(spool)
        clock.move(31)
        await spool.settle(late, Settlement(delivered=ids(1)))
        assert await take_ids(spool) == ["id-000001"]

    play(story)


def test_settling_twice_is_ignored(play: Play) -> None:
    """The first settlement of a claim counts."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1, 2))
        claim = await took(spool)
        await spool.settle(claim, Settlement(delivered=ids(1)))
        await spool.settle(claim, Settlement(delivered=ids(1, 2)))
        assert await balance(spool) == (2, 1, 0, 1, 0, 0)

    play(story)


def test_a_settlement_decides_only_its_own_claim(play: Play) -> None:
    """Ids that are not of the claim are not touched."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1, 2))
        await spool.settle(await took(spool, 1), Settlement(delivered=ids(1, 2)))
        assert await balance(spool) == (2, 1, 0, 1, 0, 0)

    play(story)


def test_replay_starts_afresh_behind_those_that_wait(play: Play) -> None:
    """A replayed dead letter waits with no attempts, after what was waiting already."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1, 2))
        await spool.settle(await took(spool), Settlement(dead=dead(1)))
        assert await spool.replay(None) == 1
        taken = await took(spool)
        assert [(entry.envelope.id, entry.attempts) for entry in taken.entries] == [("id-000002", 2), ("id-000001", 1)]

    play(story)


def test_replay_and_purge_touch_dead_letters_only(play: Play) -> None:
    """Ids that wait, are claimed or unknown are not counted and not changed."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1, 2, 3))
        await spool.settle(await took(spool, 2), Settlement(dead=dead(1, 2)))
        assert await spool.purge([*ids(1, 3), "unknown"]) == 1
        assert await spool.replay([*ids(1, 3), "unknown"]) == 0
        assert await balance(spool) == (3, 0, 1, 1, 0, 1)

    play(story)


def test_purge_without_ids_forgets_all_dead_letters(play: Play) -> None:
    """All dead letters go, are counted, and free their bytes."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1, 2, 3))
        await spool.settle(await took(spool), Settlement(dead=dead(1, 2, 3)))
        assert await spool.purge(None) == 3
        assert await balance(spool) == (3, 0, 3, 0, 0, 0)
        assert (await spool.stats()).bytes == 0

    play(story)


def test_a_dead_letter_says_why(play: Play) -> None:
    """Reason, detail, time and attempts are found again with the envelope."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1))
        await spool.settle(await took(spool), Settlement(dead=dead(1, reason="too_large")))
        found = await spool.find("id-000001")
        assert found is not None
        assert found.state is EntryState.DEAD
        assert found.dead_letter == dead(1, reason="too_large")[0][1]
        assert found.envelope == envelopes(1)[0]

    play(story)


def test_find_says_where_an_envelope_stands(play: Play) -> None:
    """Waiting and claimed ones are found with their attempts; delivered and unknown ones are not."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1, 2, 3))
        await spool.settle(await took(spool, 1), Settlement(delivered=ids(1)))
        await took(spool, 1)
        found = [await spool.find(envelope_id) for envelope_id in ("id-000002", "id-000003", "id-000001", "nobody")]
        assert [entry and (entry.state.value, entry.attempts) for entry in found] == [
            ("claimed", 1),
            ("waiting", 0),
            None,
            None,
        ]

    play(story)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (None, [2, 3, 4, 5, 0, 1]),
        (EntryState.WAITING, [4, 5]),
        (EntryState.CLAIMED, [2, 3]),
        (EntryState.DEAD, [0, 1]),
    ],
)
def test_entries_come_in_pages(play: Play, state: EntryState | None, expected: list[int]) -> None:
    """Pages of any size, put together, list every entry once: the living in order, then the dead."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(*range(6)))
        await spool.settle(await took(spool, 2), Settlement(dead=dead(0, 1)))
        await took(spool, 2)
        for most in (1, 2, 4, 50):
            listed, after = list[str](), None
            while True:
                page = await spool.entries(state=state, after=after, most=most)
                listed += [entry.envelope.id for entry in page.entries]
                if (after := page.next) is None:
                    break
            assert listed == [f"id-{number:06}" for number in expected]

    play(story)


def test_a_page_goes_on_where_the_last_one_ended(play: Play) -> None:
    """A listing continues although what it ended with has been delivered meanwhile."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(*range(4)))
        first = await spool.entries(state=None, after=None, most=2)
        await spool.settle(await took(spool, 2), Settlement(delivered=ids(0, 1)))
        second = await spool.entries(state=None, after=first.next, most=2)
        assert [entry.envelope.id for entry in second.entries] == ["id-000002", "id-000003"]

    play(story)


def test_a_listing_goes_on_from_its_end(play: Play) -> None:
    """From the end of a listing, only what came later is listed."""

    async def story(spool: Spool) -> None:
        end = (await spool.entries(state=EntryState.WAITING, after=None, most=9)).end
        for number in (1, 2):
            await spool.append(envelopes(number))
            page = await spool.entries(state=EntryState.WAITING, after=end, most=9)
            assert [entry.envelope.id for entry in page.entries] == [f"id-{number:06}"]
            end = page.end
        assert (await spool.entries(state=EntryState.WAITING, after=end, most=9)).end == end

    play(story)


@pytest.mark.parametrize(("limits", "room"), [({"most_events": 4}, 4), ({"most_bytes": 45}, 4)])
def test_a_full_spool_refuses_and_keeps(play: Play, limits: dict[str, int], room: int) -> None:
    """An append over the limit keeps none of its envelopes, drops none that wait, and fits again after delivery."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(*range(room - 1)))
        with pytest.raises(SpoolFullError):
            await spool.append(envelopes(100, 101))
        assert await balance(spool) == (room - 1, 0, 0, room - 1, 0, 0)
        await spool.append(envelopes(100))
        await spool.settle(await took(spool, 2), Settlement(delivered=ids(0, 1)))
        await spool.append(envelopes(101, 102))

    play(story, **limits)


def test_dead_letters_take_room(play: Play) -> None:
    """Dead letters count against the limit until they are purged."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1, 2))
        await spool.settle(await took(spool), Settlement(dead=dead(1, 2)))
        with pytest.raises(SpoolFullError):
            await spool.append(envelopes(3))
        await spool.purge(None)
        await spool.append(envelopes(3))

    play(story, most_events=2)


def test_envelopes_past_their_age_become_dead_letters(play: Play, clock: Clock) -> None:
    """With a limit on age, what is too old is set aside as expired instead of being claimed."""

    async def story(spool: Spool) -> None:
        await spool.append(envelopes(1))
        clock.move(61)
        await spool.append([Envelope(id="id-000002", accepted_at=clock.now, body=b"young")])
        assert await take_ids(spool) == ["id-000002"]
        found = await spool.find("id-000001")
        assert found is not None
        assert found.dead_letter is not None
        assert found.dead_letter.reason == "expired"
        assert await balance(spool) == (2, 0, 0, 0, 1, 1)

    play(story, most_age_s=60.0)


def test_stats_tell_bytes_and_the_oldest(play: Play) -> None:
    """Bytes are those of the bodies kept; the oldest is the first that has not left."""

    async def story(spool: Spool) -> None:
        later = START + timedelta(seconds=9)
        await spool.append(envelopes(1, size=70))
        await spool.append([Envelope(id="later", accepted_at=later, body=b"12345")])
        assert ((await spool.stats()).bytes, (await spool.stats()).oldest_waiting_at) == (75, START)
        await spool.settle(await took(spool, 1), Settlement(delivered=ids(1)))
        assert ((await spool.stats()).bytes, (await spool.stats()).oldest_waiting_at) == (5, later)

    play(story)


def test_an_append_wakes_a_waiting_claim(play: Play) -> None:
    """A claim that waits gets a single new envelope at once, without another one having to come."""

    async def story(spool: Spool) -> None:
        waiting = asyncio.create_task(take(spool, wait_s=60))
        await asyncio.sleep(0)
        await spool.append(envelopes(1))
        claim = await asyncio.wait_for(waiting, 5)
        assert claim is not None

    play(story)


def test_a_claim_waits_no_longer_than_asked(play: Play) -> None:
    """A claim on an empty spool returns None when its time is over."""

    async def story(spool: Spool) -> None:
        assert await asyncio.wait_for(take(spool, wait_s=0.01), 5) is None

    play(story)


def test_cancelling_a_claim_takes_nothing(play: Play) -> None:
    """A cancelled claim leaves every envelope to the next one."""

    async def story(spool: Spool) -> None:
        waiting = asyncio.create_task(take(spool, wait_s=60))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await spool.append(envelopes(1))
        assert await take_ids(spool) == ["id-000001"]

    play(story)


def test_an_append_wakes_a_claim_on_another_loop(play: Play) -> None:
    """The forwarder's own loop on its own thread is woken by an append of the server's loop."""

    async def story(spool: Spool) -> None:
        claims: list[Claim | None] = []
        claimer = Thread(target=lambda: claims.append(asyncio.run(take(spool, wait_s=60))))
        claimer.start()
        await spool.append(envelopes(1))
        await asyncio.to_thread(claimer.join, 10)
        assert claims[0] is not None

    play(story)


def test_appends_at_once_are_all_kept(play: Play) -> None:
    """Many concurrent appends each return, and every envelope is there once."""

    async def story(spool: Spool) -> None:
        await asyncio.gather(*(spool.append(envelopes(number, number + 1000)) for number in range(200)))
        assert len(await take_ids(spool, 1000)) == 400
        assert (await balance(spool))[0] == 400

    play(story)


def test_a_closed_spool_says_so(play: Play) -> None:
    """After close, which may be repeated, everything raises SpoolUnavailableError."""

    async def story(spool: Spool) -> None:
        await spool.close()
        await spool.close()
        with pytest.raises(SpoolUnavailableError):
            await spool.append(envelopes(1))
        with pytest.raises(SpoolUnavailableError):
            await take(spool)
        with pytest.raises(SpoolUnavailableError):
            await spool.stats()

    play(story)


def test_closing_ends_a_waiting_claim(play: Play) -> None:
    """A claim that waits when the spool closes ends at once with SpoolUnavailableError."""

    async def story(spool: Spool) -> None:
        waiting = asyncio.create_task(take(spool, wait_s=60))
        await asyncio.sleep(0)
        await spool.close()
        with pytest.raises(SpoolUnavailableError):
            await asyncio.wait_for(waiting, 5)

    play(story)


@pytest.mark.parametrize("kind", SPOOLS, ids=lambda kind: kind.name)
def test_every_commit_is_observed(
    kind: SpoolKind, tmp_path: Path, clock: Clock, request: pytest.FixtureRequest
) -> None:
    """The observer hears of every acknowledged envelope and how long the storage took."""
    seen: list[tuple[int, float]] = []
    address = address_of(kind, tmp_path, request)

    async def story() -> None:
        settings = Settings(clock=clock, on_commit=lambda commit: seen.append((commit.events, commit.took_s)))
        spool = await kind.open(address, settings)
        await asyncio.gather(*(spool.append(envelopes(number)) for number in range(20)))
        await spool.close()

    asyncio.run(story())
    assert sum(events for events, _ in seen) == 20
    assert all(took_s >= 0 for _, took_s in seen)
