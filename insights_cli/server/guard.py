"""Connections that cannot hold the server: bounded in number, in the size of their heads, and in their slowness."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionLimits:
    """How many connections there may be, how large a request head, and how long things may take, in seconds.

    *head_s* counts from the connection or the first byte of a request to the end of its head, *idle_s* between
    requests, *body_s* from the head to the end of the body.
    """

    most: int = 2000
    most_head_bytes: int = 64 << 10
    head_s: float = 10.0
    idle_s: float = 75.0
    body_s: float = 30.0


_NEVER = float("inf")


class Lobby:
    """All connections of a listener; those that exceed a limit are shown the door.

    Those that were never answered stand apart: a flood of them drives out each other, not who was served before.
    """

    def __init__(self, limits: ConnectionLimits, clock: Callable[[], float]) -> None:
        self.limits = limits
        self._clock = clock
        # As of the last sweep: deadlines are long, and asking for the time is not free.
        self.now = clock()
        self.refused = 0
        # Each in the order in which they would have to go.
        self._strangers: dict[GuardedProtocol, None] = {}
        self._known: dict[GuardedProtocol, None] = {}
        self._empty: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._strangers) + len(self._known)

    def __iter__(self) -> "Iterator[GuardedProtocol]":
        return iter((*self._strangers, *self._known))

    def enter(self, guest: "GuardedProtocol") -> None:
        """Let *guest* in; when there are too many, one of those who keep us waiting makes room."""
        self._strangers[guest] = None
        if len(self) > self.limits.most:
            slowest = next((each for each in self if each.deadline < _NEVER and each is not guest), guest)
            self.refused += 1
            # The transport says only later that it is closed; until then this one would be chosen again and again.
            self.leave(slowest)
            slowest.turn_out()

    def answered(self, guest: "GuardedProtocol") -> None:
        """It is known from now on, and the last to go."""
        self._strangers.pop(guest, None)
        self._known.pop(guest, None)
        self._known[guest] = None

    def leave(self, guest: "GuardedProtocol") -> None:
        """Forget *guest*."""
        self._strangers.pop(guest, None)
        self._known.pop(guest, None)
        if not len(self) and self._empty is not None and not self._empty.done():
            self._empty.set_result(None)

    def sweep(self) -> None:
        """Turn out whoever is too slow; to be called about once a second."""
        self.now = self._clock()
        for guest in [each for each in self if each.deadline < self.now]:
            guest.time_out()

    async def emptied(self) -> None:
        """Wait until nobody is left."""
        if len(self):
            self._empty = asyncio.get_running_loop().create_future()
            await self._empty


class GuardedProtocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1 connection with deadlines and a bounded request head."""

    deadline: float = _NEVER
    is_idle: bool = True
    _head_bytes: int = 0

    def __init__(self, config: Config, server_state: ServerState, lobby: Lobby) -> None:
        super().__init__(config, server_state, {}, None)
        self._lobby = lobby

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the first request."""
        super().connection_made(cast(asyncio.Transport, transport))
        self.deadline = self._lobby.now + self._lobby.limits.head_s
        self._lobby.enter(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Make room."""
        self._lobby.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head grows too large."""
        if self._head_bytes >= 0:
            self._head_bytes += len(data)
            if self._head_bytes > self._lobby.limits.most_head_bytes and not self._reads_body_with(data):
                self._refuse(b"431 Request Header Fields Too Large", b"SV155", b"the request head is too large")
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Give the head its time."""
        self.is_idle = False
        self.deadline = self._lobby.now + self._lobby.limits.head_s
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Give the body its time."""
        self._head_bytes = -1
        self.deadline = self._lobby.now + self._lobby.limits.body_s
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The rest is up to the server."""
        self._head_bytes = 0
        self.deadline = _NEVER
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Go on with the next request, or wait for it; the deadline replaces uvicorn's timer for each response."""
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        self._lobby.answered(self)
        if self.pipeline:
            cycle, app = self.pipeline.pop()
            self._start_asgi_task(cycle, app)
        else:
            self.is_idle = True
            self.deadline = self._lobby.now + self._lobby.limits.idle_s

    def send_400_response(self, msg: str) -> None:
        """Say in our words that this is no HTTP."""
        del msg
        self._refuse(b"400 Bad Request", b"SV156", b"this is no HTTP/1.1 request")

    def time_out(self) -> None:
        """Close, with words if a request has begun."""
        if self.is_idle or (self.cycle is not None and self.cycle.response_started):
            self.turn_out()
        else:
            self._refuse(b"408 Request Timeout", b"SV154", b"the request came too slowly")

    def turn_out(self) -> None:
        """Close at once."""
        self.transport.abort()

    def _reads_body_with(self, data: bytes) -> bool:
        # One read can hold a whole head and the start of a body that is larger than a head may be.
        return b"\r\n\r\n" in data[: self._lobby.limits.most_head_bytes]

    def _refuse(self, status: bytes, code: bytes, words: bytes) -> None:
        body = b'{"error":{"code":"%b","message":"%b"}}' % (code, words)
        head = b"HTTP/1.1 %b\r\ncontent-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
        self.transport.write(head % (status, len(body)) + body)
        self.transport.close()
