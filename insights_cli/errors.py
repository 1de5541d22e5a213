"""Expected failures: `found` is a Diagnostic, `could not` is one of these, anything else is a bug.

InsightsError                could not ask or finish        exit 3
+- UsageError                a wrong flag, argument, value  exit 2
+- NoCredentialsError        a credential is needed         exit 4
"""

from insights_cli.model.diagnostic import Diagnostic, Location, Severity


class InsightsError(Exception):
    """Something could not be asked or finished, for a reason that a person can mend.

    *code* is stable (see `insights explain`), *summary* says what was attempted on what, *fix* is one command or line,
    *notes* are further `(label, text)` lines such as the cause as observed. None of them holds a secret.
    """

    def __init__(
        self,
        code: str,
        summary: str,
        *,
        fix: str | None = None,
        location: Location | None = None,
        excerpt: str | None = None,
        notes: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(f"{code}: {summary}")
        self.code = code
        self.summary = summary
        self.fix = fix
        self.location = location
        self.excerpt = excerpt
        self.notes = notes

    def diagnostic(self) -> Diagnostic:
        """The failure as a fact to show."""
        return Diagnostic(
            code=self.code,
            severity=Severity.ERROR,
            summary=self.summary,
            location=self.location,
            excerpt=self.excerpt,
            fix=self.fix,
            notes=self.notes,
        )


class UsageError(InsightsError):
    """The command line asks for something that does not exist or does not go together."""


class NoCredentialsError(InsightsError):
    """A credential is needed and none is configured."""
