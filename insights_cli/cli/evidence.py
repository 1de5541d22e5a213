"""Ask others about a token when an address or a file was given: keys for its signature, a catalog for its subject."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from insights_cli.cli.invocation import Invocation
from insights_cli.errors import InsightsError, UsageError
from insights_cli.identity.checks import NOT_ASKED, Presence, Show, Signature, Status
from insights_cli.identity.claims import SignInToken
from insights_cli.identity.keys import KeySet, check_address, is_address, issuer_of, keys_address, read_keys
from insights_cli.identity.masks import hide_all, hide_token


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Who may be asked, as the command line says it; *is_masked* keeps names out of every answer."""

    jwks: str | None = None
    backstage: str | None = None
    catalog: str | None = None
    entities: tuple[str, ...] = ()
    is_masked: bool = False

    @property
    def show(self) -> Show:
        """How a ref, name or address is printed."""
        return hide_all if self.is_masked else hide_token


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What others said about one token; *failure* is why somebody gave no answer."""

    signature: Signature = NOT_ASKED
    presence: Presence = field(default_factory=Presence)
    issuer: str | None = None
    failure: InsightsError | None = None


def gather(tokens: Sequence[SignInToken], sources: Sources, invocation: Invocation) -> list[Evidence]:
    """One evidence a token; nothing is asked and nothing heavy imported unless *sources* name somebody."""
    found = [_verify(token, sources, invocation) for token in tokens]
    return [Evidence(signature=each, issuer=issuer, failure=problem) for each, issuer, problem in found]


def _verify(
    token: SignInToken, sources: Sources, invocation: Invocation
) -> tuple[Signature, str | None, InsightsError | None]:
    """The signature, what `iss` should be, and why there was no answer."""
    if not sources.jwks and not sources.backstage:
        return NOT_ASKED, None, None
    from insights_cli.identity.signature import verify

    issuer = issuer_of(sources.backstage) if sources.backstage else None
    place = sources.jwks or keys_address(sources.backstage or "", token)
    try:
        found = _load(place, invocation)
    except UsageError:
        raise
    except InsightsError as failure:
        words = f"not verified: {failure.summary}"
        return Signature(status=Status.UNKNOWN, summary=words, fix=failure.fix), issuer, failure
    return verify(token, found, sources.show), issuer, None


def _load(place: str, invocation: Invocation) -> KeySet:
    if not is_address(place):
        return read_keys(invocation.cwd / place, place)
    from insights_cli.identity.key_fetch import fetch_keys

    return fetch_keys(check_address(place))
