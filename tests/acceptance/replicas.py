"""Several servers of one spool under load, an upstream that counts, and the sums at the end."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx

from insights_cli.spools import SpoolStats
from tests.acceptance.books import Books, status, take, wait_for
from tests.acceptance.serving import Load, Served, served
from tests.sinks.http_upstream import Upstream, upstream
from tests.spools.asking import stats_of

# How often each story is told.
ROUNDS = range(int(os.environ.get("INSIGHTS_REPLICA_ROUNDS", "1")))
# Numbers of events sent to one server are never those of another.
APART = 10_000_000


class Story:
    """Two servers of one spool, clients of each, and an upstream that counts."""

    def __init__(self, home: Path, address: str, world: Upstream, behave: Callable[..., bool]) -> None:
        self.home, self.address, self.world = home, address, world
        self.books = Books(world, behave)
        self.loads: list[Load] = []
        self._loading: list[threading.Thread] = []

    @contextmanager
    def server(self) -> "Iterator[Served]":
        """One more server of the spool."""
        flags = ("--upstream", self.world.url, "--spool", self.address, "--drain", "60s")
        with served(self.home, *flags) as one:
            yield one

    def load(self, server: Served, enough: int, *, clients: int = 16) -> None:
        """Send to *server* in the background until so many events are taken, or it is gone."""
        load = Load(server.port, len(self.loads) * APART, clients=clients, seed=len(self.loads))
        self.loads.append(load)
        thread = threading.Thread(target=load.run, args=(enough,))
        thread.start()
        self._loading.append(thread)

    def wait_for_taken(self, at: int, enough: int) -> None:
        """Wait until a load has so many (the test's time-out limits it)."""
        turn = threading.Event()
        while len(self.loads[at].taken) < enough:
            turn.wait(0.01)

    def wait_for_refused(self) -> None:
        """Wait until something was refused (the test's time-out limits it)."""
        turn = threading.Event()
        while not self._refused():
            turn.wait(0.01)

    def halt(self) -> None:
        """Let all loads end."""
        for load in self.loads:
            load.stop()

    def settle(self) -> None:
        """Wait until all loads have ended and nothing is in the spool, not even what a dead server had claimed."""
        for thread in self._loading:
            thread.join()
        turn = threading.Event()
        while (stats := stats_of(self.address)).waiting + stats.claimed:
            turn.wait(0.2)

    def finish(self, name: str, *servers: Served) -> None:
        """Wait until all loads have ended and everything taken has arrived, stop *servers*, and do the sums."""
        for thread in self._loading:
            thread.join()
        taken = set[int]().union(*(load.taken for load in self.loads))
        wait_for(self.books, taken)
        self._wait_until_empty()
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

    def _wait_until_empty(self) -> None:
        """What a killed server delivered and could not settle is another's when its lease is over."""
        turn = threading.Event()
        while (seen := stats_of(self.address)).waiting + seen.claimed:
            turn.wait(0.2)

    def _refused(self) -> int:
        return sum(load.refused for load in self.loads)

    def _check_counts(self, stats: SpoolStats) -> None:
        assert (stats.waiting, stats.claimed, stats.dead, stats.lost) == (0, 0, 0, 0)
        assert stats.appended == stats.delivered


@contextmanager
def story(home: Path, address: str, behave: Callable[..., bool] = take) -> Iterator[Story]:
    """A story from its beginning."""
    with upstream() as world:
        yield Story(home, address, world, behave)


class Outage:
    """An upstream that answers 503 until it is over."""

    def __init__(self) -> None:
        self.is_over = threading.Event()
        self._refuse = status(503)

    def __call__(self, handler: BaseHTTPRequestHandler, _found: list[int]) -> bool:
        """Whether the events are taken."""
        if not self.is_over.is_set():
            self._refuse(handler)
        return self.is_over.is_set()


def outage_survived(home: Path, address: str, turn: int) -> None:
    """Two servers take events while the upstream is away; all arrive once it is back."""
    outage = Outage()
    with story(home, address, outage) as told, told.server() as first, told.server() as second:
        told.load(first, 2000)
        told.load(second, 2000)
        told.wait_for_taken(0, 2000)
        told.wait_for_taken(1, 2000)
        outage.is_over.set()
        told.finish(f"upstream down {turn}", first, second)


def one_tries_for_all(home: Path, address: str) -> None:
    """The upstream refuses the only batch: the server that has it waits, and the other heard of it and waits, too."""
    outage = Outage()
    with story(home, address, outage) as told, told.server() as first, told.server() as second:
        told.load(first, 1, clients=1)
        turn = threading.Event()
        while len(troubles := {_trouble(first), _trouble(second)} - {""}) < 2:
            turn.wait(0.05)
        assert "another server waits for the upstream" in troubles
        outage.is_over.set()
        told.finish("one tries for all", first, second)


def _trouble(server: Served) -> str:
    """Why forwarding does not go, as the server says; empty while it does."""
    return str(httpx.get(f"http://127.0.0.1:{server.port}/healthz").json().get("trouble") or "")


def servers_replaced(home: Path, address: str, turn: int) -> None:
    """Two servers under load are stopped one by one and a third takes over; nothing is lost or sent twice."""
    with story(home, address) as told, told.server() as first, told.server() as second:
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
