"""A connection to NATS on a thread with an event loop of its own, to be used from any loop."""

import asyncio
import ssl
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

_Answer = TypeVar("_Answer")
_CONNECT_S = 2
_PAUSE_S = 0.25
_THERE_S = 1
_REFUSED = ("authorization violation", "authentication", "expired", "revoked", "nkeys", "permissions violation")


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
        self._last_error = ""
        self._is_closing = self._is_doubting = False
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
        if self.client.is_connected or self.client.is_reconnecting:
            await self.client.close()
        self._stopped.set()

    async def _connect(self) -> None:
        try:
            await asyncio.wait_for(self._connect_once(), timeout=3 * _CONNECT_S * len(self._address.servers))
        except (NatsError, OSError, TimeoutError, ValueError) as error:
            raise self._translated(error) from error

    async def _connect_once(self) -> None:
        address, client = self._address, Client()
        # Nothing is kept for later while there is no connection: an append that was refused must not come after all.
        await client.connect(
            servers=list(address.servers),
            name="insights",
            error_cb=self._heed_error,
            reconnected_cb=self._heed_renewal,
            closed_cb=self._heed_end,
            connect_timeout=_CONNECT_S,
            reconnect_time_wait=_PAUSE_S,  # type: ignore[arg-type]  # seconds, given to asyncio.sleep
            max_reconnect_attempts=1,
            ping_interval=5,
            max_outstanding_pings=2,
            pending_size=0,
            user=address.user,
            password=address.password.reveal() if address.password else None,
            token=address.token.reveal() if address.token else None,
            user_credentials=address.files.get("creds"),
            nkeys_seed=address.files.get("nkey"),
            tls=self._tls(),
        )
        client.options["max_reconnect_attempts"] = -1
        self.client = client

    def _tls(self) -> ssl.SSLContext | None:
        if not self._address.is_tls:
            return None
        files = self._address.files
        context = ssl.create_default_context(cafile=files.get("ca"))
        if "cert" in files:
            context.load_cert_chain(files["cert"], files["key"])
        return context

    async def doubt(self) -> None:
        """Leave a server that does not even say that it is there; to be called when an answer did not come."""
        client = self.client
        if self._is_doubting or not client.is_connected:
            return
        self._is_doubting = True
        try:
            await client.flush(_THERE_S)
        except NatsError:
            await client.force_reconnect()
        finally:
            self._is_doubting = False

    async def _heed_error(self, error: Exception) -> None:
        self._last_error = f"{error}" or type(error).__name__

    async def _heed_renewal(self) -> None:
        await self._renewed(False)

    async def _heed_end(self) -> None:
        """An error that a server sends, such as that it is too busy for one more, ends a client for good."""
        if self.client.is_closed and not self._is_closing:
            self._renewing = asyncio.create_task(self._renew())

    async def _renew(self) -> None:
        while not self._is_closing:
            await asyncio.sleep(_PAUSE_S)
            with suppress(NatsError, OSError, TimeoutError, ValueError):
                await self._connect_once()
                await self._renewed(True)
                return

    def _translated(self, error: BaseException) -> InsightsError:
        shown = self._address.shown
        words = f"{self._last_error or error or type(error).__name__}"
        if isinstance(error, ssl.SSLError) or "certificate" in words.lower() or "ssl" in words.lower():
            return failures.no_tls(shown, words)
        if any(each in words.lower() for each in _REFUSED):
            return failures.not_let_in(shown, words)
        return failures.unreachable(shown, words)
