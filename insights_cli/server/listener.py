"""Listen on an address, and stop without cutting an answer off."""

import asyncio
import errno
import logging
import socket
import time
from collections.abc import Callable
from functools import partial

from uvicorn import Config
from uvicorn.server import ServerState

from insights_cli.errors import InsightsError
from insights_cli.server.app import InsightsApp
from insights_cli.server.guard import ConnectionLimits, GuardedProtocol, Lobby

# What a client does wrong is said to the client; a line for each would fill the operator's terminal.
logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
_SWEEP_S = 1.0
_BACKLOG = 2048


class Listener:
    """Accepts connections for *app* from `start` to `close`; belongs to one event loop."""

    def __init__(self, app: InsightsApp, limits: ConnectionLimits) -> None:
        # The connection is uvicorn's; its server would poll ten times a second and take over the signals.
        self._config = Config(
            app,
            http="httptools",
            lifespan="off",
            log_config=None,
            access_log=False,
            ws="none",
            proxy_headers=False,
            server_header=False,
        )
        self._config.load()
        self._state = ServerState()
        self.lobby = Lobby(limits, time.monotonic)
        self._server: asyncio.Server | None = None
        self._sweeping: asyncio.TimerHandle | None = None

    async def start(self, listening: socket.socket) -> None:
        """Take connections from the bound socket *listening*."""
        loop = asyncio.get_running_loop()
        protocol = partial(GuardedProtocol, self._config, self._state, self.lobby)
        self._server = await loop.create_server(protocol, sock=listening, backlog=_BACKLOG)
        self._sweep(loop)

    def _sweep(self, loop: asyncio.AbstractEventLoop) -> None:
        self.lobby.sweep()
        self._sweeping = loop.call_later(_SWEEP_S, self._sweep, loop)

    async def close(self, grace_s: float) -> None:
        """Take no more connections; those with a request may finish it within *grace_s*, less when cancelled."""
        if self._server is not None:
            self._server.close()
        for guest in list(self.lobby):
            guest.shutdown()
        try:
            async with asyncio.timeout(grace_s):
                await self.lobby.emptied()
        except TimeoutError:
            pass
        finally:
            for guest in list(self.lobby):
                guest.turn_out()
            if self._sweeping is not None:
                self._sweeping.cancel()


def bind(host: str, port: int, *, who_has: Callable[[int], str] = lambda _: "") -> socket.socket:
    """Bind *host* and *port* (0: any free one); *who_has* says in words which process has a port, if it can.

    Raises InsightsError SV001 when the port is taken, SV002 when the address cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as failed:
        raise _cannot(host, port, failed) from failed
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
        listening.setblocking(False)
    except OSError as failed:
        listening.close()
        if failed.errno == errno.EADDRINUSE:
            raise _taken(host, port, who_has(port)) from failed
        raise _cannot(host, port, failed) from failed
    return listening


def _taken(host: str, port: int, who: str) -> InsightsError:
    return InsightsError(
        "SV001",
        f"{host}:{port} is in use",
        fix="insights serve --port 0",
        notes=(("cause", who or "another program listens there"),),
    )


def _cannot(host: str, port: int, failed: Exception) -> InsightsError:
    cause = getattr(failed, "strerror", None) or str(failed)
    return InsightsError(
        "SV002", f"cannot listen on {host}:{port}", fix="name an address of this machine", notes=(("cause", cause),)
    )
