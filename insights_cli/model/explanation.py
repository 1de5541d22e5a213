"""What a code means, in the words that `insights explain` prints."""

from insights_cli.model.diagnostic import Severity
from insights_cli.model.value import value


@value
class Explanation:
    """The meaning of one stable code: *why* it matters, how to *fix* it, a *good* and a *bad* example where one helps.

    *likely* marks a rule whose cause is inferred, not documented: its findings are worded as likely.
    """

    code: str
    title: str
    severity: Severity
    why: str
    fix: str
    bad: str | None = None
    good: str | None = None
    likely: bool = False
