"""How fast a counter grows, over the last seconds."""

from collections import deque

_OVER_S = 3.0


class Rate:
    """Ask it now and then."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def now(self, count: int, at_s: float) -> float:
        """The growth a second up to *at_s*, when the counter stands at *count*."""
        self._seen.append((at_s, count))
        while len(self._seen) > 2 and self._seen[1][0] <= at_s - _OVER_S:
            self._seen.popleft()
        first_s, first = self._seen[0]
        return (count - first) / (at_s - first_s) if at_s > first_s else 0.0
