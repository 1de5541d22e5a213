"""A thread with an event loop of its own, on which all connections live, whoever asks from wherever."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future
from threading import Thread
from typing import Any, TypeVar

from insights_cli.spools.postgresql import failures

_Answer = TypeVar("_Answer")


class Host:
    """Runs coroutines on its own loop; who is cancelled while waiting does not stop what was begun."""

    def __init__(self) -> None:
        # psycopg needs a loop that watches sockets, which the default one on Windows cannot.
        self.loop = asyncio.SelectorEventLoop()
        self._begun: set[Future[Any]] = set()
        self._thread = Thread(target=self._run, name="insights-spool-postgresql", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()
        left = asyncio.all_tasks(self.loop)
        for task in left:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()

    def begin(self, work: Coroutine[Any, Any, _Answer]) -> "Future[_Answer]":
        """Start *work* and give what it will have made; raises SpoolUnavailableError after `stop`."""
        try:
            begun = asyncio.run_coroutine_threadsafe(work, self.loop)
        except RuntimeError as ended:
            work.close()
            raise failures.closed() from ended
        self._begun.add(begun)
        begun.add_done_callback(self._begun.discard)
        return begun

    async def call(self, work: Coroutine[Any, Any, _Answer]) -> _Answer:
        """Wait for *work* on the caller's loop."""
        return await waited(self.begin(work))

    async def finish(self, most_s: float) -> None:
        """Wait until all that was begun is done, at most so long."""
        if begun := [asyncio.wrap_future(each) for each in tuple(self._begun)]:
            done, _ = await asyncio.wait(begun, timeout=most_s)
            for each in done:
                each.cancelled() or each.exception()

    async def stop(self) -> None:
        """End the thread, and whatever it is at."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        await asyncio.to_thread(self._thread.join)


async def waited(future: "Future[_Answer]") -> _Answer:
    """The result of *future*, which goes on when the waiting is cancelled."""
    wrapped = asyncio.wrap_future(future)
    try:
        return await asyncio.shield(wrapped)
    except asyncio.CancelledError:
        if future.cancelled():
            raise failures.closed() from None
        # Nobody is left to hear how it ended.
        wrapped.add_done_callback(lambda done: done.cancelled() or done.exception())
        raise
