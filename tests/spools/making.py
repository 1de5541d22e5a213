"""What tests of spools are made of: a clock that stands still, numbered envelopes, and their ids."""

from datetime import UTC, datetime, timedelta

from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope
from insights_cli.spools import Claim, Entry, Settings, Settlement, Spool

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """The time it stands at."""
        return self.now

    def move(self, seconds: float) -> None:
        """Let *seconds* pass."""
        self.now += timedelta(seconds=seconds)


STILL = Settings(clock=Clock())


def envelopes(*numbers: int, size: int = 10) -> list[Envelope]:
    """Envelopes with ids and bodies made of their numbers."""
    return [Envelope(id=f"id-{number:06}", accepted_at=START, body=b"%0*d" % (size, number)) for number in numbers]


def ids(*numbers: int) -> frozenset[str]:
    """The ids of `envelopes`."""
    return frozenset(f"id-{number:06}" for number in numbers)


def dead(*numbers: int, reason: str = "rejected") -> tuple[tuple[str, DeadLetter], ...]:
    """Those numbers, condemned."""
    letter = DeadLetter(reason=reason, detail="HTTP 400", at=START, attempts=1)
    return tuple((f"id-{number:06}", letter) for number in numbers)


async def claimed(spool: Spool, most_events: int = 500, wait_s: float = 0) -> Claim | None:
    """A claim with nothing special about it."""
    return await spool.claim(most_events=most_events, most_bytes=1 << 20, lease_s=30, wait_s=wait_s)


async def drained(spool: Spool) -> list[str]:
    """The ids of all that is ready, each delivered."""
    found: list[str] = []
    while claim := await claimed(spool):
        taken = [entry.envelope.id for entry in claim.entries]
        await spool.settle(claim, Settlement(delivered=frozenset(taken)))
        found += taken
    return found


async def listed(spool: Spool) -> list[Entry]:
    """Every entry there is."""
    found, after = list[Entry](), None
    while True:
        page = await spool.entries(state=None, after=after, most=500)
        found += page.entries
        if (after := page.next) is None:
            return found
