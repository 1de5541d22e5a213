"""The likeliest reason comes first, and changes are told."""

from insights_cli.doctor import Check, Group, Symptom, ok
from insights_cli.doctor.causes import changes, likely_causes, remember
from insights_cli.model.checkup import CheckResult, State


def check(code: str, *explains: Symptom) -> Check:
    """A check that explains symptoms."""
    return Check(
        code=code, group=Group.FILES, title="", why="", fix="", ask=lambda _: ok(""), explains=frozenset(explains)
    )


def result(code: str, state: State) -> CheckResult:
    """A result."""
    return CheckResult(code=code, group="files", title="", state=state, summary=f"{code} {state}")


CHECKS = (check("a", Symptom.NO_DATA), check("b", Symptom.NO_DATA), check("c", Symptom.ONE_USER), check("d"))


def test_failures_come_before_warnings_and_early_steps_first() -> None:
    """A symptom is explained by the complaints that can cause it."""
    results = [result("d", State.FAIL), result("b", State.FAIL), result("a", State.WARN), result("c", State.FAIL)]
    assert [cause.code for cause in likely_causes(CHECKS, results, Symptom.NO_DATA)] == ["b", "a"]
    assert [cause.code for cause in likely_causes(CHECKS, results, None)] == ["b", "c", "d"]


def test_what_is_fine_explains_nothing() -> None:
    """Without complaints there is no cause."""
    assert likely_causes(CHECKS, [result("a", State.OK), result("b", State.UNKNOWN)], Symptom.NO_DATA) == ()


def test_changes_since_the_last_run() -> None:
    """Only what was asked both times and ended otherwise is a change."""
    before = remember([result("a", State.OK), result("b", State.FAIL)])
    now = [result("a", State.FAIL), result("b", State.FAIL), result("c", State.FAIL)]
    assert changes(before, now) == ("a ok -> fail: a fail",)
