"""Put all checks of a token together: is `sub` the right user, and would a backend take the token?"""

from collections.abc import Collection
from typing import NamedTuple

from insights_cli.identity.checks import Aspect, Check, Question, Status
from insights_cli.identity.checks.registry import CHECKS
from insights_cli.identity.checks.subject import grade_subject
from insights_cli.model.entity import RefVerdict


class Verdict(NamedTuple):
    """Every check in order, and how far the subject gets (None when it is no text)."""

    checks: tuple[Check, ...]
    subject: RefVerdict | None

    @property
    def is_accepted(self) -> bool | None:
        """Whether a backend takes the token as a bearer; None when only the signature can tell."""
        if any(check.refused for check in self.checks):
            return False
        signatures = [check.status for check in self.checks if check.aspect is Aspect.SIGNATURE]
        return True if all(status is Status.OK for status in signatures) else None

    @property
    def refusals(self) -> tuple[Check, ...]:
        """Why a backend turns the token away."""
        return tuple(check for check in self.checks if check.refused)

    def fails(self, required: Collection[Aspect] = ()) -> bool:
        """Whether a check failed; with *required*, whether one of those aspects did anything but pass or warn."""
        if not required:
            return any(check.status is Status.FAIL for check in self.checks)
        return any(check.status in (Status.FAIL, Status.UNKNOWN) for check in self.checks if check.aspect in required)


def judge(question: Question) -> Verdict:
    """Ask everything there is to ask."""
    found = tuple(check for find in CHECKS for check in find(question))
    return Verdict(checks=found, subject=grade_subject(question.token))
