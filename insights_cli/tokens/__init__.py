"""The API token: where it is kept, which source wins, and whether it works."""

from typing import Protocol

from insights_cli.model.secret import Secret
from insights_cli.model.value import value


@value
class CurrentToken:
    """The token that counts now, and in *source* the words for where it came from; *fingerprint* is safe to show."""

    secret: Secret
    source: str
    fingerprint: str | None = None


class TokenReader(Protocol):
    """The promise of whoever knows the current token.

    `read` is cheap enough to be called before every request and from any thread: it keeps a value for some seconds;
    with *fresh* it asks the source again, as after a 401. It returns None when no token is configured anywhere, and
    raises InsightsError when one is configured but cannot be had now.
    """

    def read(self, *, fresh: bool = False) -> CurrentToken | None:
        """The current token."""
