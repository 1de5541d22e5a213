"""Whether the user exists in the catalog, when one was asked."""

from collections.abc import Iterator

from insights_cli.identity.checks import Aspect, Check, Question, Status, TokenCheck
from insights_cli.identity.checks.subject import grade_subject
from insights_cli.model.entity import RefGrade

_INGEST = "ingest the user, or use a resolver that looks the user up: without the entity no groups can be found"


def _find(question: Question) -> Iterator[Check]:
    presence, verdict = question.presence, grade_subject(question.token)
    if not presence.source:
        yield _unknown("catalog not asked", fix="add --catalog URL, or --entities PATH")
    elif verdict is None or verdict.grade is not RefGrade.PLAUSIBLE or verdict.ref is None:
        yield _unknown("catalog not asked: sub is the ref of no possible user", near=_near(question))
    elif presence.exists is None:
        yield _unknown(f"{presence.source} gave no answer")
    elif presence.exists:
        words = f"{question.show(str(verdict.ref))} exists in {presence.source}"
        yield Check(aspect=Aspect.CATALOG, status=Status.OK, summary=words)
    else:
        yield Check(
            aspect=Aspect.CATALOG,
            status=Status.FAIL,
            code="ID208",
            summary=f"{question.show(str(verdict.ref))} does not exist in {presence.source}",
            notes=_near(question),
            fix=_INGEST,
        )


def _near(question: Question) -> tuple[tuple[str, str], ...]:
    return tuple(("near", f"{question.show(ref)} exists") for ref in question.presence.near)


def _unknown(summary: str, fix: str | None = None, *, near: tuple[tuple[str, str], ...] = ()) -> Check:
    return Check(aspect=Aspect.CATALOG, status=Status.UNKNOWN, summary=summary, fix=fix, notes=near)


CHECK: TokenCheck = _find
