"""Every event of a 202 is delivered or a dead letter, whatever happens to the server and to the upstream."""

import logging
import os
import random
import signal
import socket
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.acceptance.books import Books, status, take, values, wait_for
from tests.acceptance.serving import Load, Served, served
from tests.sinks.http_upstream import upstream

ROUNDS = int(os.environ.get("INSIGHTS_KILL_ROUNDS", "4"))
BATCH = 1000


def finish(server: Served) -> None:
    """Stop a server when everything has left."""
    assert server.stop() == 0, "".join(server.said)
    assert "waiting 0 + dead 0" in server.said[-1]


def test_killed_again_and_again_it_loses_nothing(tmp_path: Path) -> None:
    """SIGKILL at random moments under load: what was acknowledged arrives, repeats are few."""
    chance = random.Random(os.environ.get("INSIGHTS_KILL_SEED", "7"))
    taken, following = set[int](), 0
    with upstream() as world:
        books = Books(world, take)
        for at in range(ROUNDS):
            with served(tmp_path, "--upstream", world.url) as server:
                load = Load(server.port, following, seed=at)
                load.run(chance.randrange(1, 4000), killing=server.kill)
                taken |= load.taken
                following = load.next
        with served(tmp_path, "--upstream", world.url, "--drain", "60s") as server:
            finish(server)
    repeats = sum(count - 1 for count in books.arrived.values())
    figures = (ROUNDS, len(taken), len(books.arrived), len(taken - set(books.arrived)), repeats)
    logging.getLogger(__name__).info("rounds %d, accepted %d, delivered %d, lost %d, repeats %d", *figures)
    assert taken - set(books.arrived) == set()
    assert set(books.arrived) <= set(range(following))
    assert repeats <= ROUNDS * 4 * BATCH


def half(handler: BaseHTTPRequestHandler) -> None:
    """Break off in the middle of the head."""
    handler.wfile.write(b"HTTP/1.1 202 Acc")


def reset(handler: BaseHTTPRequestHandler) -> None:
    """Tear the connection down."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    handler.connection.close()


TROUBLES: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "500": status(500),
    "503 with Retry-After": status(503, "retry-after: 1"),
    "429": status(429, "retry-after: 1"),
    "401": status(401),
    "closed": lambda _: None,
    "half an answer": half,
    "reset": reset,
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES.keys())
def test_an_upstream_in_trouble_and_a_kill_lose_nothing(
    tmp_path: Path, trouble: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    """The first attempts fail, the server is killed in between, then all is well."""
    fails = {"left": 3}

    def behave(handler: BaseHTTPRequestHandler, _found: list[int]) -> bool:
        fails["left"] -= 1
        if fails["left"] >= 0:
            trouble(handler)
        return fails["left"] < 0

    with upstream() as world:
        books = Books(world, behave)
        with served(tmp_path, "--upstream", world.url) as server:
            load = Load(server.port, 0)
            load.run(500, killing=server.kill)
        with served(tmp_path, "--upstream", world.url, "--drain", "60s") as server:
            more = Load(server.port, load.next)
            more.run(500)
            wait_for(books, load.taken | more.taken)
            finish(server)
    assert (load.taken | more.taken) - set(books.arrived) == set()


def test_a_hanging_upstream_holds_nobody(tmp_path: Path) -> None:
    """While an attempt hangs events are taken; a kill then loses none of them."""
    release = threading.Event()
    hanging = threading.Event()

    with upstream() as world:
        arrived = Counter[int]()

        def before(_handler: BaseHTTPRequestHandler, body: bytes) -> bool:
            found = values(body)
            if not release.is_set():
                hanging.set()
                release.wait(30)
                return False
            arrived.update(found)
            return True

        world.before = before
        with served(tmp_path, "--upstream", world.url) as server:
            load = Load(server.port, 0)
            load.run(200)
            assert hanging.wait(20)
            load.run(200, killing=server.kill)
        release.set()
        with served(tmp_path, "--upstream", world.url, "--drain", "60s") as server:
            finish(server)
    assert load.taken - set(arrived) == set()


def test_an_upstream_that_takes_only_small_batches_gets_small_batches(tmp_path: Path) -> None:
    """413 is answered by halves until they fit."""
    too_large = status(413)

    def behave(handler: BaseHTTPRequestHandler, found: list[int]) -> bool:
        if len(found) > 20:
            too_large(handler)
        return len(found) <= 20

    with upstream() as world:
        books = Books(world, behave)
        with served(tmp_path, "--upstream", world.url, "--drain", "60s") as server:
            load = Load(server.port, 0)
            load.run(300)
            finish(server)
    assert set(books.arrived) == load.taken


def test_a_poison_event_becomes_a_dead_letter(tmp_path: Path) -> None:
    """All others arrive, and the books say so."""
    refuse = status(422)

    def behave(handler: BaseHTTPRequestHandler, found: list[int]) -> bool:
        if 77 in found:
            refuse(handler)
        return 77 not in found

    with upstream() as world:
        books = Books(world, behave)
        with served(tmp_path, "--upstream", world.url, "--drain", "60s") as server:
            load = Load(server.port, 0)
            load.run(300)
            assert server.stop() == 0, "".join(server.said)
    assert set(books.arrived) == load.taken - {77}
    assert "waiting 0 + dead 1" in server.said[-1]


def test_a_second_signal_stops_at_once_and_loses_nothing(tmp_path: Path) -> None:
    """With an upstream that never answers well, what was taken waits for the next start."""
    fail = status(503)
    fails = threading.Event()

    def behave(handler: BaseHTTPRequestHandler, _found: list[int]) -> bool:
        if not fails.is_set():
            fail(handler)
        return fails.is_set()

    with upstream() as world:
        books = Books(world, behave)
        with served(tmp_path, "--upstream", world.url, "--drain", "300s") as server:
            load = Load(server.port, 0)
            load.run(100)
            server.process.send_signal(signal.SIGTERM)
            server.process.send_signal(signal.SIGINT)
            assert server.stop() == 0, "".join(server.said)
            assert f"waiting {len(load.taken)} + dead 0" in "".join(server.said)
            assert f"stopping with {len(load.taken)} events waiting" in "".join(server.said)
        fails.set()
        with served(tmp_path, "--upstream", world.url, "--drain", "60s") as server:
            finish(server)
    assert set(books.arrived) == load.taken
