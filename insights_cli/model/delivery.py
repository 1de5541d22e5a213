"""What an attempt to deliver saw, and what becomes of the envelopes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class OutcomeKind(StrEnum):
    """What an attempt saw, without judging it."""

    ANSWERED = "answered"
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one attempt saw: the HTTP status when there was an answer, and words without secrets.

    *retry_after* is the upstream's own wish as a duration from now; None when it did not say.
    """

    kind: OutcomeKind
    status: int | None = None
    retry_after: timedelta | None = None
    detail: str = ""


class Disposition(StrEnum):
    """What becomes of the envelopes of an attempt."""

    DELIVERED = "delivered"
    RETRY = "retry"
    SPLIT = "split"
    PAUSE = "pause"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """Why an envelope was set aside; *reason* is a stable word, *detail* the observed cause without secrets."""

    reason: str
    detail: str
    at: datetime
    attempts: int
