"""What happened while forwarding, as values: the command draws them, the metrics count them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempted:
    """One attempt ended *at* a moment: how many envelopes it carried (*ids*), what it saw, and how long it took."""

    at: datetime
    events: int
    ids: Sequence[str]
    detail: str
    status: int | None
    took_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """These envelopes arrived."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLettered:
    """This envelope was set aside for the reason that *code* explains."""

    id: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stalled:
    """The upstream does not take anything now; the next attempt is in *wait_s*."""

    code: str
    detail: str
    failures: int
    wait_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """A person has to change something; until then it is tried now and then, next in *wait_s*."""

    code: str
    detail: str
    failures: int
    wait_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """The upstream takes envelopes again, after *after_s* without."""

    after_s: float


Notice: TypeAlias = Attempted | Delivered | DeadLettered | Stalled | Paused | Resumed
Notify: TypeAlias = Callable[[Notice], None]
