"""Where envelopes wait durably until they are delivered or set aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from insights_cli.errors import InsightsError
from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope


class SpoolFullError(InsightsError):
    """The spool is at its limit, or the disk is; nothing of the request was kept and what waits is untouched."""


class SpoolUnavailableError(InsightsError):
    """The spool cannot answer now; nothing of the request was acknowledged."""


class EntryState(StrEnum):
    """Where an envelope stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An envelope in the spool; *attempts* counts deliveries begun, *dead_letter* is there when it was set aside."""

    envelope: Envelope
    state: EntryState
    attempts: int = 0
    dead_letter: DeadLetter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Envelopes taken for one attempt, oldest first, invisible to other claimers until *lease_ends_at*."""

    id: str
    entries: tuple[Entry, ...]
    lease_ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What becomes of a claim; every id of the claim is in exactly one place, those not named go back to wait.

    *retry_at* holds back all that goes back to wait (None: at once); *dead* pairs an id with its reason.
    """

    delivered: frozenset[str] = frozenset()
    dead: tuple[tuple[str, DeadLetter], ...] = ()
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoolStats:
    """Counts since the spool was made, so that appended = delivered + purged + waiting + claimed + dead, always."""

    appended: int
    delivered: int
    purged: int
    waiting: int
    claimed: int
    dead: int
    bytes: int
    oldest_waiting_at: datetime | None


class Spool(Protocol):
    """The promise of every spool.

    - `append` returns when every envelope is on stable storage, and raises otherwise (then none of them is kept).
      Appending an id that is already there is harmless and keeps one.
    - `claim` takes the oldest ready envelopes, at most *most_events* and *most_bytes* (a larger one alone);
      waits up to *wait_s* for the first and returns None when there is none. An expired lease makes them ready again.
    - `settle` decides a claim once; an unknown or expired claim is ignored, as its envelopes belong to another by now.
    - `replay` puts dead letters back to wait with no attempts; `purge` forgets dead letters; both return how many,
      None as *ids* means all of them.
    - `entries` lists oldest first after the id *after*; it sees waiting, claimed and dead ones.
    - Nothing waiting is ever dropped for room: a full spool raises SpoolFullError from `append`.

    Methods may be awaited from any event loop of any thread; a member that is bound to one hands the call over.
    """

    async def append(self, envelopes: Sequence[Envelope]) -> None:
        """Keep *envelopes* durably."""

    async def claim(self, *, most_events: int, most_bytes: int, lease_s: float, wait_s: float) -> Claim | None:
        """Take ready envelopes for one attempt."""

    async def settle(self, claim: Claim, settlement: Settlement) -> None:
        """Decide the fate of a claim."""

    async def replay(self, ids: Iterable[str] | None) -> int:
        """Put dead letters back to wait."""

    async def purge(self, ids: Iterable[str] | None) -> int:
        """Forget dead letters."""

    async def entries(self, *, state: EntryState | None, after: str | None, most: int) -> Sequence[Entry]:
        """List entries by id."""

    async def find(self, id: str) -> Entry | None:  # noqa: A002 - the field's name, keyword use reads well
        """One entry, None when it is not (or no longer) here."""

    async def stats(self) -> SpoolStats:
        """Counts and bytes."""

    async def close(self) -> None:
        """Release claims, flush and let go; harmless when repeated."""
