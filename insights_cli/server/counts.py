"""Cheap counting on the hot path; the exporter turns it into Prometheus' shape when it is asked."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
BYTES = (256.0, 1024.0, 4096.0, 16384.0, 65536.0, 262144.0, 1048576.0, 4194304.0)
EVENTS = (1.0, 5.0, 10.0, 50.0, 100.0, 500.0, 1000.0, 5000.0)


class Distribution:
    """How values spread over *bounds*; one thread observes, any reads."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        self.total = 0.0

    def observe(self, value: float) -> None:
        """Count *value*."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value

    def buckets(self) -> list[tuple[str, float]]:
        """Upper bounds and how many values are at or below each, the last `+Inf`."""
        found: list[tuple[str, float]] = []
        so_far = 0
        for bound, count in zip((*(f"{each:g}" for each in self.bounds), "+Inf"), self.counts, strict=True):
            so_far += count
            found.append((bound, so_far))
        return found


class Counts:
    """What the server and the forwarder count, beside the books of the ledger."""

    def __init__(self) -> None:
        self.answers: Counter[int] = Counter()
        self.seconds = Distribution(SECONDS)
        self.sent_bytes = Distribution(BYTES)
        self.commits = Distribution(SECONDS)
        self.commit_events = Distribution(EVENTS)
        self.attempts: Counter[str] = Counter()
        self.attempt_seconds = Distribution(SECONDS)
        self.attempt_events = Distribution(EVENTS)
        self.dead: Counter[str] = Counter()
        self.delivered = 0
