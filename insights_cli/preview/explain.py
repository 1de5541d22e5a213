"""Why one field has its fate, rule by rule, and what would become of it if it were captured."""

from collections.abc import Iterator
from dataclasses import dataclass

from insights_cli.capture.fates import JudgedLeaf, Treatment
from insights_cli.capture.misses import Miss, explain_miss
from insights_cli.capture.paths import parse_path, plain_path, resolve
from insights_cli.errors import UsageError
from insights_cli.pipeline.describer import treat_of
from insights_cli.preview.subject import Subject
from insights_cli.redact.redactor import Redactor


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLeaf:
    """A leaf with the path rule that applies to it, and what capturing it would do (None when it is captured)."""

    leaf: JudgedLeaf
    rule: str
    rule_why: str
    if_captured: Treatment | None = None


def explain_path(text: str, subject: Subject, redactor: Redactor) -> tuple[ExplainedLeaf, ...] | Miss:
    """Explain every leaf at *text*; a Miss when the entity has none there.

    Raises:
        UsageError: EN305, no entity can have anything there.
    """
    path = parse_path(text)
    wanted = {leaf.steps for leaf in resolve(path, subject.document)}
    if wanted:
        return tuple(_explain(leaf, subject, redactor) for leaf in subject.capture.leaves if leaf.steps in wanted)
    miss = explain_miss(path, subject.document)
    if miss.is_wrong:
        fix = f"likely: {miss.suggestion}" if miss.suggestion else "list all fields: --all"
        raise UsageError("EN305", f"{subject.ref} has nothing at {text!r}: {miss.why}", fix=fix)
    return miss


def _explain(leaf: JudgedLeaf, subject: Subject, redactor: Redactor) -> ExplainedLeaf:
    path = plain_path(leaf.steps)
    rule = redactor.rule_for(path, kind=subject.ref.kind)
    would = None if leaf.rules else treat_of(redactor, subject.ref)(path, leaf.value)
    return ExplainedLeaf(leaf=leaf, rule=rule.id, rule_why=rule.why, if_captured=would)


def words_of(found: Treatment) -> Iterator[str]:
    """The reasons of a treatment, each once."""
    yield from dict.fromkeys(f"{reason.kind} ({reason.rule})" for reason in found.reasons)
