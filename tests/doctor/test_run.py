"""Checks run side by side and every one is answered once."""

from collections.abc import Callable
from threading import Event

import pytest

from insights_cli.doctor import Check, Group, Verdict, ok
from insights_cli.doctor.run import Running, run_checks, select
from insights_cli.doctor.world import Once, World
from insights_cli.errors import InsightsError
from insights_cli.model.checkup import CheckResult, State
from tests.doctor.worlds import world

WORLD = world()


def check(
    code: str,
    ask: Callable[[World], Verdict] = lambda _: ok("fine"),
    *needs: str,
    online: bool = False,
    deadline_s: float = 5,
) -> Check:
    """A check for these tests."""
    return Check(
        code=code,
        group=Group.FILES,
        title="t",
        why="w",
        fix="f",
        ask=ask,
        needs=needs,
        online=online,
        deadline_s=deadline_s,
    )


def states(*checks: Check, offline: bool = False, timeout_s: float = 5) -> dict[str, State]:
    """How each check ended."""
    found = run_checks(checks, WORLD, timeout_s=timeout_s, offline=offline)
    return {each.code: each.state for each in found if isinstance(each, CheckResult)}


def fail(_: World) -> Verdict:
    """A verdict that complains."""
    return Verdict(state=State.FAIL, summary="broken")


def test_a_failed_need_skips_its_dependents() -> None:
    """One problem is one line: what depends on it is skipped, with the reason, down the chain."""
    found = [
        each
        for each in run_checks([check("c", fail, "b"), check("b", fail, "a"), check("a", fail)], WORLD, timeout_s=5)
        if isinstance(each, CheckResult)
    ]
    assert {each.code: each.state for each in found} == {
        "a": State.FAIL,
        "b": State.SKIP,
        "c": State.SKIP,
    }
    assert found[1].summary == "needs a"


def test_a_need_that_was_not_asked_does_not_matter() -> None:
    """A check asked for by name runs alone."""
    assert states(check("b", lambda _: ok(""), "a")) == {"b": State.OK}


def test_a_warning_is_good_enough_to_go_on() -> None:
    """Dependents of a warned check run."""
    warned = check("a", lambda _: Verdict(state=State.WARN, summary=""))
    assert states(warned, check("b", lambda _: ok(""), "a")) == {"a": State.WARN, "b": State.OK}


def test_offline_asks_nothing_online() -> None:
    """An online check is skipped, and so is what needs it."""
    assert states(check("a", online=True), check("b", lambda _: ok(""), "a"), offline=True) == {
        "a": State.SKIP,
        "b": State.SKIP,
    }


def test_what_could_not_be_told_is_unknown() -> None:
    """An expected failure and a bug are both unknown, never a traceback."""

    def refused(_: World) -> Verdict:
        raise InsightsError("CL001", "no answer", fix="try again")

    def buggy(_: World) -> Verdict:
        raise ZeroDivisionError

    assert states(check("a", refused), check("b", buggy)) == {"a": State.UNKNOWN, "b": State.UNKNOWN}


@pytest.mark.parametrize(("deadline_s", "timeout_s"), [(0.5, 20), (20, 0.5)], ids=["own-deadline", "whole-run"])
def test_a_check_that_hangs_is_given_up(deadline_s: float, timeout_s: float) -> None:
    """A hanging check becomes unknown at its deadline and holds nobody else."""
    never = Event()

    def hang(_: World) -> Verdict:
        never.wait(10)
        return ok("late")

    try:
        found = states(check("a", hang, deadline_s=deadline_s), check("b"), timeout_s=timeout_s)
        assert found == {"a": State.UNKNOWN, "b": State.OK}
    finally:
        never.set()


def test_checks_run_side_by_side() -> None:
    """Two checks that wait for each other both end."""
    first, second = Event(), Event()

    def meet(mine: Event, other: Event) -> Callable[[World], Verdict]:
        def ask(_: World) -> Verdict:
            mine.set()
            return ok("") if other.wait(3) else fail(WORLD)

        return ask

    assert set(states(check("a", meet(first, second)), check("b", meet(second, first))).values()) == {State.OK}


def test_each_check_ends_once() -> None:
    """Progress is complete."""
    seen = list(run_checks([check("a"), check("b")], WORLD, timeout_s=5))
    assert sorted(each.code for each in seen if isinstance(each, CheckResult)) == ["a", "b"]


def test_what_takes_long_is_told_meanwhile() -> None:
    """While nothing ends, the checks that run are named with the time they took so far."""
    told = Event()

    def ask(_: World) -> Verdict:
        return ok("") if told.wait(5) else fail(WORLD)

    seen = []
    for each in run_checks([check("a", ask), check("b")], WORLD, timeout_s=10):
        seen.append(each)
        if isinstance(each, Running):
            told.set()
    running = [[(busy.code, age_s > 0) for busy, age_s in each.checks] for each in seen if isinstance(each, Running)]
    assert running[0] == [("a", True)]
    assert {each.code: each.state for each in seen if isinstance(each, CheckResult)} == {"a": State.OK, "b": State.OK}


def test_a_bug_says_where_and_no_value() -> None:
    """The type and the line are enough to report it; what the error says may be a secret."""

    def buggy(_: World) -> Verdict:
        raise ValueError("hunter2")

    (found,) = [each for each in run_checks([check("a", buggy)], WORLD, timeout_s=5) if isinstance(each, CheckResult)]
    assert found.summary.startswith("this check has a bug: ValueError in tests.doctor.test_run:")
    assert "hunter2" not in found.summary


def test_select_by_code_and_group() -> None:
    """Codes and groups both select and skip; an unknown name is an error."""
    checks = (check("a"), check("b"))
    assert select(checks, (), ()) == checks
    assert select(checks, ("a",), ()) == checks[:1]
    assert select(checks, ("files",), ("b",)) == checks[:1]
    with pytest.raises(KeyError):
        select(checks, ("nope",), ())


def test_a_fact_is_found_once() -> None:
    """The second question gets the remembered answer, or the remembered error."""
    calls: list[int] = []

    def found() -> str:
        calls.append(1)
        return "x"

    fact = Once(found)
    assert (fact(), fact(), calls) == ("x", "x", [1])

    def broken() -> str:
        calls.append(2)
        raise InsightsError("CL001", "no")

    failing = Once(broken)
    for _ in range(2):
        with pytest.raises(InsightsError):
            failing()
    assert calls == [1, 2]
