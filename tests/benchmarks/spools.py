"""Append rate and CPU per event of every spool, single and in batches, empty and deep, and how long opening takes.

Run: python -m tests.benchmarks.spools [--seconds 3] [--deep 1000000] [--only sqlite]
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from statistics import median

from insights_cli.model.envelope import Envelope
from insights_cli.spools import Limits, Settings, Settlement, Spool, SpoolKind
from insights_cli.spools.registry import SPOOLS

APPENDERS = 64
ROUNDS = 5
BODY = (
    b'{"specversion":"1.0","type":"io.backstage.analytics.navigate","data":{"action":"navigate","subject":"'
    + b"x" * 900
)[:600]
ADDRESSES = {"memory": "memory:", "sqlite": "sqlite:{folder}/spool.db"}
_numbers = count()


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table."""

    what: str
    events_a_second: float
    cpu_us_an_event: float
    p99_ms: float

    def __str__(self) -> str:
        return f"{self.what:<44}{self.events_a_second:>12,.0f}{self.cpu_us_an_event:>12.1f}{self.p99_ms:>10.1f}"


def made(events: int) -> list[Envelope]:
    """New envelopes with ids that grow, as UUIDv7 do."""
    now = datetime.now(UTC)
    return [Envelope(id=f"{next(_numbers):036x}", accepted_at=now, body=BODY) for _ in range(events)]


@asynccontextmanager
async def opened(kind: SpoolKind, folder: str) -> AsyncIterator[Spool]:
    """The spool of *kind* in *folder*, without limits that matter."""
    limits = Limits(most_bytes=1 << 40, most_events=1 << 40)
    address = ADDRESSES[kind.name].format(folder=folder)
    spool = await kind.open(address, Settings(clock=lambda: datetime.now(UTC), limits=limits))
    try:
        yield spool
    finally:
        await spool.close()


async def appended(spool: Spool, batch: int, seconds: float) -> tuple[int, list[float]]:
    """Append for so long from many tasks at once; how many events, and how long each append took."""
    ends = time.perf_counter() + seconds
    took: list[float] = []

    async def append() -> int:
        events = 0
        while (began := time.perf_counter()) < ends:
            await spool.append(made(batch))
            took.append(time.perf_counter() - began)
            events += batch
        return events

    return sum(await asyncio.gather(*(append() for _ in range(APPENDERS)))), took


async def delivered(spool: Spool, stop: asyncio.Event) -> int:
    """Claim and settle until told to stop; how many."""
    events = 0
    while not stop.is_set():
        claim = await spool.claim(most_events=500, most_bytes=1 << 20, lease_s=60, wait_s=0.2)
        if claim:
            ids = frozenset(entry.envelope.id for entry in claim.entries)
            await spool.settle(claim, Settlement(delivered=ids))
            events += len(ids)
    return events


async def measure(spool: Spool, what: str, batch: int, seconds: float, *, forward: bool = False) -> Measured:
    """One row: append (and, if *forward*, deliver at the same time)."""
    stop = asyncio.Event()
    forwarding = asyncio.create_task(delivered(spool, stop)) if forward else None
    began, cpu = time.perf_counter(), time.process_time()
    events, took = await appended(spool, batch, seconds)
    elapsed, used = time.perf_counter() - began, time.process_time() - cpu
    stop.set()
    if forwarding:
        what = f"{what}, {await forwarding / events:.0%} out meanwhile"
    return Measured(what, events / elapsed, used / events * 1e6, sorted(took)[int(len(took) * 0.99)] * 1e3)


async def rows(kind: SpoolKind, seconds: float, deep: int) -> AsyncIterator[Measured | str]:
    """Everything about one kind of spool."""
    for forward in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            async with opened(kind, folder) as spool:
                for batch in (1, 50):
                    what = f"{kind.name}: {batch} at a time{', forwarding' if forward else ''}"
                    yield await measure(spool, what, batch, seconds, forward=forward)
    if kind.name != "memory":
        async for row in deep_rows(kind, seconds, deep):
            yield row


async def deep_rows(kind: SpoolKind, seconds: float, deep: int) -> AsyncIterator[Measured | str]:
    """How a spool in which *deep* events wait compares with an empty one, round by round, so that both see the same."""
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as folder:
        async with opened(kind, folder) as spool:
            for _ in range(deep // 50):
                await spool.append(made(50))
        began = time.perf_counter()
        async with opened(kind, folder) as full, opened(kind, empty) as fresh:
            yield f"{kind.name}: opened with {deep:,} waiting in {time.perf_counter() - began:.3f} s"
            began = time.perf_counter()
            claim = await full.claim(most_events=500, most_bytes=1 << 20, lease_s=60, wait_s=0)
            claimed = len(claim.entries) if claim else 0
            yield f"{kind.name}: first claim of {claimed} in {time.perf_counter() - began:.4f} s"
            for batch in (1, 50):
                ratios: list[float] = []
                for _ in range(ROUNDS):
                    shallow = await measure(fresh, "", batch, seconds / 3)
                    below = await measure(full, "", batch, seconds / 3)
                    ratios.append(below.events_a_second / shallow.events_a_second)
                yield f"{kind.name}: {batch} at a time, deep / empty: {median(ratios):.2f} (median of {ROUNDS} pairs)"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--deep", type=int, default=1_000_000)
    parser.add_argument("--only", choices=[kind.name for kind in SPOOLS])
    options = parser.parse_args(arguments)

    async def show() -> None:
        sys.stdout.write(f"{'':<44}{'events/s':>12}{'CPU us/ev':>12}{'p99 ms':>10}\n")
        for kind in SPOOLS:
            if options.only in (None, kind.name):
                async for row in rows(kind, options.seconds, options.deep):
                    sys.stdout.write(f"{row}\n")
                    sys.stdout.flush()

    asyncio.run(show())


if __name__ == "__main__":
    main(sys.argv[1:])
