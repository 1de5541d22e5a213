"""What `decode-token` is asked, and what others said about the tokens, as values."""

from collections.abc import Sequence
from typing import NamedTuple

from insights_cli.errors import InsightsError
from insights_cli.identity.checks import NOT_ASKED, Presence, Show, Signature
from insights_cli.identity.masks import hide_all, hide_token
from insights_cli.model.value import value


@value
class TokenRequest:
    """The command line of `decode-token`, each flag by its name."""

    tokens: Sequence[str] = ("-",)
    jwks: str | None = None
    backstage: str | None = None
    catalog: str | None = None
    entities: Sequence[str] = ()
    at: str | None = None
    redact: bool = False
    require: Sequence[str] = ()
    diff: bool = False
    json: bool = False

    @property
    def show(self) -> Show:
        """How a ref, name or address is printed."""
        return hide_all if self.redact else hide_token


class Evidence(NamedTuple):
    """What others said about one token; *failure* is why somebody gave no answer."""

    signature: Signature = NOT_ASKED
    presence: Presence = Presence()
    issuer: str | None = None
    failure: InsightsError | None = None
