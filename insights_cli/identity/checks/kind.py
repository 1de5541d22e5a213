"""Which kind of token a backend takes it for, and whether that kind speaks for a person."""

from collections.abc import Iterator

from insights_cli.identity.checks import Aspect, Check, Question, Status, TokenCheck
from insights_cli.identity.claims import SignInToken, TokenKind, read_carried

_COPY = "copy backstageIdentity.token from the answer of /api/auth/<provider>/refresh in the browser's network view"


def _find(question: Question) -> Iterator[Check]:
    token = question.token
    match token.kind:
        case TokenKind.USER:
            yield Check(aspect=Aspect.TYPE, status=Status.OK, summary="a Backstage user token")
        case TokenKind.PLUGIN_FOR_USER:
            yield _judge_carrier(token)
        case TokenKind.OLDER_USER:
            yield Check(
                aspect=Aspect.TYPE,
                status=Status.WARN,
                code="ID104",
                summary=f'a user token of an older release: typ is {_show_type(token)}, aud is "backstage"',
                fix="a backend still takes it; issue it with a current auth backend",
            )
        case TokenKind.LIMITED_USER:
            yield Check(
                aspect=Aspect.TYPE,
                status=Status.WARN,
                code="ID103",
                summary="a limited user token: only honoured from a cookie, and only where a route allows that",
                refused=True,
                fix=f"where a bearer token is needed, {_COPY}",
            )
        case TokenKind.PLUGIN | TokenKind.LEGACY_SERVICE as kind:
            yield Check(
                aspect=Aspect.TYPE,
                status=Status.FAIL,
                code="ID102",
                summary=f"a {kind}: it speaks for a service, not for a person",
                fix=_COPY,
            )
        case TokenKind.FOREIGN:
            yield _judge_foreign(token)


def _judge_carrier(token: SignInToken) -> Check:
    carried = read_carried(token)
    if carried and carried.kind in (TokenKind.USER, TokenKind.LIMITED_USER, TokenKind.OLDER_USER):
        return Check(
            aspect=Aspect.TYPE, status=Status.OK, summary=f"a plugin's token that carries a {carried.kind} in obo"
        )
    return Check(
        aspect=Aspect.TYPE,
        status=Status.FAIL,
        code="ID102",
        summary="a plugin's token, and what it carries in obo is no user's token",
        fix=_COPY,
        refused=True,
    )


def _judge_foreign(token: SignInToken) -> Check:
    audience = token.claims.get("aud")
    if isinstance(audience, list | tuple) and list(audience) == ["backstage"]:
        notes = (("seen", 'aud is a list; without a Backstage typ only the plain text "backstage" counts'),)
    else:
        issuer = token.claims.get("iss")
        notes = (("seen", f"typ {_show_type(token)}" + (", an issuer of its own" if issuer else ", no issuer")),)
    return Check(
        aspect=Aspect.TYPE,
        status=Status.FAIL,
        code="ID101",
        summary="not a Backstage token, likely the identity provider's own",
        fix=_COPY,
        notes=notes,
        refused=True,
    )


def _show_type(token: SignInToken) -> str:
    match token.header.get("typ"):
        case None:
            return "missing"
        case str() as typ if len(typ) <= 60:
            return f'"{typ}"'
        case _:
            return "no short text"


CHECK: TokenCheck = _find
