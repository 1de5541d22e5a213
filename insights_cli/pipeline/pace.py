"""Time and chance as the forwarder sees them, so that tests can hold both."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A clock for dates, a clock for durations in seconds, a way to wait, and a number from 0 to 1."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True, kw_only=True)
class Backoff:
    """Waits that double from *first_s* to *longest_s*, each drawn from nothing to its full length (full jitter)."""

    first_s: float = 1.0
    longest_s: float = 30.0

    def wait_s(self, failures: int, *, chance: float, floor: timedelta) -> float:
        """How long to wait after *failures* in a row (from 1); never shorter than *floor*."""
        longest = min(self.longest_s, self.first_s * 2.0 ** min(failures - 1, 32))
        return max(floor.total_seconds(), chance * longest)
