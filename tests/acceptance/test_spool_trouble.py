"""The running server with a full disk, a damaged file and a large backlog: nothing acknowledged is lost or hidden."""

import random
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.acceptance.books import Books, status, take, wait_for
from tests.acceptance.serving import Load, body, served
from tests.sinks.http_upstream import upstream

FLIPS = 50
SPOOL = ".local/state/insights/spool.db"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 32 MB, where making one is allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", place], capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no mount program")
    if made.returncode:
        pytest.skip(f"mounting is not allowed: {made.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def fill(url: str, first: int) -> tuple[set[int], httpx.Response]:
    """Send until the server refuses: what it took, and the refusal."""
    taken: set[int] = set()
    with httpx.Client(timeout=30) as client:
        while True:
            values = list(range(first, first + 500))
            answer = client.post(f"{url}/events", content=body(values), headers={"content-type": "application/json"})
            if answer.status_code != 202:
                return taken, answer
            taken |= set(values)
            first += 500


def test_a_full_disk_refuses_and_goes_on_by_itself(small_disk: Path, tmp_path: Path) -> None:
    """503 with Retry-After instead of a lie; what was acknowledged is delivered, and then there is room again."""
    is_down = threading.Event()
    is_down.set()
    with upstream() as world:
        refuse = status(503)

        def behave(handler: object, _found: list[int]) -> bool:
            if is_down.is_set():
                refuse(handler)  # type: ignore[arg-type]  # the handler that the books were given
                return False
            return True

        books = Books(world, behave)
        flags = ("--upstream", world.url, "--spool", str(small_disk / "spool.db"), "--drain", "60s")
        with served(tmp_path, *flags) as server:
            taken, refusal = fill(server.url, 0)
            assert (refusal.status_code, "retry-after" in refusal.headers) == (503, True)
            assert refusal.json()["error"]["code"].startswith("SP")
            assert len(taken) > 1000
            is_down.clear()
            wait_for(books, taken)
            turn = threading.Event()
            while fill_once(server.url, 1_000_000)[0] != 202:
                turn.wait(0.1)
            wait_for(books, {1_000_000})
            assert server.stop() == 0
    assert "waiting 0 + dead 0" in server.said[-1]


def fill_once(url: str, value: int) -> tuple[int, str]:
    """The status of one event."""
    answer = httpx.post(f"{url}/events", content=body([value]), headers={"content-type": "application/json"})
    return answer.status_code, answer.text


def test_flipped_bits_are_set_aside_and_counted(tmp_path: Path) -> None:
    """With bits flipped at fifty places the server starts, says so, and delivers what can be read."""
    with upstream() as world:
        Books(world, lambda handler, _: bool(status(503)(handler)))
        with served(tmp_path, "--upstream", world.url) as server:
            load = Load(server.port, 0, clients=8)
            load.run(3000)
            server.kill()
    path = tmp_path / SPOOL
    content = bytearray(path.read_bytes())
    chance = random.Random(11)
    for _ in range(FLIPS):
        at = chance.randrange(100, len(content))
        content[at] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    with upstream() as world:
        books = Books(world, take)
        with served(tmp_path, "--upstream", world.url, "--drain", "60s") as server:
            assert fill_once(server.url, 1_000_000)[0] == 202
            wait_for(books, {1_000_000})
            code = server.stop()
    said = "".join(server.said)
    assert code == 0, said
    arrived = set(books.arrived) - {1_000_000}
    missing = load.taken - arrived
    assert arrived <= set(range(load.next))
    # What could not be read is said, never silently missing.
    assert not missing or "lost" in said or "set aside" in said, (len(missing), said)


def test_a_backlog_delays_no_start(tmp_path: Path) -> None:
    """With tens of thousands of waiting events the server still listens at once, and delivers all of them."""
    with upstream() as world:
        Books(world, lambda handler, _: bool(status(503)(handler)))
        with served(tmp_path, "--upstream", world.url) as server:
            taken: set[int] = set()
            with httpx.Client(timeout=30) as client:
                for first in range(0, 30_000, 1000):
                    values = list(range(first, first + 1000))
                    headers = {"content-type": "application/json"}
                    assert client.post(f"{server.url}/events", content=body(values), headers=headers).status_code == 202
                    taken |= set(values)
            server.kill()
    with upstream() as world:
        books = Books(world, take)
        with served(tmp_path, "--upstream", world.url, "--drain", "60s") as server:
            assert "30000 waiting" in "".join(server.said)
            wait_for(books, taken)
            assert server.stop() == 0
    assert set(books.arrived) == taken
