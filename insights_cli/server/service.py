"""One run of the server: from the first connection to the last event settled."""

import asyncio
import socket
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec
from starlette.routing import BaseRoute

from insights_cli import __version__
from insights_cli.errors import InsightsError
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.forward_thread import ForwardThread, LoopFactory
from insights_cli.pipeline.forwarder import Forwarder, ForwarderSettings
from insights_cli.pipeline.gate import Flow
from insights_cli.pipeline.intake import Intake
from insights_cli.pipeline.ledger import Balance, as_json
from insights_cli.pipeline.notices import Attempted, DeadLettered, Delivered, Notice
from insights_cli.pipeline.pace import Pace
from insights_cli.server.app import InsightsApp, routes
from insights_cli.server.auth import Authenticator
from insights_cli.server.books import Books
from insights_cli.server.collection import CollectionApp, CollectionHandler
from insights_cli.server.counts import Counts
from insights_cli.server.guard import ConnectionLimits
from insights_cli.server.listener import Listener
from insights_cli.server.metrics import Gauges, render_metrics
from insights_cli.server.openapi import openapi_document
from insights_cli.server.origins import Origins
from insights_cli.sinks import Sink

# How long nothing may be taken before health says so.
_STALLED_S = 30.0
_FINISH_S = 5.0
# How long a spool may take to let go when nobody wants to wait any more.
_LET_GO_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a server is made of; *open_sink* is called on the forwarder's own thread.

    *report* gets what should not have happened; *heed* what forwarding says, on the forwarder's thread; *more* are
    further routes; *loop_factory* makes the forwarder's event loop.
    """

    intake: Intake
    open_sink: Callable[[], Sink]
    authenticator: Authenticator
    origins: Origins
    report: Callable[[BaseException], None]
    heed: Callable[[Notice], None] = lambda _: None
    counts: Counts = field(default_factory=Counts)
    pace: Pace = field(default_factory=Pace)
    forwarding: ForwarderSettings = field(default_factory=ForwarderSettings)
    connections: ConnectionLimits = field(default_factory=ConnectionLimits)
    more: Sequence[BaseRoute] = ()
    loop_factory: LoopFactory | None = None
    instance: str = ""


class Service:
    """Runs *parts* on the event loop that makes it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._handler = CollectionHandler(parts.intake, parts.authenticator, parts.report)
        limits = parts.intake.limits
        collection = CollectionApp(self._handler, parts.counts, most_bytes=limits.most_sent_bytes)
        document = msgspec.json.encode(openapi_document(__version__, limits))
        small = routes(health=self.health, readiness=self.readiness, metrics=self.metrics, openapi=document)
        app = InsightsApp(collection, parts.origins, [*small, *parts.more], report=parts.report)
        self._listener = Listener(app, parts.connections)
        self._thread = ForwardThread(
            self._make_forwarder, self._close_sink, ended=self._ended, loop_factory=parts.loop_factory
        )
        self._loop = asyncio.get_running_loop()
        self._sink: Sink | None = None
        self._forwarder_ended = asyncio.Event()
        self._asked_to_stop = asyncio.Event()
        self._asked_twice = asyncio.Event()
        self.books = Books(parts.intake.spool, parts.intake.ledger)

    async def start(self, listening: socket.socket) -> None:
        """Forward what waits already, then take connections from *listening*."""
        await self.books.open()
        self._thread.start()
        await self._listener.start(listening)

    def stop(self) -> None:
        """Ask to stop; a second time: at once."""
        if self._asked_to_stop.is_set():
            self._asked_twice.set()
        self._asked_to_stop.set()

    def hear(self, word: str) -> None:
        """What another server of the same spool said; from any thread."""
        self._thread.hear(word)

    async def stopped(self, *, drain_s: float) -> Balance:
        """Wait until `stop`, finish what was begun, forward for at most *drain_s* more; give the books.

        Raises InsightsError SV007 when forwarding ended by itself, after everything else was let go in order.
        """
        await _first(self._asked_to_stop, self._forwarder_ended)
        self._handler.is_stopping = True
        await self._unless_asked_twice(self._listener.close(_FINISH_S))
        if self._parts.intake.hydrator is not None:
            await self._parts.intake.hydrator.close()
        self._thread.drain()
        await _first(self._forwarder_ended, self._asked_twice, timeout_s=drain_s)
        self._thread.stop()
        await self._forwarder_ended.wait()
        if not await self._unless_asked_twice(self._count(), grace_s=_LET_GO_S):
            self.books.trouble = "its answer was not waited for"
        found = self.books.known
        await self._unless_asked_twice(self._parts.intake.spool.close(), grace_s=_LET_GO_S)
        if self._thread.failure is not None:
            self._parts.report(self._thread.failure)
            raise InsightsError("SV007", "forwarding stopped by itself; what waits is in the spool")
        return found

    async def _count(self) -> None:
        await self.books.stats()

    async def _unless_asked_twice(self, work: Coroutine[None, None, None], *, grace_s: float = 0.0) -> bool:
        """Do *work*; asked to stop at once, cancel it after *grace_s* and say that it was not done."""
        working = asyncio.ensure_future(work)
        asked = asyncio.ensure_future(self._asked_twice.wait())
        await asyncio.wait((working, asked), return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        try:
            async with asyncio.timeout(None if working.done() else grace_s):
                await working
        except TimeoutError:
            return False
        return True

    @property
    def is_stopping(self) -> bool:
        """Whether `stop` was called."""
        return self._asked_to_stop.is_set()

    async def balance(self) -> Balance:
        """The books so far."""
        return await self.books.balance()

    @property
    def intake(self) -> Intake:
        """Where events come in."""
        return self._parts.intake

    @property
    def forwarder(self) -> Forwarder:
        """Who forwards."""
        assert self._thread.forwarder is not None
        return self._thread.forwarder

    async def health(self) -> tuple[int, Mapping[str, JsonValue]]:
        """The status and body of `/healthz`: 503 only when a restart would help."""
        stalled_s, hydrator = self.forwarder.stalled_s(), self._parts.intake.hydrator
        events = as_json(await self.balance())
        status = (
            "degraded" if self.books.trouble or stalled_s > _STALLED_S or self.forwarder.flow is Flow.PAUSED else "ok"
        )
        failed = self._forwarder_ended.is_set() and not self._asked_to_stop.is_set()
        body: dict[str, JsonValue] = {
            "status": "failed" if failed else status,
            "forwarding": self.forwarder.flow.value,
            "trouble": self.forwarder.trouble,
            "stalled_seconds": round(stalled_s, 1),
            "catalog_trouble": hydrator.trouble if hydrator else "",
            "spool_trouble": self.books.trouble,
            "events": dict(events),
        }
        return (503 if failed else 200), body

    async def readiness(self) -> tuple[int, Mapping[str, JsonValue]]:
        """The status and body of `/readyz`: whether events are accepted now."""
        if self._handler.is_stopping:
            return 503, {"status": "stopping"}
        await self.books.stats()
        if self.books.trouble:
            return 503, {"status": "spool is away", "trouble": self.books.trouble}
        return 200, {"status": "ready"}

    async def metrics(self) -> bytes:
        """The text of `/metrics`."""
        lobby = self._listener.lobby
        gauges = Gauges(
            spool=await self.books.stats(),
            instance=self._parts.instance,
            connections=len(lobby),
            turned_out=lobby.refused,
            stalled_s=self.forwarder.stalled_s(),
            now=self._parts.intake.now(),
        )
        return render_metrics(self._parts.intake.ledger, self._parts.counts, gauges)

    def _make_forwarder(self) -> Forwarder:
        parts = self._parts
        self._sink = parts.open_sink()
        return Forwarder(parts.intake.spool, self._sink, self._heed, settings=parts.forwarding, pace=parts.pace)

    async def _close_sink(self) -> None:
        if self._sink is not None:
            await self._sink.close()

    def _ended(self) -> None:
        # After a start that failed there is no loop any more, and nobody waits.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._forwarder_ended.set)

    def _heed(self, notice: Notice) -> None:
        counts = self._parts.counts
        match notice:
            case Attempted():
                counts.attempts[str(notice.status or "none")] += 1
                counts.attempt_seconds.observe(notice.took_s)
                counts.attempt_events.observe(notice.events)
            case Delivered():
                counts.delivered += len(notice.ids)
            case DeadLettered():
                counts.dead[notice.code] += 1
            case _:
                pass
        self._parts.intake.history.heed(notice)
        self._parts.heed(notice)


async def _first(*events: asyncio.Event, timeout_s: float | None = None) -> None:
    """Wait for one of *events*, at most *timeout_s*."""
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
