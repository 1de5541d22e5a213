"""Time that stands still until somebody waits, then jumps to the end of that wait."""

import asyncio
from datetime import UTC, datetime, timedelta

from insights_cli.pipeline.pace import Pace

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class HeldTime:
    """A clock that only waiting moves; every wait is written down."""

    def __init__(self) -> None:
        self.passed_s = 0.0
        self.waits: list[float] = []

    def now(self) -> datetime:
        """The date."""
        return START + timedelta(seconds=self.passed_s)

    def monotonic(self) -> float:
        """Seconds since the start."""
        return self.passed_s

    async def sleep(self, seconds: float) -> None:
        """Let *seconds* pass at once."""
        self.waits.append(seconds)
        self.passed_s += seconds
        await asyncio.sleep(0)

    def pace(self, *, chance: float = 1.0) -> Pace:
        """This time as the forwarder wants it; every random number is *chance*."""
        return Pace(now=self.now, monotonic=self.monotonic, sleep=self.sleep, random=lambda: chance)
