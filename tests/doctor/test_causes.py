"""The likeliest reason comes first, and changes are told."""

from insights_cli.doctor import Check, Group, Verdict, ok, result_of
from insights_cli.doctor.causes import changes, likely_causes, remember
from insights_cli.model.checkup import CheckResult, Reason, State, Symptom


def check(code: str, *explains: Symptom) -> Check:
    """A check that explains symptoms."""
    return Check(
        code=code, group=Group.FILES, title="", why="", fix="", ask=lambda _: ok(""), explains=frozenset(explains)
    )


CHECKS = (check("a", Symptom.NO_DATA), check("b", Symptom.NO_DATA), check("c", Symptom.ONE_USER), check("d"))
BY_CODE = {each.code: each for each in CHECKS}


def result(code: str, state: State, *reasons: Reason) -> CheckResult:
    """A result."""
    known = BY_CODE.get(code, CHECKS[0])
    return result_of(known, Verdict(state=state, summary=f"{code} {state}", reasons=reasons), 0.0)


def test_failures_come_before_warnings_and_early_steps_first() -> None:
    """A symptom is explained by the complaints that can cause it."""
    results = [result("d", State.FAIL), result("b", State.FAIL), result("a", State.WARN), result("c", State.FAIL)]
    assert [cause.code for cause in likely_causes(CHECKS, results, Symptom.NO_DATA)] == ["b", "a"]
    assert [cause.code for cause in likely_causes(CHECKS, results, None)] == ["b", "c", "d"]


def test_what_is_fine_explains_nothing() -> None:
    """Without complaints there is no cause."""
    assert likely_causes(CHECKS, [result("a", State.OK), result("b", State.UNKNOWN)], Symptom.NO_DATA) == ()


def test_a_summary_is_explained_by_its_parts() -> None:
    """A check that sums up rules names the rule that explains the symptom, though another one is worse."""
    worst = Reason(code="x", summary="", state=State.FAIL)
    ours = Reason(code="y", summary="so", state=State.WARN, symptoms=frozenset({"no-data"}))
    (cause,) = likely_causes(CHECKS, [result("d", State.FAIL, worst, ours)], Symptom.NO_DATA)
    assert (cause.code, cause.check, cause.summary) == ("y", "d", "so")


def test_changes_since_the_last_run() -> None:
    """Only what was asked both times and ended otherwise is a change."""
    before = remember([result("a", State.OK), result("b", State.FAIL)])
    now = [result("a", State.FAIL), result("b", State.FAIL), result("c", State.FAIL)]
    assert changes(before, now) == ("a ok -> fail: a fail",)
