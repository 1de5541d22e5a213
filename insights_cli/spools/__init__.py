"""Where envelopes wait durably until they are delivered or set aside."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from insights_cli.errors import InsightsError
from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope


class SpoolFullError(InsightsError):
    """The spool is at its limit, or the disk is; nothing of the request was kept and what waits is untouched."""


class SpoolUnavailableError(InsightsError):
    """The spool cannot answer now; nothing of the request was acknowledged."""


class SpoolAwayError(SpoolUnavailableError):
    """The engine that keeps the spool does not answer now, and may by itself soon; ask again.

    What an append was asked to keep may have been kept although nobody could say so.
    """


class Durability(StrEnum):
    """What an acknowledged envelope survives, for the line that a server prints at its start."""

    PROCESS = "nothing: it is lost with this process"
    KILL = "a kill of this process, not a crash of the engine that keeps it"
    REPLICAS = "the loss of one machine"
    KILL_OR_SYNCED = "a kill of this process; a power cut only where the server has sync_interval: always"
    REPLICAS_OR_SYNCED = "the loss of one machine; a power cut of all only where the servers have sync_interval: always"
    POWER_CUT = "a kill and a power cut"
    POWER_CUT_AND_REPLICAS = "a kill, a power cut and the loss of one machine"


class EntryState(StrEnum):
    """Where an envelope stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DEAD = "dead"


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An envelope in the spool; *attempts* counts deliveries begun, *dead_letter* is there when it was set aside."""

    envelope: Envelope
    state: EntryState
    attempts: int = 0
    dead_letter: DeadLetter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A stretch of a listing.

    *next* continues it and means something only to the same spool, None is the end; *end* is the place behind the last
    entry, from where a listing of the same state goes on when more have come.
    """

    entries: tuple[Entry, ...]
    next: str | None = None
    end: str | None = None


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
    """Counts since the spool was made, so that appended = delivered + purged + lost + waiting + claimed + dead, always.

    *lost* were destroyed by damage to the storage and is 0 in every other case; *bytes* are the bodies that are kept,
    dead letters included; *oldest_waiting_at* is when the oldest one that waits or is claimed was accepted.
    """

    appended: int
    delivered: int
    purged: int
    waiting: int
    claimed: int
    dead: int
    bytes: int
    lost: int = 0
    oldest_waiting_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a spool keeps, dead letters included; older than *most_age_s* becomes a dead letter (None: never)."""

    most_bytes: int = 1 << 30
    most_events: int = 5_000_000
    most_age_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One durable write: how many envelopes it acknowledged, and how long the storage took."""

    events: int
    took_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What opening a damaged spool did: the file set aside, how many envelopes it saved and lost (None: unknown)."""

    set_aside: str
    cause: str
    saved: int
    lost: int | None


def _unobserved(_: Commit) -> None:
    return


def _unheard(_: str) -> None:
    return


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every spool is opened with.

    *on_commit* is called after each durable write, *on_word* with what another process said through a spool that is
    shared; both from any thread. *replicas* is on how many machines an engine that can is to keep each envelope
    (None: as many as it has, at most three).
    """

    clock: Callable[[], datetime]
    limits: Limits = field(default_factory=Limits)
    on_commit: Callable[[Commit], None] = _unobserved
    on_word: Callable[[str], None] = _unheard
    replicas: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What a full check of a spool saw: what it holds, and every trouble in words; without trouble it is sound."""

    waiting: int
    dead: int
    bytes: int
    troubles: tuple[str, ...] = ()


class SpoolView(Protocol):
    """What may be asked of a spool from outside the process that fills it.

    - `entries` lists those that wait or are claimed in the order they were appended, then dead letters in the order
      they died; *after* is the `next` of the page before.
    - `replay` puts dead letters back to wait with no attempts, behind those that wait; `purge` forgets dead letters;
      both return how many, None as *ids* means all of them.

    Seen from another process, what the server has claimed may show as waiting.
    """

    async def entries(self, *, state: EntryState | None, after: str | None, most: int) -> Page:
        """List entries."""

    async def find(self, envelope_id: str) -> Entry | None:
        """One entry, None when it is not (or no longer) here."""

    async def stats(self) -> SpoolStats:
        """Counts and bytes."""

    async def replay(self, ids: Iterable[str] | None) -> int:
        """Put dead letters back to wait."""

    async def purge(self, ids: Iterable[str] | None) -> int:
        """Forget dead letters."""

    async def close(self) -> None:
        """Release claims, flush and let go; harmless when repeated. All else then raises SpoolUnavailableError."""


class Spool(SpoolView, Protocol):
    """The promise of every spool.

    - `append` returns when every envelope is on stable storage, and raises otherwise (then none of them is kept).
      Appending an id that is already there is harmless and keeps one.
    - `claim` takes the oldest ready envelopes, at most *most_events* and *most_bytes* (one larger comes alone); it
      waits up to *wait_s* for the first and returns None when there is none; a new envelope wakes it at once.
      Cancelling it takes nothing. An expired lease makes its envelopes ready again.
    - `settle` decides a claim once; an unknown or expired claim is ignored, as its envelopes belong to another by now.
      It returns when no claimer of this spool can see them again; a crash soon after may repeat them, never lose them.
    - Nothing waiting is ever dropped for room: a full spool raises SpoolFullError from `append`, all else goes on.
    - `say` tells the other processes that have the spool open, as far as they can be reached now; it never fails.

    Methods may be awaited from any event loop of any thread. `claim` may read the storage on the caller's loop: give
    the forwarder its own.
    """

    @property
    def durability(self) -> Durability:
        """What an acknowledged envelope survives."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes may append to it and claim from it meanwhile."""

    @property
    def damage(self) -> Damage | None:
        """What opening found broken; None when all was well."""

    async def append(self, envelopes: Sequence[Envelope]) -> None:
        """Keep *envelopes* durably."""

    async def claim(self, *, most_events: int, most_bytes: int, lease_s: float, wait_s: float) -> Claim | None:
        """Take ready envelopes for one attempt."""

    async def settle(self, claim: Claim, settlement: Settlement) -> None:
        """Decide the fate of a claim."""

    def say(self, word: str) -> None:
        """Tell the others a short *word*; whoever said it does not hear it."""


def _as_it_is(address: str) -> str:
    return address


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoolKind:
    """A member of the family; addresses are `name:rest`; with *is_path* the rest is a file on this machine.

    *open* is for serving, *view* for looking from outside; *check* reads everything and changes nothing; *repair*
    needs the spool for itself and returns what it did, None when there was nothing to do. *shown* is the address
    without what is secret in it; *aliases* are further names; *has_replicas* says that it heeds `Settings.replicas`.
    """

    name: str
    title: str
    open: Callable[[str, Settings], Awaitable[Spool]]
    view: Callable[[str, Settings], Awaitable[SpoolView]]
    check: Callable[[str], Awaitable[Checkup]] | None = None
    repair: Callable[[str, Settings], Awaitable[Damage | None]] | None = None
    shown: Callable[[str], str] = _as_it_is
    is_path: bool = False
    has_replicas: bool = False
    aliases: tuple[str, ...] = ()
