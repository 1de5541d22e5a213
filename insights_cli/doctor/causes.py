"""What likely causes a symptom, and what is different from the last run; pure."""

from collections.abc import Iterable, Mapping, Sequence

from insights_cli.doctor import Check
from insights_cli.model.checkup import Cause, CheckResult, State, Symptom


def likely_causes(
    checks: Sequence[Check], results: Iterable[CheckResult], symptom: Symptom | None
) -> tuple[Cause, ...]:
    """The reasons that explain *symptom*: failures before warnings, and within them the earliest step first.

    A step of the set-up that is wrong makes what follows it meaningless, so the earliest is the likeliest. Without a
    symptom only failures count, whatever they explain.
    """
    order = {check.code: number for number, check in enumerate(checks)}
    found = [
        (result.code, reason)
        for result in results
        for reason in result.reasons
        if (reason.state is State.FAIL if symptom is None else symptom.value in reason.symptoms)
    ]
    found.sort(key=lambda each: (each[1].state.rank, order.get(each[0], len(order))))
    return tuple(
        Cause(code=reason.code, check=check, summary=reason.summary, fix=reason.fix) for check, reason in found
    )


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
