"""Append rate and CPU per event of every spool, single and in batches, empty and deep, and how long opening takes.

Run: python -m tests.benchmarks.spools [--seconds 3] [--deep 1000000] [--only sqlite]

The second CPU column is what the engine used, where it is a process of its own. Engines are started for the
measurement and thrown away; those that are not installed are left out.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, islice
from random import Random
from statistics import median

from insights_cli.model.envelope import Envelope
from insights_cli.spools import Limits, Settings, Settlement, Spool, SpoolKind
from insights_cli.spools.registry import SPOOLS
from tests.postgresql import binaries, cluster

APPENDERS = 64
ROUNDS = 5
_chance = Random(8)
# As events are: much that is always the same, and names and ids that never are.
BODIES = [
    (
        b'{"specversion":"1.0","type":"io.backstage.analytics.navigate","data":{"action":"navigate","subject":"'
        + _chance.randbytes(80).hex().encode()
        + b'","attributes":{"kind":"component","namespace":"default","name":"service"},"context":{"pluginId":"catalog",'
        + b" " * 600
    )[:600]
    for _ in range(1024)
]
CLAIM = 500
_numbers = count()


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table."""

    what: str
    events_a_second: float
    cpu_us_an_event: float
    engine_us_an_event: float
    p99_ms: float

    def __str__(self) -> str:
        cpu = f"{self.cpu_us_an_event:>11.1f}{self.engine_us_an_event:>11.1f}"
        return f"{self.what:<52}{self.events_a_second:>10,.0f}{cpu}{self.p99_ms:>9.1f}"


@dataclass(frozen=True, slots=True)
class Engine:
    """A kind of spool with what keeps it: addresses that nobody has used, and the CPU seconds that it took so far."""

    kind: SpoolKind
    address: Callable[[str], str]
    cpu_s: Callable[[], float] = lambda: 0.0


@contextmanager
def engine_of(kind: SpoolKind) -> Iterator[Engine | None]:
    """What keeps spools of *kind*, for a while; None when it is not installed."""
    match kind.name:
        case "postgresql":
            if binaries() is None:
                yield None
                return
            with cluster() as running:
                yield Engine(kind, lambda _: running.spool(), running.cpu_s)
        case "sqlite":
            yield Engine(kind, lambda folder: f"sqlite:{folder}/spool.db")
        case _:
            yield Engine(kind, lambda _: f"{kind.name}:")


def made(events: int) -> list[Envelope]:
    """New envelopes with ids that grow, as UUIDv7 do."""
    now = datetime.now(UTC)
    return [Envelope(id=f"{at:036x}", accepted_at=now, body=BODIES[at % 1024]) for at in islice(_numbers, events)]


@asynccontextmanager
async def opened(engine: Engine, address: str) -> AsyncIterator[Spool]:
    """The spool at *address*, without limits that matter."""
    limits = Limits(most_bytes=1 << 40, most_events=1 << 40)
    spool = await engine.kind.open(address, Settings(clock=lambda: datetime.now(UTC), limits=limits))
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


async def delivered(spool: Spool, stop: asyncio.Event, most: int = CLAIM) -> int:
    """Claim and settle until told to stop; how many."""
    events = 0
    while not stop.is_set():
        claim = await spool.claim(most_events=most, most_bytes=1 << 20, lease_s=60, wait_s=0.2)
        if claim:
            ids = frozenset(entry.envelope.id for entry in claim.entries)
            await spool.settle(claim, Settlement(delivered=ids))
            events += len(ids)
    return events


async def measure(
    engine: Engine, spool: Spool, what: str, batch: int, seconds: float, *, forward: bool = False
) -> Measured:
    """One row: append (and, if *forward*, deliver at the same time)."""
    stop = asyncio.Event()
    forwarding = asyncio.create_task(delivered(spool, stop)) if forward else None
    began, cpu, engine_cpu = time.perf_counter(), time.process_time(), engine.cpu_s()
    events, took = await appended(spool, batch, seconds)
    elapsed, used, engine_used = time.perf_counter() - began, time.process_time() - cpu, engine.cpu_s() - engine_cpu
    stop.set()
    if forwarding:
        what = f"{what}, {await forwarding / events:.0%} out meanwhile"
    p99_ms = sorted(took)[int(len(took) * 0.99)] * 1e3
    what = f"{engine.kind.name}: {what}"
    return Measured(what, events / elapsed, used / events * 1e6, engine_used / events * 1e6, p99_ms)


async def drained(engine: Engine, spool: Spool, batch: int, events: int) -> str:
    """How fast what waits can be claimed and settled, so many at once, for at most so many events."""
    began, cpu, engine_cpu = time.perf_counter(), time.process_time(), engine.cpu_s()
    done = 0
    while done < events:
        claim = await spool.claim(most_events=batch, most_bytes=64 << 20, lease_s=60, wait_s=0)
        if claim is None:
            break
        ids = frozenset(entry.envelope.id for entry in claim.entries)
        await spool.settle(claim, Settlement(delivered=ids))
        done += len(ids)
    elapsed, used, engine_used = time.perf_counter() - began, time.process_time() - cpu, engine.cpu_s() - engine_cpu
    name = f"{engine.kind.name}: delivered, {batch} at once"
    return f"{name:<52}{done / elapsed:>10,.0f}{used / done * 1e6:>11.1f}{engine_used / done * 1e6:>11.1f}"


async def rows(engine: Engine, seconds: float, deep: int) -> AsyncIterator[Measured | str]:
    """Everything about one kind of spool."""
    for forward in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            async with opened(engine, engine.address(folder)) as spool:
                for batch in (1, 50):
                    what = f"{batch} at a time{', forwarding' if forward else ''}"
                    yield await measure(engine, spool, what, batch, seconds, forward=forward)
    if engine.kind.name != "memory":
        async for row in deep_rows(engine, seconds, deep):
            yield row


async def deep_rows(engine: Engine, seconds: float, deep: int) -> AsyncIterator[Measured | str]:
    """How a spool in which *deep* events wait compares with an empty one, round by round, so that both see the same."""
    name = engine.kind.name
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as folder:
        address = engine.address(folder)
        async with opened(engine, address) as spool:
            for _ in range(deep // 50):
                await spool.append(made(50))
        began = time.perf_counter()
        async with opened(engine, address) as full, opened(engine, engine.address(empty)) as fresh:
            yield f"{name}: opened with {deep:,} waiting in {time.perf_counter() - began:.3f} s"
            began = time.perf_counter()
            await full.stats()
            yield f"{name}: stats in {time.perf_counter() - began:.4f} s"
            for batch in (1, 50):
                ratios: list[float] = []
                for _ in range(ROUNDS):
                    shallow = await measure(engine, fresh, "", batch, seconds / 3)
                    below = await measure(engine, full, "", batch, seconds / 3)
                    ratios.append(below.events_a_second / shallow.events_a_second)
                yield f"{name}: {batch} at a time, deep / empty: {median(ratios):.2f} (median of {ROUNDS} pairs)"
            for batch in (1, 10, 100, 1000):
                yield await drained(engine, full, batch, min(deep // 4, batch * 200))


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--deep", type=int, default=1_000_000)
    parser.add_argument("--only", choices=[kind.name for kind in SPOOLS])
    options = parser.parse_args(arguments)

    async def show(engine: Engine) -> None:
        async for row in rows(engine, options.seconds, options.deep):
            sys.stdout.write(f"{row}\n")
            sys.stdout.flush()

    sys.stdout.write(f"{'':<52}{'events/s':>10}{'CPU us/ev':>11}{'engine':>11}{'p99 ms':>9}\n")
    for kind in SPOOLS:
        if options.only in (None, kind.name):
            with engine_of(kind) as engine:
                if engine is not None:
                    asyncio.run(show(engine))


if __name__ == "__main__":
    main(sys.argv[1:])
