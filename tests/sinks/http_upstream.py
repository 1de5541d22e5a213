"""A real HTTP server on loopback that answers what a test wants and keeps what it got."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Upstream:
    """Answers *answers* in turn as `(status, headers, body)`, then 202.

    *before* is asked first, with the body; when it says no, it has answered itself. Several requests come at once.
    """

    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    before: Callable[[BaseHTTPRequestHandler, bytes], bool] = lambda _, __: True
    url: str = ""

    def ids(self) -> list[str]:
        """The ids of all events that came, in order."""
        return [each["id"] for _, _, body in self.requests for each in json.loads(gzip.decompress(body))]


@contextmanager
def upstream() -> "Iterator[Upstream]":
    """A running upstream."""
    world = Upstream()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            world.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            if not world.before(self, body):
                self.close_connection = True
                return
            status, headers, content = world.answers.pop(0) if world.answers else (202, {}, b"")
            self.send_response(status)
            for name, value in {"content-length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Torn connections are what tests want."""

    with Server(("127.0.0.1", 0), Handler) as server:
        world.url = f"http://127.0.0.1:{server.server_port}/v1/events"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield world
        finally:
            server.shutdown()
            thread.join()
