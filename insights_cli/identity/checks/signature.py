"""What is known of the signature: from keys when there were some, and from its form alone when not."""

from collections.abc import Iterator

from insights_cli.identity.checks import Aspect, Check, Question, Signature, Status, TokenCheck
from insights_cli.identity.claims import SignInToken, TokenKind, read_carried
from insights_cli.identity.extraction import signature_sizes

ALGORITHMS = ("ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA")
"""The asymmetric algorithms that a backend can find a public key for; nothing else is ever tried."""


def judge_form(token: SignInToken) -> Signature | None:
    """What no key could change: no signature, a refused algorithm, a cut one; None when keys must decide."""
    if token.algorithm.lower() == "none":
        return _failed("ID502", "its algorithm is none: anyone can write such a token", "never accept it")
    if token.algorithm.startswith("HS") and token.kind is not TokenKind.LEGACY_SERVICE:
        words = f"{_name(token)} needs a shared secret; a public key must never be used as one, so it is refused"
        return _failed("ID503", words, "issue the token with auth.identityTokenAlgorithm: ES256")
    if token.algorithm.startswith("HS"):
        return Signature(status=Status.UNKNOWN, summary="not verified: legacy tokens are signed with a shared secret")
    if token.algorithm not in ALGORITHMS:
        return _failed(
            "ID504", f"{_name(token)} is no algorithm that a backend takes", f"one of: {', '.join(ALGORITHMS)}"
        )
    sizes = signature_sizes(token.algorithm)
    if token.signature_size == 0 or token.signature_size % 4 == 1 or (sizes and token.signature_size < min(sizes)):
        needed = f" of {min(sizes)}" if sizes else ""
        words = f"{token.signature_size}{needed} characters: the token is cut off at its end"
        return _failed("ID507", words, "copy the whole token")
    return None


def _find(question: Question) -> Iterator[Check]:
    found = judge_form(question.token) or question.signature
    yield Check(
        aspect=Aspect.SIGNATURE,
        status=found.status,
        code=found.code,
        summary=found.summary,
        fix=found.fix,
        refused=found.status is Status.FAIL,
    )
    if carried := read_carried(question.token):
        inner = judge_form(carried) or Signature(
            status=Status.UNKNOWN, summary="not verified: other keys than these sign it"
        )
        yield Check(
            aspect=Aspect.SIGNATURE,
            status=inner.status,
            code=inner.code,
            summary=f"{inner.summary} (of the user's token in obo)",
            fix=inner.fix or "take the token out of obo and decode it with --backstage URL",
            refused=inner.status is Status.FAIL,
        )


def _name(token: SignInToken) -> str:
    return f'"{token.algorithm[:20]}"' if token.algorithm else "a missing alg"


def _failed(code: str, words: str, fix: str) -> Signature:
    return Signature(status=Status.FAIL, code=code, summary=f"failed: {words}", fix=fix)


CHECK: TokenCheck = _find
