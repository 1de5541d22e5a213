"""Who sent a request: the promise, and the way that asks nobody."""

from dataclasses import dataclass
from typing import Protocol


class Authenticator(Protocol):
    """Finds the user behind an Authorization header.

    `known` answers at once for headers that were verified before; for others `verify` must be awaited. Both give the
    user ref as the token says it, None for nobody in particular.
    """

    @property
    def summary(self) -> str:
        """How it is done, in words for people."""

    def known(self, header: bytes | None) -> "Sender | None":
        """The sender, if this very header was verified before and has not expired."""

    async def verify(self, header: bytes | None) -> "Sender":
        """The sender; raises RefusedError."""

    async def prepare(self) -> str:
        """Get ready at the start; the words of what is in the way, empty when nothing is. Never fails the start."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a request; *user* is a user ref, None for nobody in particular."""

    user: str | None


class Nobody:
    """Asks for no token: every event is from *user*, or from nobody."""

    def __init__(self, user: str | None) -> None:
        self._sender = Sender(user)

    @property
    def summary(self) -> str:
        """Who it is."""
        who = f"every event counts as from {self._sender.user}" if self._sender.user else "events have no user"
        return f"none; {who}"

    def known(self, header: bytes | None) -> Sender | None:
        """Always the same."""
        del header
        return self._sender

    async def verify(self, header: bytes | None) -> Sender:
        """Always the same."""
        del header
        return self._sender

    async def prepare(self) -> str:
        """Nothing to do."""
        return ""
