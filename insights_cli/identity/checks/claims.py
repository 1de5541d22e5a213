"""What else stands in header and claims: issuer, audience, ownership, size, and what should not be there."""

from collections.abc import Iterator

from insights_cli.identity.checks import Aspect, Check, Question, Status, TokenCheck
from insights_cli.identity.checks.subject import subject_of
from insights_cli.identity.claims import LONGEST_TOKEN, TokenKind
from insights_cli.model.entity import InvalidEntityRef, parse_entity_ref
from insights_cli.model.json import JsonValue

_FULL_USERS = (TokenKind.USER, TokenKind.OLDER_USER)
_BACKSTAGE = tuple(kind for kind in TokenKind if kind is not TokenKind.FOREIGN)


def _find(question: Question) -> Iterator[Check]:
    yield from _find_form(question)
    if question.token.kind in _FULL_USERS:
        yield from _find_origin(question)
        yield from _find_ownership(question)


def _find_form(question: Question) -> Iterator[Check]:
    token = question.token
    if token.duplicates:
        names = ", ".join(sorted(set(token.duplicates)))
        yield _warn("ID401", f"stands twice: {names}; the last value counts", "no issuer writes that: was it forged?")
    if token.size > LONGEST_TOKEN:
        words = f"{token.size:,} characters are more than the {LONGEST_TOKEN:,} that Backstage issues"
        yield _warn("ID405", words, "leave ent out: auth.omitIdentityTokenOwnershipClaim: true")
    if "crit" in token.header:
        yield Check(
            aspect=Aspect.CLAIMS,
            status=Status.FAIL,
            code="ID406",
            summary="the header asks for an extension (crit) that no backend knows",
            fix="issue the token without crit",
            refused=True,
        )
    if token.kind in _BACKSTAGE and token.kind is not TokenKind.LEGACY_SERVICE and token.key_id is None:
        words = "no kid in the header: it is only taken while exactly one key fits"
        yield _warn("ID404", words, "issue the token with the kid of its key")
    if token.kind in (TokenKind.PLUGIN, TokenKind.PLUGIN_FOR_USER) and not _names_plugin(token.claims.get("aud")):
        words = "aud names no plugin: a plugin's token is for one plugin only"
        yield Check(aspect=Aspect.CLAIMS, status=Status.FAIL, code="ID403", summary=words, refused=True)


def _find_origin(question: Question) -> Iterator[Check]:
    claims, expected = question.token.claims, question.issuer
    issuer, audience = claims.get("iss"), claims.get("aud")
    if not isinstance(issuer, str) or not issuer:
        yield _warn("ID402", "iss is missing; a backend does not mind, other services do", _ISSUE)
    elif expected and issuer.rstrip("/") != expected.rstrip("/"):
        words = f'iss is "{question.show(issuer)}", and this backend would write "{question.show(expected)}"'
        yield _warn("ID402", words, "was the token issued by another portal? iss is backend.baseUrl + /api/auth")
    if audience != "backstage":
        yield _warn("ID403", 'aud is not "backstage"; a backend does not mind, older plugins do', _ISSUE)


def _find_ownership(question: Question) -> Iterator[Check]:
    token = question.token
    if "ent" not in token.claims:
        words = "ent is left out, the default since auth-backend 0.28; /api/auth/v1/userinfo has it"
        yield Check(aspect=Aspect.ENT, status=Status.OK, summary=words)
        return
    refs = token.claims["ent"]
    if not isinstance(refs, list | tuple) or not all(isinstance(ref, str) for ref in refs):
        yield _warn("ID407", "ent is no list of entity refs", _OWNERSHIP, aspect=Aspect.ENT)
        return
    odd = [ref for ref in refs if isinstance(ref, str) and not _is_full_ref(ref)]
    if odd:
        words = f'ent holds what is no full, lower-case entity ref: "{question.show(odd[0])}"'
        yield _warn("ID407", words, _OWNERSHIP, aspect=Aspect.ENT)
    if subject_of(token) not in refs:
        yield _warn("ID407", "ent does not contain sub", _OWNERSHIP, aspect=Aspect.ENT)
    elif not odd:
        yield Check(aspect=Aspect.ENT, status=Status.OK, summary=f"ent contains sub and {len(refs) - 1} more")


def _names_plugin(audience: JsonValue) -> bool:
    names = audience if isinstance(audience, list | tuple) else [audience]
    return any(isinstance(name, str) and name for name in names)


def _is_full_ref(text: JsonValue) -> bool:
    try:
        return isinstance(text, str) and str(parse_entity_ref(text)) == text
    except InvalidEntityRef:
        return False


def _warn(code: str, summary: str, fix: str, *, aspect: Aspect = Aspect.CLAIMS) -> Check:
    return Check(aspect=aspect, status=Status.WARN, code=code, summary=summary, fix=fix)


_ISSUE = "issue the token with ctx.issueToken or ctx.signInWithCatalogUser"
_OWNERSHIP = "issue ent with the user's own ref and those of the groups, or leave it to ctx.signInWithCatalogUser"

CHECK: TokenCheck = _find
