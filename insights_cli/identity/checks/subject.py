"""Whether `sub` is the ref of a user, written in full and as the catalog writes it."""

import re
from collections.abc import Iterator, Mapping

from insights_cli.identity.checks import Aspect, Check, Question, Show, Status, TokenCheck
from insights_cli.identity.claims import SignInToken, TokenKind, read_carried
from insights_cli.identity.resolvers import NOTHING, STRINGIFY, guess_mistake
from insights_cli.model.entity import EntityRef, RefGrade, RefVerdict, grade_ref
from insights_cli.model.json import JsonValue

_GUESTS = ("user:development/guest", "user:default/guest")
_CODES = {RefGrade.NOT_A_REF: "ID202", RefGrade.IMPOSSIBLE: "ID203", RefGrade.WRONG_KIND: "ID204"}


def subject_of(token: SignInToken) -> JsonValue:
    """The claim that names the person: `sub`, or that of the user in a plugin token's `obo`; None without one."""
    if token.kind is not TokenKind.PLUGIN_FOR_USER:
        return token.claims.get("sub")
    carried = read_carried(token)
    return carried.claims.get("sub") if carried else None


def grade_subject(token: SignInToken) -> RefVerdict | None:
    """How far the subject gets as a user's ref; None when there is no text to grade."""
    subject = subject_of(token)
    return grade_ref(subject, expected_kind="user") if isinstance(subject, str) and subject else None


def _find(question: Question) -> Iterator[Check]:
    token = question.token
    if token.kind in (TokenKind.PLUGIN, TokenKind.LEGACY_SERVICE):
        yield _judge_service(token)
        return
    verdict = grade_subject(token)
    if verdict is None:
        yield _judge_missing(token)
    elif verdict.grade is not RefGrade.PLAUSIBLE:
        yield _judge_grade(verdict, question.show)
    else:
        yield from _judge_plausible(verdict, question.show)


def _judge_service(token: SignInToken) -> Check:
    return Check(
        aspect=Aspect.SUB,
        status=Status.FAIL,
        code="ID204",
        summary="sub names a service, not a user",
        fix="use a person's token",
        refused=token.kind is TokenKind.PLUGIN and not _is_plugin_id(token.claims),
    )


def _judge_missing(token: SignInToken) -> Check:
    subject = subject_of(token)
    if "sub" not in token.claims:
        words = "sub is missing"
    elif subject == "":
        words = "sub is empty"
    else:
        words = "sub holds no text" if token.kind is not TokenKind.PLUGIN_FOR_USER else "obo names no user"
    # A backend asks only whether sub is truthy, and in JavaScript an empty list or object is.
    refused = not subject and not isinstance(subject, list | Mapping)
    return Check(aspect=Aspect.SUB, status=Status.FAIL, code="ID201", summary=words, fix=STRINGIFY, refused=refused)


def _judge_grade(verdict: RefVerdict, show: Show) -> Check:
    shown = show(verdict.text)
    match verdict.grade:
        case RefGrade.NOT_A_REF:
            words = f'sub is not an entity ref, {verdict.flaws[0]}: "{shown}"'
        case RefGrade.WRONG_KIND:
            words = f'sub is the ref of another kind of entity, not of a user: "{shown}"'
        case _:
            words = f'sub can never match a catalog entity: "{shown}" {_name_flaws(verdict.ref)}'
    mistake = guess_mistake(verdict.text)
    near = guess_near(verdict)
    facts = (("seen", f"likely {mistake.seen}" if mistake else None), ("near", show(near) if near else None))
    return Check(
        aspect=Aspect.SUB,
        status=Status.FAIL,
        code=_CODES[verdict.grade],
        summary=words,
        notes=tuple((label, text) for label, text in facts if text),
        fix=mistake.fix if mistake else STRINGIFY,
    )


def _name_flaws(ref: EntityRef | None) -> str:
    assert ref is not None, "only what is no ref has none"
    parts = [flaw.split(" is no legal ", 1)[1].split(":", 1) for flaw in ref.flaws]
    return " and ".join(f"has no legal {part} ({rule.strip()})" for part, rule in parts)


def guess_near(verdict: RefVerdict) -> str | None:
    """The ref that was likely meant, for an address or a bare name; None when nothing suggests one."""
    mistake = guess_mistake(verdict.text)
    if mistake is None or not mistake.has_name:
        return None
    name = verdict.ref.name if verdict.ref else verdict.text
    candidate = name.rpartition("\\")[2].split("@", 1)[0].strip().lower()
    ref = EntityRef(kind="user", name=candidate)
    is_one_word = candidate.replace("-", "").replace(".", "").replace("_", "").isalnum()
    return str(ref) if is_one_word and any(map(str.isalpha, candidate)) and not ref.flaws else None


def _judge_plausible(verdict: RefVerdict, show: Show) -> Iterator[Check]:
    assert verdict.ref is not None, "a plausible ref was parsed"
    canonical = str(verdict.ref)
    if verdict.text == canonical:
        yield Check(aspect=Aspect.SUB, status=Status.OK, summary=f"sub is the ref of a user: {show(canonical)}")
    elif verdict.text.lower() == canonical:
        yield _judge_spelling("ID206", "sub is not in lower case, and refs are compared as text", canonical, show)
    else:
        yield _judge_spelling("ID205", "sub is not written in full, kind:namespace/name", canonical, show)
    if canonical in _GUESTS:
        fix = "configure a real auth provider under auth.providers, and keep guest to development"
        yield _judge_shared("sub is the guest user", fix)
    mistake = guess_mistake(canonical) if re.fullmatch(NOTHING, canonical) else None
    if mistake:
        yield _judge_shared(f"sub is likely made of {mistake.seen}", mistake.fix)


def _judge_shared(words: str, fix: str) -> Check:
    summary = f"{words}: everybody's usage counts as one person"
    return Check(aspect=Aspect.SUB, status=Status.WARN, code="ID207", summary=summary, fix=fix)


def _judge_spelling(code: str, words: str, canonical: str, show: Show) -> Check:
    notes = (("near", show(canonical)),)
    return Check(aspect=Aspect.SUB, status=Status.FAIL, code=code, summary=words, notes=notes, fix=STRINGIFY)


def _is_plugin_id(claims: Mapping[str, JsonValue]) -> bool:
    """Whether sub, as JavaScript makes it text, is made of ASCII letters, digits, `-` and `_`."""
    match claims.get("sub"):
        case None if "sub" in claims:
            text = "null"
        case bool():
            return True
        case str() | int() as plain:
            text = str(plain)
        case _:
            return False
    return text.isascii() and text.replace("-", "a").replace("_", "a").isalnum()


CHECK: TokenCheck = _find
