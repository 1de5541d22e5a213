"""One request, bounded in time and size, and no redirect followed."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from insights_cli.doctor.probe import ask
from insights_cli.errors import InsightsError


class Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        """Answer."""
        status = 302 if self.path == "/moved" else 200
        body = b"x" * 3_000_000 if self.path == "/large" else b"hello"
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:9/")
        self.send_header("X-Asked", self.headers.get("X-Ask", ""))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the inherited name
        """Say nothing."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_answer_is_taken_as_it_is(url: str) -> None:
    """Status, headers in lower case, body and the server's clock."""
    reply = ask("GET", f"{url}/", {"X-Ask": "a"})
    assert (reply.status, reply.body, reply.headers["x-asked"], reply.date is not None) == (200, b"hello", "a", True)


def test_a_redirect_is_an_answer(url: str) -> None:
    """Nothing is sent where the answer points to."""
    assert ask("GET", f"{url}/moved", {}).status == 302


def test_a_large_body_is_cut(url: str) -> None:
    """A body of any size costs at most a megabyte."""
    assert len(ask("GET", f"{url}/large", {}).body) == 1_000_000


def test_nobody_there_is_a_failure_with_a_fix() -> None:
    """A closed port is said with the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(InsightsError, match="DR001"):
        ask("GET", f"http://127.0.0.1:{port}/", {})
