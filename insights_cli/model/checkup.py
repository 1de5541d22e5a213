"""How one question of a check-up ended: five states, so that `could not tell` never looks like `fine`."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from insights_cli.model.diagnostic import Location


class State(StrEnum):
    """How a check ended, in the order of a report: the worst first."""

    FAIL = "fail"
    WARN = "warn"
    UNKNOWN = "unknown"
    SKIP = "skip"
    OK = "ok"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return tuple(State).index(self)


class Symptom(StrEnum):
    """What an administrator sees and wants explained."""

    NO_DATA = "no-data"
    ONE_USER = "one-user"
    MAU_JUMP = "mau-jump"
    EMPTY_GROUPS = "empty-groups"
    ADOPTION_OFF = "adoption-off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Something wrong that explains *symptoms*, by name; *code* is that of a check or of the rule it went by."""

    code: str
    summary: str
    state: State
    fix: str | None = None
    symptoms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The answer to one check; the summary of a skip is its reason, unknown was tried and could not be told.

    *reasons* is everything that is wrong; a check that sums up rules has several.
    """

    code: str
    group: str
    title: str
    state: State
    summary: str
    fix: str | None = None
    location: Location | None = None
    notes: tuple[tuple[str, str], ...] = ()
    reasons: tuple[Reason, ...] = ()
    took_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A likely reason of a symptom: the code of what is wrong, the check that found it, and what it said."""

    code: str
    check: str
    summary: str
    fix: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """A whole run: *results* in the order of the checks, *changes* since the last run, *causes* the likeliest first.

    *symptom* is what the causes are of, where one was asked for.
    *interrupted* says that the run was ended early and some questions were not asked.
    """

    results: tuple[CheckResult, ...]
    exit_code: int = 0
    symptom: str = ""
    causes: tuple[Cause, ...] = ()
    changes: tuple[str, ...] = ()
    took_s: float = 0.0
    interrupted: bool = False


def count_states(results: Iterable[CheckResult]) -> dict[State, int]:
    """How many results are in each state, every state named."""
    counts = dict.fromkeys(State, 0)
    for result in results:
        counts[result.state] += 1
    return counts
