"""An upstream on loopback that fails on cue: busy first, then strict about one kind of event, else content."""

import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, ClassVar

FIRST_ANSWERS = (503, 429)
POISON = "io.backstage.analytics.cancelled"


@dataclass(slots=True, kw_only=True)
class FakeUpstream:
    """What was asked and answered: *attempts* are `(events, status)` in order, *arrived* the ids that were taken.

    *repeats* counts ids that came again, *without_token* attempts without a bearer token.
    """

    url: str = ""
    attempts: list[tuple[int, int]] = field(default_factory=list)
    arrived: set[str] = field(default_factory=set)
    repeats: int = 0
    without_token: int = 0
    sample: dict[str, Any] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def answer(self, events: Sequence[dict[str, Any]], *, has_token: bool) -> int:
        """Decide about a batch and remember it; the status to answer with."""
        with self.lock:
            self.without_token += not has_token
            status = self._status(events)
            self.attempts.append((len(events), status))
            if status == 202:
                ids = {str(event["id"]) for event in events}
                self.repeats += len(ids & self.arrived)
                self.arrived |= ids
                self.sample = self.sample or dict(events[0])
            return status

    def _status(self, events: Sequence[dict[str, Any]]) -> int:
        if len(self.attempts) < len(FIRST_ANSWERS):
            return FIRST_ANSWERS[len(self.attempts)]
        return 400 if any(event.get("type") == POISON for event in events) else 202


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    upstream: ClassVar[FakeUpstream]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        has_token = self.headers.get("authorization", "").startswith("Bearer ")
        status = self.upstream.answer(json.loads(body), has_token=has_token)
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def fake_upstream() -> Iterator[FakeUpstream]:
    """Run one on a free port of this machine."""
    upstream = FakeUpstream()
    handler = type("Handler", (_Handler,), {"upstream": upstream})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        upstream.url = f"http://127.0.0.1:{server.server_port}/events"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield upstream
        finally:
            server.shutdown()
            thread.join()
