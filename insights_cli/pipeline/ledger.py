"""The books of one run: what came in and what became of it; every event is in exactly one column."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from insights_cli.spools import SpoolStats


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """received + brought_forward + elsewhere = rejected + delivered + waiting + dead + purged + lost, if all is well.

    *brought_forward* were in the spool at the start, *waiting* counts those that are claimed, too. *elsewhere* came
    through other servers of the same spool, or could not be acknowledged; where a spool is shared, all columns but
    *received* and *rejected* are of everybody.
    """

    received: int
    rejected: int
    brought_forward: int
    delivered: int
    waiting: int
    dead: int
    purged: int
    lost: int
    elsewhere: int = 0

    @property
    def difference(self) -> int:
        """How many events are missing (or, below zero, too many): 0, or there is a bug."""
        came = self.received + self.brought_forward + self.elsewhere
        return came - (self.rejected + self.delivered + self.waiting + self.dead + self.purged + self.lost)


class Ledger:
    """Counts what intake decides; belongs to the thread of the server."""

    def __init__(self) -> None:
        self.accepted = 0
        self.rejected: Counter[str] = Counter()

    @property
    def received(self) -> int:
        """All events that were told apart."""
        return self.accepted + self.rejected.total()

    def accept(self, events: int) -> None:
        """*events* are on stable storage."""
        self.accepted += events

    def reject(self, code: str, events: int = 1) -> None:
        """*events* were not taken for the reason that *code* explains."""
        self.rejected[code] += events


def balance(
    ledger: Ledger, start: SpoolStats, end: SpoolStats, *, is_shared: bool = False, is_stale: bool = False
) -> Balance:
    """The books of a run, from the spool's counts at its *start* and its *end*; others fill one that *is_shared*.

    Where *end* *is_stale*, what was acknowledged since waits, as far as is known.
    """
    elsewhere = end.appended - start.appended - ledger.accepted
    unseen = max(0, -elsewhere) if is_stale else 0
    return Balance(
        received=ledger.received,
        rejected=ledger.rejected.total(),
        brought_forward=start.waiting + start.claimed + start.dead,
        delivered=end.delivered - start.delivered,
        waiting=end.waiting + end.claimed + unseen,
        dead=end.dead,
        purged=end.purged - start.purged,
        lost=end.lost - start.lost,
        elsewhere=elsewhere + unseen if is_shared else 0,
    )


def as_json(found: Balance) -> Mapping[str, int]:
    """The books as `--format jsonl` and `/healthz` show them."""
    return {
        "received": found.received,
        "rejected": found.rejected,
        "brought_forward": found.brought_forward,
        "delivered": found.delivered,
        "waiting": found.waiting,
        "dead": found.dead,
        "purged": found.purged,
        "lost": found.lost,
        "elsewhere": found.elsewhere,
    }
