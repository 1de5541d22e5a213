"""Who may try, and when."""

import asyncio

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
