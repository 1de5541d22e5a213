"""Where envelopes leave to."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from insights_cli.model.delivery import Outcome
from insights_cli.model.envelope import Envelope
from insights_cli.model.secret import Secret


class Sink(Protocol):
    """The promise of every sink.

    - `deliver` makes one attempt with all of *envelopes* and says what it saw; it never raises for what the other side,
      the network or the disk does. *key* is the same over all attempts of the same batch, so that a receiver can drop
      repeats.
    - `refresh` looks again at what a person may have changed meanwhile, such as the token, and says whether it changed.

    Methods belong to one running event loop; several deliveries may be under way at a time.
    """

    @property
    def target(self) -> str:
        """Where envelopes go, in words for people and without credentials."""

    async def deliver(self, envelopes: Sequence[Envelope], *, key: str) -> Outcome:
        """Try once."""

    async def refresh(self) -> bool:
        """Whether what the sink was opened with has changed."""

    async def close(self) -> None:
        """Let go of connections and files; harmless when repeated."""


async def _no_token() -> Secret | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class SinkSettings:
    """What every sink is opened with.

    *token* reads the API token from where it is kept; *timeout_s* limits one attempt; *ca_file* replaces the trusted
    authorities, *certificate* is a PEM file with the client's certificate and key.
    """

    clock: Callable[[], datetime]
    token: Callable[[], Awaitable[Secret | None]] = _no_token
    timeout_s: float = 30.0
    ca_file: Path | None = None
    certificate: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SinkKind:
    """A member of the family: its URL schemes, and how to open a target that has one of them.

    `open` raises InsightsError for a target that can never work; it does not talk to the other side.
    """

    name: str
    title: str
    schemes: frozenset[str]
    open: Callable[[str, SinkSettings], Sink]
