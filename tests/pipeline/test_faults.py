"""Failures on purpose."""

from collections.abc import Sequence

import pytest

from insights_cli.errors import UsageError
from insights_cli.model.delivery import Outcome, OutcomeKind
from insights_cli.pipeline.faults import FaultySink, parse_faults
from insights_cli.sinks.memory import TAKEN, MemorySink
from tests.server.parts import run


def _deliver(faults: str, *draws: float) -> tuple[Outcome, Sequence[float], int]:
    """The outcome, how long it waited, and how many attempts reached the sink."""
    slept: list[float] = []
    left = iter(draws)
    sink = MemorySink()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    faulty = FaultySink(sink, parse_faults(faults), lambda: next(left), sleep=sleep)
    return run(faulty.deliver([], key="k")), slept, len(sink.attempts)


@pytest.mark.parametrize(
    ("faults", "draws", "status", "slept", "reached"),
    [
        ("503:10%", (0.05,), 503, [], 0),
        ("503:10%", (0.1,), 202, [], 1),
        ("503:10%,429:10%", (0.15,), 429, [], 0),
        ("503:10%,429:10%", (0.2,), 202, [], 1),
        ("503:0%", (0.0,), 202, [], 1),
        ("503:100%", (0.999,), 503, [], 0),
        ("slow:2s:5%", (0.04, 0.0), 202, [2.0], 1),
        ("slow:2s:5%", (0.05, 0.0), 202, [], 1),
        ("503:10%, slow:250ms:50%", (0.4, 0.09), 503, [0.25], 0),
        ("timeout:100%", (0.5,), None, [], 0),
    ],
)
def test_each_fault_has_its_share(
    faults: str, draws: tuple[float, ...], status: int | None, slept: list[float], reached: int
) -> None:
    """Shares of failures add up; slowness is drawn by itself and comes before a failure."""
    outcome, waited, attempts = _deliver(faults, *draws)
    assert (outcome.status, waited, attempts) == (status, slept, reached)
    assert outcome == TAKEN or "on purpose" in outcome.detail


def test_words_stand_for_what_has_no_status() -> None:
    """As the network fails."""
    assert _deliver("timeout:100%", 0.0)[0].kind is OutcomeKind.TIMED_OUT
    assert _deliver("unreachable:100%", 0.0)[0].kind is OutcomeKind.UNREACHABLE


def test_everything_else_is_up_to_the_sink() -> None:
    """Its target, a changed token, its end."""
    faulty = FaultySink(MemorySink(), (), lambda: 0.0)
    assert faulty.target == "memory"
    assert run(faulty.refresh()) is False
    run(faulty.close())


@pytest.mark.parametrize(
    "text",
    ["", "503", "503:10", "999:10%", "50:10%", "503:101%", "slow:10%", "slow:x:1%", "503:60%,429:60%", "503:1%,"],
)
def test_what_is_not_understood_is_a_usage_error(text: str) -> None:
    """With an example."""
    with pytest.raises(UsageError, match="fault"):
        parse_faults(text)
