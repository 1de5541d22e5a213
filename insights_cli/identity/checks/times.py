"""Whether a backend takes the token at a given moment: without any leeway, as its verifier does."""

import math
from collections.abc import Iterator

from insights_cli.identity.checks import Aspect, Check, Question, Status, TokenCheck
from insights_cli.identity.claims import TokenKind, read_carried
from insights_cli.identity.moments import as_number, say_distance, say_moment, say_span
from insights_cli.model.value import replace

_SHORTEST_S, _LONGEST_S = 600, 86_400
_USERS = (TokenKind.USER, TokenKind.LIMITED_USER)
_PLUGINS = (TokenKind.PLUGIN, TokenKind.PLUGIN_FOR_USER)
_NEW = "sign in again, or reload the page: the browser gets a new token"


def _find(question: Question) -> Iterator[Check]:
    bad = tuple(_find_bad_claims(question))
    yield from bad
    if not any(check.status is Status.FAIL for check in bad):
        yield from _find_position(question)
    yield from _find_lifetime(question)
    if carried := read_carried(question.token):
        inner = _find(replace(question, token=carried))
        yield from (replace(check, summary=f"in obo: {check.summary}") for check in inner if check.refused)


def _required(kind: TokenKind) -> tuple[str, ...]:
    if kind in _USERS + _PLUGINS:
        return "iat", "exp"
    return ("exp",) if kind is TokenKind.OLDER_USER else ()


def _find_bad_claims(question: Question) -> Iterator[Check]:
    claims, required = question.token.claims, _required(question.token.kind)
    for name in ("iat", "exp", "nbf"):
        if name in claims and as_number(claims[name]) is None:
            yield _fail("ID303", f"{name} is no number, so a backend refuses the token")
        elif name not in claims and name in required:
            yield _fail("ID303", f"{name} is missing, so a backend refuses the token")
    if "exp" not in claims and "exp" not in required:
        yield Check(aspect=Aspect.EXP, status=Status.UNKNOWN, summary="no exp: the token never expires")


def _find_position(question: Question) -> Iterator[Check]:
    claims, at = question.token.claims, question.at
    now = math.floor(at.timestamp())
    expires, starts, issued = (as_number(claims.get(name)) for name in ("exp", "nbf", "iat"))
    if expires is not None and expires <= now:
        is_legacy = question.token.kind is TokenKind.LEGACY_SERVICE
        exact = [("cause", "a backend allows no leeway: exp in the same second is too late")] * (expires == now)
        legacy = [("seen", "a backend answers an expired legacy token with HTTP 500, not 401")] * is_legacy
        words = f"expired {say_distance(expires, at)} ({say_moment(expires)})"
        yield _fail("ID301", words, notes=(*exact, *legacy))
    elif expires is not None:
        yield Check(aspect=Aspect.EXP, status=Status.OK, summary=f"expires {say_distance(expires, at)}")
    if starts is not None and starts > now:
        yield _fail(
            "ID302", f"not valid yet: nbf is {say_distance(starts, at)} ({say_moment(starts)})", fix="check the clocks"
        )
    if issued is not None and issued > now:
        yield Check(
            aspect=Aspect.EXP,
            status=Status.WARN,
            code="ID305",
            summary=f"issued in the future ({say_distance(issued, at)}); a backend does not mind",
            fix="compare the clocks of the issuer and of this machine",
        )


def _find_lifetime(question: Question) -> Iterator[Check]:
    issued, expires = (as_number(question.token.claims.get(name)) for name in ("iat", "exp"))
    if question.token.kind is not TokenKind.USER or issued is None or expires is None:
        return
    lifetime = expires - issued
    if not _SHORTEST_S <= lifetime <= _LONGEST_S:
        shown = "negative" if lifetime < 0 else say_span(lifetime)
        yield Check(
            aspect=Aspect.EXP,
            status=Status.WARN,
            code="ID304",
            summary=f"its lifetime is {shown}, and an auth backend issues 10 min to 24 h only",
            fix="auth.backstageTokenExpiration is clamped to that range: was this token made by something else?",
        )


def _fail(code: str, summary: str, *, fix: str = _NEW, notes: tuple[tuple[str, str], ...] = ()) -> Check:
    return Check(aspect=Aspect.EXP, status=Status.FAIL, code=code, summary=summary, fix=fix, notes=notes, refused=True)


CHECK: TokenCheck = _find
