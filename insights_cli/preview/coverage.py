"""What captured paths hold over many entities."""

import re
from collections import Counter
from dataclasses import dataclass, field

from insights_cli.capture.fates import Absence, Capture, JudgedLeaf
from insights_cli.capture.paths import format_steps
from insights_cli.model.fate import Fate
from insights_cli.preview.subject import is_personal

MOST_DISTINCT = 10_000
_INDEX = re.compile(r"\[(?:\d+|\*)?\]")


@dataclass(slots=True, kw_only=True)
class PathCoverage:
    """One path without list indexes: in how many entities it is *present*, and what its values are like.

    *fates* count values; *distinct* stops counting behind 10,000; *example* is a value as it leaves, None if none does.
    """

    path: str
    is_captured: bool
    decided_by: str = ""
    present: int = 0
    values: int = 0
    personal: int = 0
    example: str | None = None
    wrong: str = ""
    suggestion: str = ""
    fates: Counter[Fate] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)

    @property
    def distinct(self) -> int:
        """How many different values there are."""
        return len(self._seen)

    def add(self, leaf: JudgedLeaf) -> None:
        """Count one value."""
        self.values += 1
        self.fates[leaf.fate] += 1
        self.personal += is_personal(leaf)
        if len(self._seen) <= MOST_DISTINCT:
            self._seen.add(str(leaf.value))
        if self.example is None and leaf.fate is not Fate.DROPPED:
            self.example = str(leaf.sent)


class Coverage:
    """Gathers captures one by one; *counts_all* also takes leaves that no rule captures."""

    def __init__(self, *, counts_all: bool) -> None:
        self._counts_all = counts_all
        self._paths: dict[str, PathCoverage] = {}
        self.entities = 0

    def add(self, found: Capture) -> None:
        """Count one entity."""
        self.entities += 1
        met: set[str] = set()
        for leaf in found.leaves:
            if leaf.rules or self._counts_all:
                row = self._row(_INDEX.sub("", format_steps(leaf.steps)), is_captured=bool(leaf.rules))
                row.decided_by = row.decided_by or leaf.decided_by
                row.add(leaf)
                row.present += row.path not in met
                met.add(row.path)
        for absence in found.absences:
            self._miss(absence)

    def rows(self) -> list[PathCoverage]:
        """The paths: captured ones first, then the most present; a rule whose path is never reached has a row, too."""
        reached = [row for row in self._paths.values() if row.present or row.is_captured]
        prefixes = tuple(f"{row.path}" for row in reached if row.present)
        kept = [row for row in reached if row.present or not any(_is_below(path, row.path) for path in prefixes)]
        return sorted(kept, key=lambda row: (not row.is_captured, -row.present, row.path))

    def _miss(self, absence: Absence) -> None:
        row = self._row(_INDEX.sub("", absence.rule.path.text), is_captured=True)
        row.decided_by = row.decided_by or absence.rule.decided_by
        if absence.miss.is_wrong:
            row.wrong = absence.miss.why
        row.suggestion = row.suggestion or absence.miss.suggestion

    def _row(self, path: str, *, is_captured: bool) -> PathCoverage:
        row = self._paths.get(path)
        if row is None:
            row = self._paths[path] = PathCoverage(path=path, is_captured=is_captured)
        row.is_captured = row.is_captured or is_captured
        return row


def _is_below(path: str, rule: str) -> bool:
    return path != rule and path.startswith((f"{rule}.", f"{rule}["))
