"""Wake coroutines that wait on any event loop, from any thread."""

import asyncio
from asyncio import AbstractEventLoop, Future
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock


def _hear(heard: "Future[None]") -> None:
    if not heard.done():
        heard.set_result(None)


class Bell:
    """Rings for everybody who listens; who listens before looking at the state cannot miss a change of it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._listeners: set[tuple[AbstractEventLoop, Future[None]]] = set()

    def ring(self) -> None:
        """Wake every listener; to be called after the change that they wait for."""
        if not self._listeners:
            return
        with self._lock:
            listeners, self._listeners = self._listeners, set()
        for loop, heard in listeners:
            # A loop that was closed meanwhile has nobody left to wake.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(_hear, heard)

    @contextmanager
    def listening(self) -> "Iterator[Future[None]]":
        """A future of the running loop that is done when the bell rings."""
        loop = asyncio.get_running_loop()
        listener = (loop, loop.create_future())
        with self._lock:
            self._listeners.add(listener)
        try:
            yield listener[1]
        finally:
            with self._lock:
                self._listeners.discard(listener)
