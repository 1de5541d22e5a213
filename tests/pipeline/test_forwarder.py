"""Everything that was appended is delivered or set aside, whatever the sink answers."""

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.model.delivery import Outcome, OutcomeKind
from insights_cli.model.envelope import Envelope
from insights_cli.pipeline.forwarder import Forwarder, ForwarderSettings
from insights_cli.pipeline.gate import Flow
from insights_cli.pipeline.notices import DeadLettered, Notice, Paused, Resumed, Stalled
from insights_cli.sinks.memory import Answer, MemorySink, in_turn
from insights_cli.spools import Claim, EntryState, Settings, Settlement, SpoolAwayError, SpoolStats
from insights_cli.spools.memory import MemorySpool
from tests.pipeline.held_pace import START, HeldTime

T = TypeVar("T")


def answered(status: int, retry_after_s: float | None = None) -> Outcome:
    """An answer with *status*."""
    wish = None if retry_after_s is None else timedelta(seconds=retry_after_s)
    return Outcome(kind=OutcomeKind.ANSWERED, status=status, retry_after=wish, detail=f"HTTP {status}")


LOST = Outcome(kind=OutcomeKind.BROKEN, detail="reset")


def envelopes(count: int) -> list[Envelope]:
    """*count* envelopes with small bodies."""
    return [Envelope(id=f"e{at:04}", accepted_at=START, body=b"{}") for at in range(count)]


def refusing(poison: set[str], status: int) -> Answer:
    """Refuse every batch that holds one of the *poison* ids."""
    return lambda batch: answered(status if any(each.id in poison for each in batch) else 202)


class World:
    """A spool, a sink and a forwarder whose time jumps."""

    def __init__(self, sink: MemorySink, *, at_once: int = 1, most_events: int = 1000, chance: float = 1.0) -> None:
        self.time = HeldTime()
        self.sink = sink
        self.notices: list[Notice] = []
        self.spool = MemorySpool(Settings(clock=self.time.now))
        settings = ForwarderSettings(most_at_once=at_once, most_events=most_events)
        pace = self.time.pace(chance=chance)
        self.forwarder = Forwarder(self.spool, sink, self.notices.append, settings=settings, pace=pace)

    def drained(self, count: int) -> "World":
        """Append *count* envelopes, forward until nothing waits."""
        run(self._drain(count))
        return self

    async def _drain(self, count: int) -> None:
        await self.spool.append(envelopes(count))
        self.forwarder.drain()
        await self.forwarder.run()

    def dead(self) -> list[str]:
        """The ids of the dead letters."""
        page = run(self.spool.entries(state=EntryState.DEAD, after=None, most=10_000))
        return [entry.envelope.id for entry in page.entries]

    def waiting(self) -> int:
        """How many still wait or are claimed."""
        stats = run(self.spool.stats())
        return stats.waiting + stats.claimed


def run(work: Coroutine[object, object, T]) -> T:
    """Run *work* to its end, at most 20 seconds."""
    return asyncio.run(asyncio.wait_for(work, 20))


def test_everything_leaves_in_order_in_one_batch() -> None:
    """What waits goes out oldest first."""
    world = World(MemorySink()).drained(10)
    assert [attempt.ids for attempt in world.sink.attempts] == [tuple(f"e{at:04}" for at in range(10))]
    assert world.waiting() == 0


def test_batches_are_bounded() -> None:
    """No request holds more than the setting says."""
    world = World(MemorySink(), most_events=3).drained(10)
    assert [len(attempt.ids) for attempt in world.sink.attempts] == [3, 3, 3, 1]


TRANSIENT = [answered(status) for status in (408, 425, 429, 500, 502, 503, 504)] + [LOST]


@pytest.mark.parametrize("trouble", TRANSIENT, ids=lambda outcome: outcome.detail)
def test_trouble_is_tried_again_with_the_same_key(trouble: Outcome) -> None:
    """However often it fails, the batch and its key stay the same and everything arrives."""
    world = World(MemorySink(in_turn(*[trouble] * 7))).drained(5)
    assert len({(attempt.ids, attempt.key) for attempt in world.sink.attempts}) == 1
    assert (len(world.sink.attempts), len(world.sink.taken), world.dead()) == (8, 5, [])


def test_waits_double_up_to_the_limit() -> None:
    """Exponential back-off, capped at 30 seconds."""
    world = World(MemorySink(in_turn(*[answered(503)] * 8))).drained(1)
    assert world.time.waits == [1, 2, 4, 8, 16, 30, 30, 30]


def test_waits_are_spread_by_chance() -> None:
    """Full jitter: many servers do not come back at the same moment."""
    world = World(MemorySink(in_turn(*[answered(503)] * 4)), chance=0.25).drained(1)
    assert world.time.waits == [0.25, 0.5, 1, 2]


def test_retry_after_is_a_floor() -> None:
    """The upstream's wish is granted also where chance wants less."""
    world = World(MemorySink(in_turn(answered(503, 7), answered(429, 0.1))), chance=0.5).drained(1)
    assert world.time.waits == [7, 1]


@pytest.mark.parametrize(("status", "code"), [(400, "UP201"), (422, "UP201"), (413, "UP202")])
def test_only_the_poison_event_is_set_aside(status: int, code: str) -> None:
    """Halving finds it; all others arrive."""
    world = World(MemorySink(refusing({"e0037"}, status))).drained(100)
    assert (world.dead(), len(world.sink.taken)) == (["e0037"], 99)
    assert [(n.id, n.code) for n in world.notices if isinstance(n, DeadLettered)] == [("e0037", code)]
    assert len(world.sink.attempts) <= 2 * 7 + 1


@given(st.sets(st.integers(0, 39)), st.integers(1, 40))
def test_whatever_is_poison_the_rest_arrives(poison: set[int], most_events: int) -> None:
    """Dead letters are exactly the poison events, each in one attempt alone."""
    ids = {f"e{at:04}" for at in poison}
    world = World(MemorySink(refusing(ids, 400)), most_events=most_events).drained(40)
    assert set(world.dead()) == ids
    assert {each.id for each in world.sink.taken} == {f"e{at:04}" for at in range(40)} - ids
    assert len(world.sink.taken) == 40 - len(ids)


outcomes = st.lists(
    st.sampled_from([answered(status) for status in (200, 400, 413, 422, 429, 500, 503)] + [LOST]), max_size=40
)


@given(outcomes, st.integers(1, 3), st.integers(1, 10))
def test_nothing_is_lost_whatever_the_upstream_answers(script: list[Outcome], at_once: int, most_events: int) -> None:
    """Each event is taken once or a dead letter, never both, never neither."""
    world = World(MemorySink(in_turn(*script)), at_once=at_once, most_events=most_events).drained(12)
    taken = [each.id for each in world.sink.taken]
    assert sorted(taken + world.dead()) == [f"e{at:04}" for at in range(12)]


def test_a_delivered_half_is_settled_before_the_other_is_tried_again() -> None:
    """A kill during the wait cannot repeat what was delivered."""
    script = in_turn(answered(413), answered(200), answered(503))
    world = World(MemorySink(script)).drained(4)
    assert [attempt.ids for attempt in world.sink.attempts] == [
        ("e0000", "e0001", "e0002", "e0003"),
        ("e0000", "e0001"),
        ("e0002", "e0003"),
        ("e0002", "e0003"),
    ]
    assert world.sink.attempts[2].key == world.sink.attempts[3].key


@pytest.mark.parametrize("status", [401, 403, 404, 405, 301, 501, 505])
def test_a_refused_forwarder_keeps_everything(status: int) -> None:
    """While a person has to act, draining does not wait and nothing is set aside."""
    world = World(MemorySink(lambda _batch: answered(status))).drained(5)
    assert (world.waiting(), world.dead(), world.forwarder.flow) == (5, [], Flow.PAUSED)
    assert [type(n) for n in world.notices if isinstance(n, Paused)] == [Paused]


def test_a_pause_ends_when_the_token_changes() -> None:
    """No restart: the new token is tried at once, not after the whole wait."""
    sink = MemorySink(in_turn(answered(401, 3600)))
    world = World(sink)

    async def work() -> None:
        await world.spool.append(envelopes(3))
        forwarding = asyncio.ensure_future(world.forwarder.run())
        while len(world.time.waits) < 3:
            await asyncio.sleep(0)
        sink.changed = True
        while len(sink.taken) < 3:
            await asyncio.sleep(0)
        world.forwarder.drain()
        await forwarding

    run(work())
    assert world.time.passed_s < 60
    assert [type(n) for n in world.notices if isinstance(n, Paused | Resumed)] == [Paused, Resumed]


def test_one_delivery_probes_for_all() -> None:
    """While the upstream fails, four lanes do not mean four times the load."""
    sink = MemorySink(lambda _batch: answered(503 if len(sink.attempts) < 12 else 200))
    world = World(sink, at_once=4, most_events=2).drained(8)
    assert len([n for n in world.notices if isinstance(n, Stalled)]) == 11
    assert len({attempt.key for attempt in sink.attempts[4:11]}) <= 1 + len({a.key for a in sink.attempts[:4]})
    assert len(sink.taken) == 8


def test_a_single_event_in_an_idle_system_leaves_at_once() -> None:
    """Nothing gathers company for an event that comes alone."""
    sink = MemorySink()
    world = World(sink)

    async def work() -> None:
        forwarding = asyncio.ensure_future(world.forwarder.run())
        await asyncio.sleep(0)
        await world.spool.append(envelopes(1))
        while not sink.taken:
            await asyncio.sleep(0)
        world.forwarder.drain()
        await forwarding

    run(work())
    assert world.time.waits == []


def test_a_cancelled_forwarder_gives_back_what_it_held() -> None:
    """Stopping in the middle of an attempt leaves everything waiting."""
    hanging = asyncio.Event()

    class Hanging(MemorySink):
        async def deliver(self, envelopes: Sequence[Envelope], *, key: str) -> Outcome:
            hanging.set()
            await asyncio.Event().wait()
            raise AssertionError

    world = World(Hanging())

    async def work() -> int:
        await world.spool.append(envelopes(3))
        forwarding = asyncio.ensure_future(world.forwarder.run())
        await hanging.wait()
        forwarding.cancel()
        await asyncio.gather(forwarding, return_exceptions=True)
        return (await world.spool.stats()).waiting

    assert run(work()) == 3


def test_a_long_outage_does_not_outlive_the_lease() -> None:
    """What is held for long is given back and claimed again, with the same key."""
    world = World(MemorySink(in_turn(*[answered(503)] * 60))).drained(5)
    assert world.time.passed_s > 900
    assert len({attempt.key for attempt in world.sink.attempts}) == 1
    assert len(world.sink.taken) == 5


class AwaySpool(MemorySpool):
    """Is away as many times as each list says, then answers."""

    claims = 0
    settles = 0

    async def claim(self, **wish: Any) -> Claim | None:
        """Answer, or not."""
        self.claims -= 1
        if self.claims >= 0:
            raise SpoolAwayError("SP116", "PostgreSQL does not answer")
        return await super().claim(**wish)

    async def settle(self, claim: Claim, settlement: Settlement) -> None:
        """Answer, or not."""
        self.settles -= 1
        if self.settles >= 0:
            raise SpoolAwayError("SP116", "PostgreSQL does not answer")
        await super().settle(claim, settlement)


class AwayWorld(World):
    """A world whose spool can go away."""

    def __init__(self) -> None:
        super().__init__(MemorySink())
        self.away = AwaySpool(Settings(clock=self.time.now))
        self.forwarder = Forwarder(
            self.away, self.sink, self.notices.append, settings=ForwarderSettings(), pace=self.time.pace()
        )

    async def delivered(self, count: int) -> SpoolStats:
        """Forward until that many were settled."""
        await self.away.append(envelopes(count))
        running = asyncio.ensure_future(self.forwarder.run())
        while (found := await self.away.stats()).delivered < count:
            await asyncio.sleep(0)
        self.forwarder.drain()
        await running
        return found


@pytest.mark.parametrize(("claims", "settles"), [(3, 0), (0, 3), (2, 2)])
def test_a_spool_that_is_away_is_waited_for(claims: int, settles: int) -> None:
    """Forwarding goes on by itself, and what arrived is settled without being sent again."""
    world = AwayWorld()
    world.away.claims, world.away.settles = claims, settles
    assert run(world.delivered(3)).delivered == 3
    assert len(world.sink.attempts) == 1
    assert world.forwarder.trouble == ""


def test_a_drain_does_not_wait_for_a_spool_that_is_away() -> None:
    """Stopping ends at once; what was not settled comes again when its lease has ended."""
    world = AwayWorld()
    world.away.claims = 1_000_000
    world.forwarder.drain()
    run(world.forwarder.run())
    assert world.forwarder.trouble == "PostgreSQL does not answer"


@pytest.mark.parametrize("status", [202, 401, 503])
@pytest.mark.parametrize("drains", [True, False], ids=["drained", "cancelled"])
def test_whenever_it_is_stopped_nothing_stays_claimed(status: int, drains: bool) -> None:
    """Also what it had claimed and had no time to look at."""

    async def story(turns: int) -> None:
        world = World(MemorySink(lambda _: answered(status)), at_once=3, most_events=1)
        running = asyncio.ensure_future(world.forwarder.run())
        first, *others = envelopes(4)
        await world.spool.append([first])
        for _ in range(turns):
            await asyncio.sleep(0)
        await world.spool.append(others)
        if drains:
            world.forwarder.drain()
            for _ in range(turns):
                await asyncio.sleep(0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert (await world.spool.stats()).claimed == 0, turns

    for turns in range(40):
        run(story(turns))


class LateSpool(MemorySpool):
    """Something comes exactly when a claim that waits is called off."""

    async def claim(self, *, most_events: int, most_bytes: int, lease_s: float, wait_s: float) -> Claim | None:
        """None for those who wait, and one envelope more for who looks again."""
        if wait_s:
            try:
                await asyncio.Event().wait()
            finally:
                await self.append(envelopes(1))
        return await super().claim(most_events=most_events, most_bytes=most_bytes, lease_s=lease_s, wait_s=wait_s)


def test_draining_takes_along_what_came_while_it_began() -> None:
    """Nothing that was accepted before the stop is left behind while there is time."""

    async def story() -> None:
        world = World(MemorySink())
        spool = LateSpool(Settings(clock=world.time.now))
        pace = world.time.pace(chance=1.0)
        forwarder = Forwarder(spool, world.sink, world.notices.append, settings=ForwarderSettings(), pace=pace)
        running = asyncio.ensure_future(forwarder.run())
        await asyncio.sleep(0)
        forwarder.drain()
        await running
        assert [attempt.ids for attempt in world.sink.attempts] == [("e0000",)]

    run(story())
