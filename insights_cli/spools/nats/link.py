"""A connection to NATS on a thread with an event loop of its own, to be used from any loop."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

from nats.aio.client import Client
from nats.errors import Error as NatsError

from insights_cli.errors import InsightsError
from insights_cli.spools.nats import failures
from insights_cli.spools.nats.address import Address
from insights_cli.spools.nats.dial import PAUSE_S, dial

_Answer = TypeVar("_Answer")
# Without a connection for so long, the client is given up for a new one.
_HOPELESS_S = 15.0
_LET_GO_S = 2.0
_THERE_S = 1


class Link:
    """Owns the thread and, once open, the connection; *renewed* is called on its loop when a lost one is back.

    It is told whether the client is a new one, to which nothing is subscribed yet.
    """

    def __init__(self, address: Address, *, renewed: Callable[[bool], Awaitable[None]]) -> None:
        self._address = address
        self._renewed = renewed
        self.client = Client()
        self._ready: Future[asyncio.AbstractEventLoop] = Future()
        self._thread = threading.Thread(target=self._main, name="insights-nats", daemon=True)
        self._is_closing = self._is_doubting = False
        self._lost_at = float("inf")
        self._renewing: asyncio.Task[None] | None = None
        self._thread.start()
        self.loop = self._ready.result()

    def _main(self) -> None:
        with asyncio.Runner() as runner:
            loop = runner.get_loop()
            self._stopped = asyncio.Event()
            self._ready.set_result(loop)
            runner.run(self._until_stopped())

    async def _until_stopped(self) -> None:
        await self._stopped.wait()

    async def run(self, work: Coroutine[Any, Any, _Answer]) -> _Answer:
        """Do *work* on the link's loop and wait for it on the caller's; cancelling the caller cancels the work."""
        if not self._is_closing:
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.loop))
        work.close()
        raise failures.closed()

    def soon(self, call: Callable[..., object], *arguments: object) -> None:
        """Have *call* made on the link's loop; nothing when that has ended."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(call, *arguments)

    async def open(self) -> None:
        """Connect, on the caller's behalf; raises InsightsError when no server lets us in."""
        try:
            await self.run(self._connect())
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Let go of connection and thread; harmless when repeated."""
        if self._is_closing:
            return
        self._is_closing = True
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._disconnect(), self.loop))
        await asyncio.to_thread(self._thread.join)

    async def _disconnect(self) -> None:
        if self._renewing is not None:
            self._renewing.cancel()
        await _let_go(self.client)
        self._stopped.set()

    async def _connect(self) -> None:
        self.client = await dial(self._address, renewed=self._heed_renewal, lost=self._heed_loss, ended=self._heed_end)
        self._lost_at = float("inf")

    async def doubt(self) -> None:
        """Leave a server that does not even say that it is there; to be called when an answer did not come."""
        client = self.client
        if not client.is_connected and self.loop.time() - self._lost_at > _HOPELESS_S:
            self._start_anew()
        if self._is_doubting or not client.is_connected:
            return
        self._is_doubting = True
        try:
            await client.flush(_THERE_S)
        except NatsError:
            await client.force_reconnect()
        finally:
            self._is_doubting = False

    async def _heed_loss(self) -> None:
        self._lost_at = self.loop.time()

    async def _heed_renewal(self) -> None:
        self._lost_at = float("inf")
        await self._renewed(False)

    async def _heed_end(self) -> None:
        """An error that a server sends, such as that it is too busy for one more, ends a client for good."""
        if self.client.is_closed:
            self._start_anew()

    def _start_anew(self) -> None:
        if not self._is_closing and (self._renewing is None or self._renewing.done()):
            self._renewing = self.loop.create_task(self._renew())

    async def _renew(self) -> None:
        old = self.client
        while not self._is_closing:
            await asyncio.sleep(PAUSE_S)
            with suppress(InsightsError, NatsError):
                if self.client is old or self.client.is_closed:
                    await self._connect()
                await self._renewed(True)
                break
        await _let_go(old)


async def _let_go(client: Client) -> None:
    if client.is_connected or client.is_reconnecting:
        # A client that hangs on its way to a connection hangs here, too.
        with suppress(TimeoutError, NatsError):
            await asyncio.wait_for(client.close(), timeout=_LET_GO_S)
