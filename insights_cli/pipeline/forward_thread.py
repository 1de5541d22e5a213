"""A thread with an event loop of its own, so that accepting never starves delivering."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from functools import partial

from insights_cli.pipeline.forwarder import Forwarder

LoopFactory = Callable[[], asyncio.AbstractEventLoop]


class ForwardThread:
    """Runs what *make* builds on the thread's own loop; *close* lets go of it there; *ended* is called after, always.

    `failure` is what ended it when nobody asked for it.
    """

    def __init__(
        self,
        make: Callable[[], Forwarder],
        close: Callable[[], Awaitable[None]],
        *,
        ended: Callable[[], None],
        loop_factory: LoopFactory | None = None,
    ) -> None:
        self._make = make
        self._close = close
        self._ended = ended
        self._loop_factory = loop_factory
        self._thread = threading.Thread(target=self._main, name="insights-forwarder", daemon=True)
        self._running: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]] = Future()
        self.forwarder: Forwarder | None = None
        self.failure: BaseException | None = None

    def start(self) -> None:
        """Start forwarding."""
        self._thread.start()
        self._running.result()

    def drain(self) -> None:
        """Ask it to stop when nothing waits any more."""
        if self.forwarder is not None:
            self._call(self.forwarder.drain)

    def hear(self, word: str) -> None:
        """Hand on what another forwarder of the same spool said."""
        if self.forwarder is not None:
            self._call(partial(self.forwarder.hear, word))

    def stop(self) -> None:
        """Ask it to stop now; what is under way goes back to wait."""
        _, task = self._running.result()
        self._call(task.cancel)

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait for its end; False when *timeout_s* was not enough."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _call(self, function: Callable[[], object]) -> None:
        loop, _ = self._running.result()
        if not loop.is_closed():
            loop.call_soon_threadsafe(function)

    def _main(self) -> None:
        try:
            with asyncio.Runner(loop_factory=self._loop_factory) as runner:
                runner.run(self._forward())
        finally:
            self._ended()

    async def _forward(self) -> None:
        (made,) = await asyncio.gather(self._made(), return_exceptions=True)
        if isinstance(made, BaseException):
            self._running.set_exception(made)
            return
        task = asyncio.ensure_future(made.run())
        self._running.set_result((asyncio.get_running_loop(), task))
        ended = [*await asyncio.gather(task, return_exceptions=True)]
        ended += await asyncio.gather(self._close(), return_exceptions=True)
        failures = (each for each in ended if isinstance(each, BaseException))
        self.failure = next((_innermost(each) for each in failures if not _is_a_stop(each)), None)

    async def _made(self) -> Forwarder:
        self.forwarder = self._make()
        return self.forwarder


def _is_a_stop(failure: BaseException) -> bool:
    return isinstance(failure, asyncio.CancelledError)


def _innermost(failure: BaseException) -> BaseException:
    while isinstance(failure, BaseExceptionGroup):
        failure = failure.exceptions[0]
    return failure
