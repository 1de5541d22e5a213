"""Append rate and CPU per event of every spool, single and in batches, empty and deep, and how long opening takes.

Run: python -m tests.benchmarks.spools [--seconds 3] [--deep 1000000] [--only sqlite]

The second CPU column is what the engine used, where it is a process of its own. Engines are started for the
measurement and thrown away; those that are not installed are left out.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import count, islice
from multiprocessing import get_context
from random import Random
from statistics import median

from insights_cli.model.envelope import Envelope
from insights_cli.spools import Limits, Settings, Settlement, Spool
from insights_cli.spools.registry import SPOOLS
from tests import nats
from tests.postgresql import binaries, cluster, ticks

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
SHARED = ("postgresql", "nats")
# Ids of one process are never those of another.
_numbers = count(os.getpid() << 64)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A spool with what keeps it: addresses that nobody has used, and the processes whose CPU it takes."""

    name: str
    kind: str
    address: Callable[[str], str]
    processes: Callable[[], Sequence[int]] = tuple

    async def open(self, address: str, settings: Settings) -> Spool:
        """The spool at *address*."""
        return await next(kind for kind in SPOOLS if kind.name == self.kind).open(address, settings)

    def cpu_s(self) -> float:
        """How many seconds of CPU the engine took so far."""
        return sum(ticks(pid) for pid in self.processes()) / os.sysconf("SC_CLK_TCK")


@contextmanager
def memory() -> Iterator[Engine]:
    """No engine at all."""
    yield Engine(name="memory", kind="memory", address=lambda _: "memory:")


@contextmanager
def sqlite() -> Iterator[Engine]:
    """A file."""
    yield Engine(name="sqlite", kind="sqlite", address=lambda folder: f"sqlite:{folder}/spool.db")


@contextmanager
def postgresql() -> Iterator[Engine | None]:
    """One PostgreSQL with its default promises, if it is installed."""
    if binaries() is None:
        yield None
        return
    with cluster() as running:
        yield Engine(
            name="postgresql", kind="postgresql", address=lambda _: running.spool(), processes=running.processes
        )


@contextmanager
def nats_server(name: str, *, always: bool) -> Iterator[Engine | None]:
    """One NATS server, if it is installed; with *always* it syncs before it answers."""
    if nats.binary() is None:
        yield None
        return
    with nats.node(always=always) as running:
        yield Engine(name=name, kind="nats", address=lambda _: running.spool(), processes=lambda: _pids([running]))


@contextmanager
def nats_cluster() -> Iterator[Engine | None]:
    """Three NATS servers that each keep everything, if it is installed."""
    if nats.binary() is None:
        yield None
        return
    with nats.cluster(3) as running:
        yield Engine(
            name="nats, 3 nodes",
            kind="nats",
            address=lambda _: running.spool(),
            processes=lambda: _pids(running.nodes),
        )


def _pids(nodes: Sequence[nats.Node]) -> list[int]:
    return [node.process.pid for node in nodes if node.process]


ENGINES: dict[str, Callable[[], AbstractContextManager[Engine | None]]] = {
    "memory": memory,
    "sqlite": sqlite,
    "postgresql": postgresql,
    "nats": partial(nats_server, "nats", always=False),
    "nats-always": partial(nats_server, "nats, always", always=True),
    "nats-cluster": nats_cluster,
}


def made(events: int) -> list[Envelope]:
    """New envelopes with ids that grow, as UUIDv7 do."""
    now = datetime.now(UTC)
    return [Envelope(id=f"{at:036x}", accepted_at=now, body=BODIES[at % 1024]) for at in islice(_numbers, events)]


@asynccontextmanager
async def opened(engine: Engine, address: str) -> AsyncIterator[Spool]:
    """The spool at *address*, without limits that matter."""
    limits = Limits(most_bytes=1 << 34, most_events=1 << 30)
    spool = await engine.open(address, Settings(clock=lambda: datetime.now(UTC), limits=limits))
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
    what = f"{engine.name}: {what}"
    return Measured(what, events / elapsed, used / events * 1e6, engine_used / events * 1e6, p99_ms)


async def drained(engine: Engine, spool: Spool, batch: int, events: int) -> str:
    """How fast what waits can be claimed and settled, so many at once, for at most so many events."""
    began, cpu, engine_cpu = time.perf_counter(), time.process_time(), engine.cpu_s()
    done = 0
    while done < events:
        claim = await spool.claim(most_events=batch, most_bytes=64 << 20, lease_s=60, wait_s=1.0)
        if claim is None:
            break
        ids = frozenset(entry.envelope.id for entry in claim.entries)
        await spool.settle(claim, Settlement(delivered=ids))
        done += len(ids)
    elapsed, used, engine_used = time.perf_counter() - began, time.process_time() - cpu, engine.cpu_s() - engine_cpu
    name = f"{engine.name}: delivered, {batch} at once"
    if not done:
        return f"{name}: nothing was there"
    return f"{name:<52}{done / elapsed:>10,.0f}{used / done * 1e6:>11.1f}{engine_used / done * 1e6:>11.1f}"


async def rows(engine: Engine, seconds: float, deep: int) -> AsyncIterator[Measured | str]:
    """Everything about one kind of spool."""
    for forward in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            async with opened(engine, engine.address(folder)) as spool:
                for batch in (1, 50):
                    what = f"{batch} at a time{', forwarding' if forward else ''}"
                    yield await measure(engine, spool, what, batch, seconds, forward=forward)
    if engine.kind in SHARED:
        for replicas in (1, 2, 3):
            yield await asyncio.to_thread(together, engine, engine.address(""), replicas, seconds)
    if engine.kind != "memory":
        async for row in deep_rows(engine, seconds, deep):
            yield row


def one_of_many(kind: str, address: str, seconds: float) -> tuple[int, int, float]:
    """What one process among several appended and delivered, and its CPU seconds."""

    async def work() -> tuple[int, int]:
        async with opened(Engine(name=kind, kind=kind, address=lambda _: address), address) as spool:
            stop = asyncio.Event()
            forwarding = asyncio.create_task(delivered(spool, stop))
            events, _ = await appended(spool, 1, seconds)
            stop.set()
            return events, await forwarding

    accepted, left = asyncio.run(work())
    return accepted, left, time.process_time()


def together(engine: Engine, address: str, replicas: int, seconds: float) -> str:
    """How many processes accept and deliver together."""
    engine_cpu = engine.cpu_s()
    with ProcessPoolExecutor(replicas, mp_context=get_context("spawn")) as pool:
        asked = [pool.submit(one_of_many, engine.kind, address, seconds) for _ in range(replicas)]
        done = [each.result() for each in asked]
    engine_used = engine.cpu_s() - engine_cpu
    accepted, left = sum(each[0] for each in done), sum(each[1] for each in done)
    cpu = sum(each[2] for each in done)
    what = f"{engine.name}: {replicas} processes, forwarding, {left / accepted:.0%} out"
    return f"{what:<52}{accepted / seconds:>10,.0f}{cpu / accepted * 1e6:>11.1f}{engine_used / accepted * 1e6:>11.1f}"


async def deep_rows(engine: Engine, seconds: float, deep: int) -> AsyncIterator[Measured | str]:
    """How a spool in which *deep* events wait compares with an empty one, round by round, so that both see the same."""
    name = engine.name
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
    parser.add_argument("--only", choices=list(ENGINES))
    options = parser.parse_args(arguments)

    async def show(engine: Engine) -> None:
        async for row in rows(engine, options.seconds, options.deep):
            sys.stdout.write(f"{row}\n")
            sys.stdout.flush()

    sys.stdout.write(f"{'':<52}{'events/s':>10}{'CPU us/ev':>11}{'engine':>11}{'p99 ms':>9}\n")
    for name, started in ENGINES.items():
        if options.only in (None, name):
            with started() as engine:
                if engine is not None:
                    asyncio.run(show(engine))


if __name__ == "__main__":
    main(sys.argv[1:])
