"""One entity as a preview shows it, and what is worth a warning."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from insights_cli.capture.fates import Absence, Capture, JudgedLeaf
from insights_cli.capture.rules import Origin
from insights_cli.model.diagnostic import Diagnostic, Location, Severity
from insights_cli.model.entity import EntityRef
from insights_cli.model.entity_rules import judge_entity
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue

# Reasons that say nothing about a person: the value was not looked at, or only its kind of text decided.
_IMPERSONAL = frozenset({"prose", "too-long", "too-deep", "out-of-time", "detector-error", "unstable"})
_USERS = frozenset({"user_ref", "username"})
_OF_THE_CATALOG = ("relations", "status")


class Role(StrEnum):
    """As what an entity goes with an event: what the event is about, or who did it."""

    ENTITY = "entity"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An entity with the fate of its every leaf; *stand_in* is its ref as it leaves, None when it does not."""

    ref: EntityRef
    role: Role
    capture: Capture
    stand_in: str | None
    document: dict[str, JsonValue]
    place: Location | None = None

    @property
    def config_key(self) -> str:
        """The key that captures more fields of such entities."""
        name = "captureEntityFields" if self.role is Role.ENTITY else "captureIdentityFields"
        return f"backstageInsights.{name}"


def is_personal(leaf: JudgedLeaf) -> bool:
    """Whether *leaf* is captured and holds something that detectors or path rules take for personal or secret."""
    return bool(leaf.rules) and any(reason.kind not in _IMPERSONAL for reason in leaf.reasons)


def is_unexpected(absence: Absence) -> bool:
    """Whether somebody asked for the field that is absent; the default lists name what only some kinds have."""
    return absence.rule.origin is not Origin.DEFAULT


def diagnose(subjects: Iterable[Subject]) -> Iterator[Diagnostic]:
    """What to warn about, one fact a path."""
    for subject in subjects:
        yield from _refusals(subject)
        yield from (_wrong(absence, subject) for absence in subject.capture.absences if absence.miss.is_wrong)
        yield from (_personal(leaf, subject) for leaf in subject.capture.leaves if is_personal(leaf))


def lacks_key(subjects: Iterable[Subject]) -> bool:
    """Whether a user was dropped; ask only when there is no pseudonym key."""
    return any(
        subject.stand_in is None
        or any(
            reason.kind in _USERS or reason.rule == "no-key"
            for leaf in subject.capture.leaves
            for reason in leaf.reasons
        )
        for subject in subjects
    )


def no_key() -> Diagnostic:
    """Users were dropped and not pseudonymised."""
    return Diagnostic(
        code="EN303",
        severity=Severity.WARNING,
        summary="there is no pseudonym key, so users are dropped",
        fix="set INSIGHTS_PSEUDONYM_KEY, or name a file: --pseudonym-key-file PATH",
    )


def _refusals(subject: Subject) -> Iterator[Diagnostic]:
    # What the catalog itself adds is no field of the entity that somebody wrote.
    written = {key: value for key, value in subject.document.items() if key not in _OF_THE_CATALOG}
    for flaw in judge_entity(written).flaws:
        yield Diagnostic(
            code="EN009",
            severity=Severity.WARNING,
            summary=f"the catalog would refuse {subject.ref}: {flaw}",
            location=subject.place,
            key=flaw.path or None,
            identity=f"{subject.ref} {flaw}",
        )


def _wrong(absence: Absence, subject: Subject) -> Diagnostic:
    path = absence.rule.path.text
    return Diagnostic(
        code="EN301",
        severity=Severity.WARNING,
        summary=f"{path or 'an empty path'} is no path of a field: {absence.miss.why}",
        location=absence.rule.location,
        key=path,
        fix=f"likely: {absence.miss.suggestion}" if absence.miss.suggestion else None,
        identity=subject.role.value,
    )


def _personal(leaf: JudgedLeaf, subject: Subject) -> Diagnostic:
    rule = leaf.rules[0]
    kinds = ", ".join(sorted({reason.kind for reason in leaf.reasons}))
    done = {Fate.PSEUDONYMISED: "a pseudonym leaves", Fate.REDACTED: "the rest leaves", Fate.DROPPED: "it is dropped"}
    return Diagnostic(
        code="EN302",
        severity=Severity.INFO if rule.origin is Origin.DEFAULT else Severity.WARNING,
        summary=f"{leaf.path} of {subject.ref} looks personal ({kinds}); {done.get(leaf.fate, 'it leaves')}",
        location=rule.location,
        key=leaf.path,
        fix=f"leave it out of {subject.config_key}: the hosted plugin may send it as it is" if rule.location else None,
        identity=str(subject.ref),
    )
