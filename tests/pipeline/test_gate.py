"""Who may try, and when."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from insights_cli.model.delivery import Outcome, OutcomeKind
from insights_cli.pipeline.gate import Flow, Gate
from insights_cli.pipeline.notices import Notice, Stalled
from insights_cli.pipeline.pace import Backoff
from tests.pipeline.held_pace import HeldTime


async def never() -> bool:
    """Nothing changes."""
    return False


def test_the_time_without_delivery_is_known() -> None:
    """It starts with the first failure and ends with the first success."""
    time, notices = HeldTime(), list[Notice]()
    gate = Gate(never, notices.append, pace=time.pace(), backoff=Backoff())
    kinds = iter([OutcomeKind.TIMED_OUT, OutcomeKind.UNREACHABLE, OutcomeKind.BROKEN])

    async def fail() -> Outcome:
        return Outcome(kind=next(kinds), detail="x")

    async def work() -> list[float]:
        stalled = []
        for _ in range(3):
            await gate.attempt(fail, ids=["e1"])
            stalled.append(gate.stalled_s())
        return stalled

    assert asyncio.run(work()) == [0, 1, 3]
    assert gate.flow is Flow.STALLED
    assert [n.detail for n in notices if isinstance(n, Stalled)] == ["timed out: x", "unreachable: x", "broken off: x"]


def test_since_when_it_goes_as_it_goes_is_known() -> None:
    """Nothing before the first attempt; not the last attempt, but the last change after it."""
    time = HeldTime()
    gate = Gate(never, lambda _: None, pace=time.pace(), backoff=Backoff())
    statuses = iter([202, 503, 503, 202])

    async def answer() -> Outcome:
        return Outcome(kind=OutcomeKind.ANSWERED, status=next(statuses), detail="x")

    async def work() -> list[datetime | None]:
        seen = [gate.since]
        for _ in range(4):
            await time.pace().sleep(10)
            await gate.attempt(answer, ids=["e1"])
            seen.append(gate.since)
        return seen

    nothing, first, failing, still, again = asyncio.run(work())
    assert nothing is None
    assert failing == still
    assert [first, failing, again] == sorted({each for each in (first, failing, again) if each})


class Several:
    """Gates of servers that share a spool, and how often each asked the upstream."""

    def __init__(self, servers: int) -> None:
        self.time = HeldTime()
        self.status = 401
        self.asked = [0] * servers
        self.gates = [
            Gate(never, lambda _: None, pace=self.time.pace(), backoff=Backoff(), tell=self._telling(at))
            for at in range(servers)
        ]

    def _telling(self, teller: int) -> Callable[[str], None]:
        def tell(word: str) -> None:
            for at, gate in enumerate(self.gates):
                if at != teller:
                    gate.hear(word)

        return tell

    async def attempt(self, at: int) -> None:
        """One attempt of a server, when its gate lets it."""

        async def deliver() -> Outcome:
            self.asked[at] += 1
            return Outcome(kind=OutcomeKind.ANSWERED, status=self.status)

        await self.gates[at].attempt(deliver, ids=["e1"])


def test_a_pause_holds_for_every_server_of_a_spool() -> None:
    """Who hears that another waits lets that one try, and goes on as soon as it is let in."""
    several = Several(2)

    async def work() -> None:
        await several.attempt(0)
        held = asyncio.ensure_future(several.attempt(1))
        for _ in range(5):
            await several.attempt(0)
        assert (several.asked, several.gates[1].flow) == ([6, 0], Flow.PAUSED)
        several.status = 202
        await several.attempt(0)
        assert several.gates[1].flow is Flow.FLOWING
        await held

    asyncio.run(work())
    assert several.asked == [7, 1]


def test_a_server_tries_itself_when_the_other_has_gone() -> None:
    """Nobody waits for ever for one that does not speak any more."""
    several = Several(2)

    async def work() -> None:
        await several.attempt(0)
        several.status = 202
        await several.attempt(1)

    asyncio.run(work())
    assert several.asked == [1, 1]
    assert several.time.passed_s == 6


def test_words_that_are_not_for_the_gate_change_nothing() -> None:
    """A word of a newer server is no reason to stop."""
    gate = Several(1).gates[0]
    gate.hear("something else")
    assert gate.is_open()
