"""Everything that can be wrong, asked in one run."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from insights_cli.doctor.world import World
from insights_cli.model.checkup import CheckResult, Reason, State, Symptom
from insights_cli.model.diagnostic import Location, Severity
from insights_cli.model.explanation import Explanation


class Group(StrEnum):
    """What a check is about, in the order in which an administrator has to get things right."""

    VERSIONS = "versions"
    WIRING = "wiring"
    SIGN_IN = "sign-in"
    CONFIG = "config"
    TOKEN = "token"
    BACKSTAGE = "backstage"
    CATALOG = "catalog"
    SERVER = "server"
    FILES = "files"


# What most checks explain.
NO_DATA = frozenset({Symptom.NO_DATA})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check says: a state and a sentence; *location* and *notes* show where, *fix* is one command or line.

    The sentence of a skip is its reason; unknown means that it was tried and could not be told. *reasons* are given by
    a check that sums up several; else the sentence is the one reason.
    """

    state: State
    summary: str
    fix: str | None = None
    location: Location | None = None
    notes: tuple[tuple[str, str], ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question about the world.

    *ask* answers it, or raises InsightsError for what could not be told. *needs* are the codes of checks that must
    have gone well (ok or warn), else this one is skipped. *online* marks a check that opens connections. *explains*
    says which symptoms a failure here causes.
    """

    code: str
    group: Group
    title: str
    why: str
    fix: str
    ask: Callable[[World], Verdict]
    needs: tuple[str, ...] = ()
    online: bool = False
    deadline_s: float = 5.0
    explains: frozenset[Symptom] = frozenset()

    @property
    def explanation(self) -> Explanation:
        """The page of this check in `insights explain`."""
        return Explanation(code=self.code, title=self.title, severity=Severity.ERROR, why=self.why, fix=self.fix)


_COMPLAINTS = (State.FAIL, State.WARN)


def result_of(check: Check, verdict: Verdict, took_s: float) -> CheckResult:
    """What a report shows of *check* and its *verdict*."""
    fix = verdict.fix or (check.fix if verdict.state in _COMPLAINTS else None)
    symptoms = frozenset(symptom.value for symptom in check.explains)
    itself = Reason(code=check.code, summary=verdict.summary, state=verdict.state, fix=fix, symptoms=symptoms)
    return CheckResult(
        code=check.code,
        group=check.group.value,
        title=check.title,
        state=verdict.state,
        summary=verdict.summary,
        fix=fix,
        location=verdict.location,
        notes=verdict.notes,
        reasons=(verdict.reasons or (itself,)) if verdict.state in _COMPLAINTS else (),
        took_s=took_s,
    )


def ok(summary: str, *notes: tuple[str, str]) -> Verdict:
    """A verdict without a complaint."""
    return Verdict(state=State.OK, summary=summary, notes=notes)


def skip(reason: str) -> Verdict:
    """A verdict of a question that was not asked."""
    return Verdict(state=State.SKIP, summary=reason)
