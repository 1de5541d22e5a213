"""How much came, left and waited, second by second, over the last ten minutes."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insights_cli.model.json import JsonValue
from insights_cli.pipeline.ledger import Balance

KEPT_S = 600
_RATES = ("received", "delivered", "rejected", "dead")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One second: events per second by fate, and how many wait at its end; *time* in seconds since 1970."""

    time: int
    received: int
    delivered: int
    rejected: int
    dead: int
    depth: int

    def json(self) -> dict[str, JsonValue]:
        """The point as the page takes it."""
        return {"time": self.time, **{name: getattr(self, name) for name in _RATES}, "depth": self.depth}


class Timeline:
    """Turns totals into rates; ask it once a second."""

    def __init__(self) -> None:
        self._points: deque[Point] = deque(maxlen=KEPT_S)
        self._before: Balance | None = None

    def take(self, time: int, totals: Balance) -> Point:
        """Add the second that ends at *time* with *totals*."""
        before = self._before or totals
        self._before = totals
        # Replaying a dead letter takes it back, which is no negative rate.
        rates = {name: max(0, getattr(totals, name) - getattr(before, name)) for name in _RATES}
        point = Point(time=time, depth=totals.waiting, **rates)
        self._points.append(point)
        return point

    @property
    def latest(self) -> Point | None:
        """The last second that is known."""
        return self._points[-1] if self._points else None

    def json(self) -> Mapping[str, JsonValue]:
        """All points, column by column."""
        points: Sequence[Point] = tuple(self._points)
        columns: dict[str, JsonValue] = {
            name: [getattr(point, name) for point in points] for name in (*_RATES, "depth")
        }
        return {"step_s": 1, "times": [point.time for point in points], "series": columns}
