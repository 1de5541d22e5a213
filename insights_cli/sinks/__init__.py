"""Where envelopes leave to."""

from collections.abc import Sequence
from typing import Protocol

from insights_cli.model.delivery import Outcome
from insights_cli.model.envelope import Envelope


class Sink(Protocol):
    """The promise of every sink.

    `deliver` makes one attempt with all of *envelopes* and says what it saw; it never raises for what the other side or
    the network does. *key* is the same over all attempts of the same batch, so that a receiver can drop repeats.
    """

    async def deliver(self, envelopes: Sequence[Envelope], *, key: str) -> Outcome:
        """Try once."""

    async def close(self) -> None:
        """Let go of connections and files; harmless when repeated."""
