"""Steps, verdicts and what can be judged here."""

from datetime import UTC, datetime, timedelta

import pytest

from insights_cli.model.secret import Secret
from insights_cli.tokens import CurrentToken
from insights_cli.tokens.profiles import ProfileRecord
from insights_cli.tokens.trial import Level, StepState, Trial, Verdict, failure, local_steps

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TOKEN = CurrentToken(secret=Secret("abCD0123efGH4567"), source="test", fingerprint="7f3a-91c2")  # fake
OLD = ProfileRecord(name="p", store="file", created_at=NOW, expires_at=NOW - timedelta(days=1))
FRESH = ProfileRecord(name="p", store="file", created_at=NOW, expires_at=NOW + timedelta(days=2))


@pytest.mark.parametrize(("level", "state"), [(Level.LOCAL, StepState.FAIL), (Level.AUTH, StepState.WARN)])
def test_doubts_and_dates_decide_only_where_nobody_is_asked(level: Level, state: StepState) -> None:
    """At level local they fail, else the service has the last word."""
    steps = local_steps(TOKEN, record=OLD, doubts=("it looks odd",), level=level, now=NOW)
    assert [(step.name, step.state) for step in steps[1:]] == [("shape", state), ("expiry", state)]


def test_a_date_ahead_is_fine() -> None:
    """What was said when it was stored is repeated, and counts only once it is over."""
    steps = local_steps(TOKEN, record=FRESH, doubts=(), level=Level.LOCAL, now=NOW)
    assert [(step.name, step.state) for step in steps[1:]] == [("shape", StepState.OK), ("expiry", StepState.OK)]
    assert steps[-1].text == "in 2 d, as said when it was stored"


def test_a_token_without_doubts_is_plausible() -> None:
    """All steps are fine, and the first names the source and the fingerprint."""
    steps = local_steps(TOKEN, record=None, doubts=(), level=Level.LOCAL, now=NOW)
    assert {step.state for step in steps} == {StepState.OK}
    assert steps[0].text == "test, fingerprint 7f3a-91c2"


@pytest.mark.parametrize(
    ("verdict", "level", "fails", "passed"),
    [
        (Verdict.ACCEPTED, Level.AUTH, False, True),
        (Verdict.REJECTED, Level.AUTH, True, False),
        (Verdict.UNVERIFIED, Level.AUTH, True, False),
        (Verdict.UNVERIFIED, Level.CONNECT, False, True),
        (Verdict.UNVERIFIED, Level.CONNECT, True, False),
        (Verdict.UNVERIFIED, Level.LOCAL, False, True),
        (Verdict.ABSENT, Level.LOCAL, True, False),
    ],
)
def test_what_counts_as_passed(verdict: Verdict, level: Level, fails: bool, passed: bool) -> None:
    """Accepted, or every step of a lesser level."""
    steps = (failure("tcp", "refused").step,) if fails else ()
    assert Trial(verdict=verdict, level=level, steps=steps).is_passed is passed
