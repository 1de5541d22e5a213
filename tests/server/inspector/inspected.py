"""A server with its inspector on a real socket, and a client that has the key."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from insights_cli.model.delivery import Outcome, OutcomeKind
from insights_cli.model.envelope import Envelope
from insights_cli.model.secret import Secret
from insights_cli.pipeline.history import History
from insights_cli.server.inspector.look import Look, Upstream
from insights_cli.server.inspector.routes import Inspector
from insights_cli.server.inspector.session import Session
from insights_cli.sinks.memory import MemorySink
from tests.server.parts import NOW, intake
from tests.server.running import Running, running

KEY = "the-key-of-this-run"
PORT = 7331
EVENT = {"action": "navigate", "subject": "/catalog", "context": {"pluginId": "catalog"}}
TAKEN = Outcome(kind=OutcomeKind.ANSWERED, status=202)
BAD = Outcome(kind=OutcomeKind.ANSWERED, status=400, detail="HTTP 400")


def refuses(word: bytes) -> Callable[[Sequence[Envelope]], Outcome]:
    """An upstream that answers 400 to every batch with *word* in it."""
    return lambda batch: BAD if any(word in each.body for each in batch) else TAKEN


class Inspected:
    """A running server; *client* has the key of its inspector, *look* is what it looks at."""

    def __init__(self, server: Running, look: Look) -> None:
        self.server, self.look, self.url = server, look, server.url
        self.client = httpx.Client(base_url=f"{server.url}/_insights/api", headers={"x-insights-key": KEY}, timeout=20)

    def send(self, *events: Any, **headers: str) -> httpx.Response:
        """Send events as a frontend does."""
        return httpx.post(f"{self.url}/events", json=list(events), headers=headers, timeout=20)

    def get(self, path: str, **query: Any) -> Any:
        """What the API answers."""
        return self.client.get(path, params=query).raise_for_status().json()

    def wait(self, match: str, *, after: str = "0") -> Any:
        """The first events that *match*, as soon as they do."""
        return self.get("events", match=match, after=after, wait="20")["events"]


def look_at(service: Callable[[], Any], found: Any) -> Look:
    """A look at a service that exists later."""

    def upstream() -> Upstream:
        forwarder = service().forwarder
        return Upstream(flow=forwarder.flow, trouble=forwarder.trouble, since=forwarder.since, target="the test")

    return Look(
        history=found.history,
        spool=found.spool,
        balance=lambda: service().balance(),
        upstream=upstream,
        is_stopping=lambda: service().is_stopping,
        now=lambda: NOW,
        source="http://localhost:3000",
        address="http://127.0.0.1:7331/events",
    )


@contextmanager
def inspected(*, refused: bytes = b"never", **changes: Any) -> "Iterator[Inspected]":
    """A server with an inspector, whose upstream refuses what has *refused* in it."""
    found = intake(history=History(most=10_000))
    servers: list[Running] = []
    look = look_at(lambda: servers[0].service, found)
    look.history.watch(new=lambda arrival: look.changes.hear(arrival.ids), moved=look.changes.hear)
    inspector = Inspector(look=look, session=Session(key=Secret(KEY), port=PORT))
    sink = MemorySink(refuses(refused))
    with running(found, sink=sink, more=inspector.routes, **changes) as server:
        servers.append(server)
        everything = Inspected(server, look)
        with everything.client:
            yield everything


def on_loop(server: Running, work: Any) -> Any:
    """Run a coroutine on the server's loop."""
    return asyncio.run_coroutine_threadsafe(work, server.loop).result(20)
