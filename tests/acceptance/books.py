"""What an upstream was given, and how it answers."""

import gzip
import json
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

from tests.sinks.http_upstream import Upstream


def values(batch: bytes) -> list[int]:
    """The numbers of the events in a request."""
    return [int(event["data"]["value"]) for event in json.loads(gzip.decompress(batch))]


class Books:
    """Which numbers the upstream said 2xx to."""

    def __init__(self, world: Upstream, behave: Callable[[BaseHTTPRequestHandler, list[int]], bool]) -> None:
        self._behave = behave
        self._lock = threading.Lock()
        self.arrived: Counter[int] = Counter()
        self.attempts = 0
        world.before = self._before

    def _before(self, handler: BaseHTTPRequestHandler, body: bytes) -> bool:
        found = values(body)
        with self._lock:
            self.attempts += 1
            answered = self._behave(handler, found)
            if answered:
                self.arrived.update(found)
            return answered


def take(_handler: BaseHTTPRequestHandler, _found: list[int]) -> bool:
    """All is well."""
    return True


def status(code: int, *headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer with *code*."""
    lines = [f"HTTP/1.1 {code} No", "content-length: 0", "connection: close", *headers, "", ""]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write("\r\n".join(lines).encode())

    return answer


def wait_for(books: Books, wanted: set[int]) -> None:
    """Wait until everything *wanted* has arrived (the test's time-out limits it)."""
    turn = threading.Event()
    while not wanted <= set(books.arrived):
        turn.wait(0.02)
