"""Servers on the loopback that answer well, badly, or not at all."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Handler = Callable[[socket.socket, bytes], None]


@dataclass(slots=True, kw_only=True)
class Server:
    """A listening server and what it was sent."""

    port: int
    requests: list[bytes] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """Everything it was sent."""
        return b"".join(self.requests).decode("latin-1")


@contextmanager
def serving(handle: Handler, *, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve one connection after another with *handle*, behind TLS with *context*."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(port=listener.getsockname()[1])
        thread = threading.Thread(target=_accept, args=(listener, server, handle, context))
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _accept(listener: socket.socket, server: Server, handle: Handler, context: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            if context is None:
                _serve(connection, server, handle)
            else:
                with context.wrap_socket(connection, server_side=True) as secured:
                    _serve(secured, server, handle)


def _serve(connection: socket.socket, server: Server, handle: Handler) -> None:
    request = _head(connection)
    server.requests.append(request)
    handle(connection, request)


def _head(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received and (chunk := connection.recv(4096)):
        received += chunk
    return received


def answering(status: str, *headers: str, body: bytes = b"{}", kind: str = "application/json") -> Handler:
    """Answer every request with *status*, such as `401 Unauthorized`."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]

    def handle(connection: socket.socket, _request: bytes) -> None:
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    return handle


def unfinished(status: str) -> Handler:
    """Announce an answer of *status* and never send its body."""

    def handle(connection: socket.socket, request: bytes) -> None:
        connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 10\r\n\r\n".encode())
        silent(connection, request)

    return handle


def silent(connection: socket.socket, _request: bytes) -> None:
    """Say nothing until the other side goes away."""
    connection.recv(1)


def resetting(connection: socket.socket, _request: bytes) -> None:
    """Break the connection instead of answering."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def closing(_connection: socket.socket, _request: bytes) -> None:
    """Close the connection instead of answering."""


def babbling(connection: socket.socket, _request: bytes) -> None:
    """Answer in no language that is HTTP."""
    connection.sendall(b"220 smtp.example.com ESMTP\r\n")


def tunnelling(port: int) -> Handler:
    """A proxy that opens the tunnel to *port* of the loopback, whatever is asked for."""

    def handle(connection: socket.socket, _request: bytes) -> None:
        with socket.create_connection(("127.0.0.1", port)) as onward:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pump, args=(onward, connection))
            back.start()
            _pump(connection, onward)
            back.join(5)

    return handle


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while chunk := source.recv(65536):
            target.sendall(chunk)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
