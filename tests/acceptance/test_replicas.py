"""Servers that share a spool in PostgreSQL: every event of a 202 arrives, whichever of them or of it dies.

INSIGHTS_REPLICA_ROUNDS says how often each story is told.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from insights_cli.spools import SpoolStats
from tests.acceptance.books import Books, status, take, wait_for
from tests.acceptance.serving import Load, Served, served
from tests.postgresql import Cluster, cluster
from tests.sinks.http_upstream import Upstream, upstream
from tests.spools.asking import stats_of

ROUNDS = range(int(os.environ.get("INSIGHTS_REPLICA_ROUNDS", "1")))
# Numbers of events sent to one server are never those of another.
APART = 10_000_000


@pytest.fixture(scope="module")
def mortal() -> Iterator[Cluster]:
    """A PostgreSQL that may be killed."""
    with cluster() as running:
        yield running


class Story:
    """Two servers of one spool, clients of each, and an upstream that counts."""

    def __init__(self, home: Path, engine: Cluster, world: Upstream, behave: Callable[..., bool]) -> None:
        self.home, self.engine, self.world = home, engine, world
        self.address = engine.spool()
        self.books = Books(world, behave)
        self.loads: list[Load] = []
        self._loading: list[threading.Thread] = []

    @contextmanager
    def server(self) -> "Iterator[Served]":
        """One more server of the spool."""
        flags = ("--upstream", self.world.url, "--spool", self.address, "--drain", "60s")
        with served(self.home, *flags) as one:
            yield one

    def load(self, server: Served, enough: int) -> None:
        """Send to *server* in the background until so many events are taken, or it is gone."""
        load = Load(server.port, len(self.loads) * APART, clients=16, seed=len(self.loads))
        self.loads.append(load)
        thread = threading.Thread(target=load.run, args=(enough,))
        thread.start()
        self._loading.append(thread)

    def wait_for_taken(self, at: int, enough: int) -> None:
        """Wait until a load has so many (the test's time-out limits it)."""
        turn = threading.Event()
        while len(self.loads[at].taken) < enough:
            turn.wait(0.01)

    def finish(self, name: str, *servers: Served) -> None:
        """Wait until all loads have ended and everything taken has arrived, stop *servers*, and do the sums."""
        for thread in self._loading:
            thread.join()
        taken = set[int]().union(*(load.taken for load in self.loads))
        wait_for(self.books, taken)
        codes = [server.stop() for server in servers]
        arrived = self.books.arrived
        repeats = sum(count - 1 for count in arrived.values())
        figures = (len(taken), len(arrived), len(taken - set(arrived)), repeats, self._refused())
        logging.getLogger(__name__).info(
            "%s: accepted %d, delivered %d, lost %d, repeats %d, refused %d", name, *figures
        )
        assert codes == [0] * len(servers), "".join(line for server in servers for line in server.said)
        assert taken <= set(arrived)
        self._check_counts(stats_of(self.address))

    def _refused(self) -> int:
        return sum(load.refused for load in self.loads)

    def _check_counts(self, stats: SpoolStats) -> None:
        assert (stats.waiting, stats.claimed, stats.dead, stats.lost) == (0, 0, 0, 0)
        assert stats.appended == stats.delivered


@contextmanager
def story(home: Path, engine: Cluster, behave: Callable[..., bool] = take) -> Iterator[Story]:
    """A story from its beginning."""
    with upstream() as world:
        yield Story(home, engine, world, behave)


@pytest.mark.parametrize("turn", ROUNDS)
def test_a_replica_is_killed_under_load(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """The other one delivers what the killed one had taken and what it had claimed."""
    with story(tmp_path, mortal) as told, told.server() as first, told.server() as second:
        told.load(first, 1_000_000)
        told.load(second, 3000)
        told.wait_for_taken(0, 300 + 500 * turn)
        first.kill()
        told.finish(f"replica killed {turn}", second)


@pytest.mark.parametrize("turn", ROUNDS)
def test_postgresql_crashes_under_load(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """While it is away events are refused, not lost; when it is back all goes on by itself."""
    with story(tmp_path, mortal) as told, told.server() as first, told.server() as second:
        told.load(first, 2000 + 700 * turn)
        told.load(second, 2000 + 700 * turn)
        told.wait_for_taken(0, 300 + 300 * turn)
        mortal.crash()
        mortal.start()
        told.finish(f"postgresql crashed {turn}", first, second)


@pytest.mark.parametrize("turn", ROUNDS)
def test_the_upstream_is_down_for_a_while(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """Everything waits, one server tries for both, and all arrives afterwards."""
    fails = threading.Event()
    refuse = status(503)

    def behave(handler: BaseHTTPRequestHandler, _found: list[int]) -> bool:
        if not fails.is_set():
            refuse(handler)
        return fails.is_set()

    with story(tmp_path, mortal, behave) as told, told.server() as first, told.server() as second:
        told.load(first, 2000)
        told.load(second, 2000)
        told.wait_for_taken(0, 2000)
        told.wait_for_taken(1, 2000)
        fails.set()
        told.finish(f"upstream down {turn}", first, second)


@pytest.mark.parametrize("turn", ROUNDS)
def test_servers_are_replaced_one_by_one(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """A rolling restart loses nothing and repeats nothing."""
    with story(tmp_path, mortal) as told, told.server() as first, told.server() as second:
        told.load(first, 1_000_000)
        told.load(second, 1_000_000)
        told.wait_for_taken(1, 500)
        assert first.stop() == 0, "".join(first.said)
        with told.server() as third:
            told.load(third, 2000)
            told.wait_for_taken(2, 500)
            assert second.stop() == 0, "".join(second.said)
            told.finish(f"rolling restart {turn}", third)
        assert sum(told.books.arrived.values()) == len(told.books.arrived)
