"""A server on a real socket, in a thread of the test."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from insights_cli.errors import InsightsError
from insights_cli.pipeline.intake import Intake
from insights_cli.server.auth import Nobody
from insights_cli.server.guard import ConnectionLimits
from insights_cli.server.listener import bind
from insights_cli.server.origins import Origins
from insights_cli.server.service import Parts, Service
from insights_cli.sinks import Sink
from insights_cli.sinks.memory import MemorySink
from tests.server.parts import intake


class Running:
    """A started service: its *port*, its parts, and the books when it has ended."""

    def __init__(self, found: Intake, sink: Sink, **changes: Any) -> None:
        self.intake, self.sink = found, sink
        self.bugs: list[BaseException] = []
        self._changes = changes
        self._started = threading.Event()
        self.books: Any = None
        self.failure: BaseException | None = None
        self._thread = threading.Thread(target=self._main)
        self._thread.start()
        assert self._started.wait(20)

    def _main(self) -> None:
        try:
            asyncio.run(self._serve())
        except (InsightsError, ValueError, OSError) as failure:
            self.failure = failure
        finally:
            self._started.set()

    async def _serve(self) -> None:
        given: dict[str, Any] = {
            "intake": self.intake,
            "open_sink": lambda: self.sink,
            "authenticator": Nobody(None),
            "origins": Origins(allowed=()),
            "report": self.bugs.append,
        }
        self.loop = asyncio.get_running_loop()
        with bind("127.0.0.1", 0) as listening:
            self.service = Service(Parts(**{**given, **self._changes}))
            await self.service.start(listening)
            self.port: int = listening.getsockname()[1]
            self._started.set()
            self.books = await self.service.stopped(drain_s=20)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def call(self, function: Callable[[], Any]) -> None:
        """Do something on the server's loop."""
        self.loop.call_soon_threadsafe(function)

    def stop(self) -> None:
        """End it."""
        if self._thread.is_alive():
            self.call(self.service.stop)
        self._thread.join(30)
        assert not self._thread.is_alive()

    def connect(self) -> socket.socket:
        """A connection with a time limit."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)


@contextmanager
def running(found: Intake | None = None, *, sink: Sink | None = None, **changes: Any) -> "Iterator[Running]":
    """A server that is gone afterwards."""
    server = Running(found or intake(), sink or MemorySink(), **changes)
    try:
        yield server
    finally:
        server.stop()


def limits(**changes: Any) -> ConnectionLimits:
    """Limits of a server."""
    return ConnectionLimits(**changes)
