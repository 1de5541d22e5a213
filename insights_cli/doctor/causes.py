"""What likely causes a symptom, and what is different from the last run; pure."""

from collections.abc import Iterable, Mapping, Sequence

from insights_cli.doctor import Check, Symptom
from insights_cli.model.checkup import Cause, CheckResult, State

_COMPLAINTS = (State.FAIL, State.WARN)


def likely_causes(
    checks: Sequence[Check], results: Iterable[CheckResult], symptom: Symptom | None
) -> tuple[Cause, ...]:
    """The complaints that explain *symptom*: failures before warnings, and within them the earliest step first.

    A step of the set-up that is wrong makes what follows it meaningless, so the earliest is the likeliest. Without a
    symptom only failures count, whatever they explain.
    """
    order = {check.code: number for number, check in enumerate(checks)}
    explains = {check.code: check.explains for check in checks}
    counted = [
        result
        for result in results
        if (result.state in _COMPLAINTS and symptom in explains.get(result.code, frozenset()))
        or (symptom is None and result.state is State.FAIL)
    ]
    counted.sort(key=lambda result: (result.state.rank, order.get(result.code, len(order))))
    return tuple(Cause(code=result.code, summary=result.summary, fix=result.fix) for result in counted)


def remember(results: Iterable[CheckResult]) -> dict[str, str]:
    """What is kept of a run to compare the next one with: the state by code, no text and no value."""
    return {result.code: result.state.value for result in results}


def changes(before: Mapping[str, str], results: Iterable[CheckResult]) -> tuple[str, ...]:
    """One line for each check that ended otherwise than *before*; checks that were not asked then are left out."""
    return tuple(
        f"{result.code} {before[result.code]} -> {result.state.value}: {result.summary}"
        for result in results
        if before.get(result.code, result.state.value) != result.state.value
    )
