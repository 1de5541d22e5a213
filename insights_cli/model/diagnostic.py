"""What was found: one fact to show, and where it was seen."""

from collections.abc import Iterable
from enum import StrEnum

from insights_cli.model.value import value


class Severity(StrEnum):
    """How bad a diagnostic is; members compare by rank, the worst first in `Severity` order."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst; larger is milder."""
        return tuple(Severity).index(self)

    def reaches(self, threshold: "Severity") -> bool:
        """Whether this is at least as bad as *threshold*."""
        return self.rank <= threshold.rank


@value
class Location:
    """A stretch of a source; lines and columns count from 1, columns in code points, the end is excluded.

    *path* is shown as it stands: relative to where the user is, `<stdin>`, or `env:NAME` for a variable
    (then line and column are 1).
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int | None = None
    end_column: int | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@value
class Diagnostic:
    """One fact to show: a stable code, a summary, and what helps to mend it.

    *excerpt* is the source line of *location* with every secret already masked (None hides the line);
    *key* is the configuration key or field path; *notes* are further lines `(label, text)`;
    *identity* feeds the fingerprint that survives moved lines, and holds no secret.
    """

    code: str
    severity: Severity
    summary: str
    location: Location | None = None
    key: str | None = None
    excerpt: str | None = None
    label: str | None = None
    why: str | None = None
    fix: str | None = None
    notes: tuple[tuple[str, str], ...] = ()
    identity: str = ""

    @property
    def fingerprint(self) -> str:
        """32 hex digits that stay when lines move: made of the code, the key and the identity."""
        from hashlib import sha256  # OpenSSL's bindings cost a millisecond, and few outputs show fingerprints

        return sha256(f"{self.code}\0{self.key or ''}\0{self.identity}".encode(errors="replace")).hexdigest()[:32]

    @property
    def sort_key(self) -> tuple[str, int, int, int, str]:
        """Orders by place, then by badness, then by code."""
        place = self.location or Location(path="")
        return (place.path, place.line, place.column, self.severity.rank, self.code)


@value
class Skipped:
    """A question that was not asked, and why; never counted as a pass."""

    code: str
    reason: str


@value
class Report:
    """All that one run found.

    *headline* lines say what was looked at (files, versions); *skipped* are questions that could not be asked;
    *suppressed* counts findings hidden by a baseline or by `--ignore`.
    """

    command: str
    diagnostics: tuple[Diagnostic, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    suppressed: int = 0
    headline: tuple[tuple[str, str], ...] = ()

    def count(self, severity: Severity) -> int:
        """How many diagnostics have exactly this *severity*."""
        return sum(found.severity is severity for found in self.diagnostics)

    def reaches(self, threshold: Severity | None) -> bool:
        """Whether any diagnostic is at least as bad as *threshold*; None means never."""
        return threshold is not None and any(found.severity.reaches(threshold) for found in self.diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort *diagnostics* by place, so that two runs over the same input print the same."""
    return tuple(sorted(diagnostics, key=lambda found: found.sort_key))
