"""Ask others about a token when an address or a file was given: keys for its signature, a catalog for its subject."""

from collections.abc import Sequence
from pathlib import Path

from insights_cli.cli.decode_token.request import Evidence, TokenRequest
from insights_cli.cli.invocation import Invocation
from insights_cli.errors import InsightsError, UsageError
from insights_cli.identity.checks import NOT_ASKED, Presence, Signature, Status
from insights_cli.identity.claims import SignInToken
from insights_cli.identity.keys import KeySet, check_address, is_address, issuer_of, keys_address, read_keys


def gather(tokens: Sequence[SignInToken], request: TokenRequest, invocation: Invocation) -> list[Evidence]:
    """One evidence a token."""
    presences = [Presence() for _ in tokens]
    silence: InsightsError | None = None
    if request.catalog or request.entities:
        from insights_cli.cli.decode_token.presence import look_up

        presences, silence = look_up(tokens, request, invocation)
    found = [_verify(token, request, invocation) for token in tokens]
    return [
        Evidence(signature=each, presence=presence, issuer=issuer, failure=failure or silence)
        for (each, issuer, failure), presence in zip(found, presences, strict=True)
    ]


def _verify(
    token: SignInToken, request: TokenRequest, invocation: Invocation
) -> tuple[Signature, str | None, InsightsError | None]:
    """The signature, what `iss` should be, and why there was no answer."""
    if not request.jwks and not request.backstage:
        return NOT_ASKED, None, None
    from insights_cli.identity.signature import verify

    issuer = issuer_of(request.backstage) if request.backstage else None
    place = request.jwks or keys_address(request.backstage or "", token)
    try:
        found = _load(place, invocation)
    except UsageError:
        raise
    except InsightsError as failure:
        words = f"not verified: {failure.summary}"
        return Signature(status=Status.UNKNOWN, summary=words, fix=failure.fix), issuer, failure
    return verify(token, found, request.show), issuer, None


def _load(place: str, invocation: Invocation) -> KeySet:
    if not is_address(place):
        return read_keys(Path(invocation.cwd, place), place)
    from insights_cli.identity.key_fetch import fetch_keys

    return fetch_keys(check_address(place))
