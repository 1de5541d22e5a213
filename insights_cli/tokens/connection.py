"""Reach a service step by step: name, TCP, proxy, TLS; each step says in words how it went."""

import base64
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from insights_cli.model.plural import plural
from insights_cli.tokens.certificates import certificate_words, tls_failure
from insights_cli.tokens.proxies import Proxy
from insights_cli.tokens.time_limit import within
from insights_cli.tokens.trial import Step, StepFailedError, failure, passed

_T = TypeVar("_T")
_MOST_HEADER_BYTES = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When all must be done, by *clock*, which counts seconds."""

    limit_s: float
    ends_at: float
    clock: Callable[[], float] = time.monotonic

    @property
    def left_s(self) -> float:
        """The seconds that are left, never quite none."""
        return max(self.ends_at - self.clock(), 0.01)

    def step(self, name: str, waits_for: str, call: Callable[[], _T]) -> _T:
        """Run one step in what is left; running out of time is its failure, worth another try."""
        try:
            return within(self.left_s, call)
        except TimeoutError as late:
            text = f"{waits_for} did not answer within {self.limit_s:g} s"
            fix = "check the network, or give it longer: --timeout 30s"
            raise failure(name, text, fix=fix, is_retryable=True) from late


def deadline_in(limit_s: float, clock: Callable[[], float] = time.monotonic) -> Deadline:
    """The deadline *limit_s* from now."""
    return Deadline(limit_s=limit_s, ends_at=clock() + limit_s, clock=clock)


Address = tuple[socket.AddressFamily, Any]


def look_up(host: str, port: int, deadline: Deadline) -> tuple[tuple[Address, ...], Step]:
    """Find the addresses of *host*."""
    started = deadline.clock()
    try:
        found = deadline.step(
            "dns", "the name service", lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
    except (OSError, UnicodeError) as error:
        is_temporary = getattr(error, "errno", None) == socket.EAI_AGAIN
        reason = "the name service cannot be reached" if is_temporary else "no such host"
        fix = "check the network" if is_temporary else "check the spelling of the host, the VPN, and the name service"
        raise failure("dns", f"{host}: {reason}", fix=fix, is_retryable=is_temporary) from error
    addresses = tuple({each[4][0]: (each[0], each[4]) for each in found}.values())
    count = plural(len(addresses), "address", "addresses")
    return addresses, passed("dns", f"{host}: {count}{_took(started, deadline)}")


def connect(addresses: tuple[Address, ...], deadline: Deadline) -> tuple[socket.socket, Step]:
    """Connect to the first of *addresses* that answers; each gets its share of the time."""
    started = deadline.clock()
    for index, (family, place) in enumerate(addresses):
        connection = socket.socket(family, socket.SOCK_STREAM)
        connection.settimeout(deadline.left_s / (len(addresses) - index))
        try:
            connection.connect(place)
        except OSError as error:
            connection.close()
            if index == len(addresses) - 1:
                raise _unreachable(place, error, deadline) from error
            continue
        return connection, passed("tcp", f"{place[0]} port {place[1]}{_took(started, deadline)}")
    raise failure("dns", "the name has no address", fix="check the host")


def open_tunnel(connection: socket.socket, proxy: Proxy, authority: str, deadline: Deadline) -> Step:
    """Ask *proxy* for a tunnel to *authority* (`host:port`)."""
    request = f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n{authorization(proxy)}\r\n"
    try:
        connection.settimeout(deadline.left_s)
        connection.sendall(request.encode("latin-1", "replace"))
        line = deadline.step("proxy", "the proxy", lambda: _status_line(connection))
    except StepFailedError:
        raise
    except OSError as error:
        text = f"{proxy} closed the connection"
        raise failure("proxy", text, fix=f"check {proxy.variable}", is_retryable=True) from error
    parts = line.split(" ", 2)
    if not line.startswith("HTTP/") or len(parts) < 2:
        raise failure("proxy", f"{proxy} does not speak HTTP", fix=f"check {proxy.variable}")
    if parts[1].startswith("2"):
        return passed("proxy", f"via {proxy}")
    raise _refused_by(proxy, parts[1])


def secure(
    connection: socket.socket,
    host: str,
    environ: Mapping[str, str],
    *,
    deadline: Deadline,
    now: datetime,
    name: str = "tls",
) -> tuple[ssl.SSLSocket, Step]:
    """Do the TLS handshake and verify the certificate for *host*, by `SSL_CERT_FILE` and `SSL_CERT_DIR` if set."""
    context = _trust(environ, name)
    connection.settimeout(deadline.left_s)
    try:
        secured = deadline.step(
            name, "the TLS handshake", lambda: context.wrap_socket(connection, server_hostname=host)
        )
    except StepFailedError:
        raise
    except (OSError, ValueError) as error:
        raise tls_failure(host, error, name) from error
    return secured, certificate_words(secured.getpeercert() or {}, secured.version() or "TLS", name, now)


def authorization(proxy: Proxy) -> str:
    """The header line that signs in to *proxy*, empty without a user."""
    if not proxy.credentials:
        return ""
    encoded = base64.b64encode(":".join(proxy.credentials).encode()).decode()
    return f"Proxy-Authorization: Basic {encoded}\r\n"


def _trust(environ: Mapping[str, str], name: str) -> ssl.SSLContext:
    file, folder = environ.get("SSL_CERT_FILE") or None, environ.get("SSL_CERT_DIR") or None
    try:
        return ssl.create_default_context(cafile=file, capath=folder)
    except OSError as error:
        what = "SSL_CERT_FILE" if file else "SSL_CERT_DIR"
        text = f"{what} names {Path(file or folder or '')}, which holds no certificates or cannot be read"
        raise failure(name, text, fix=f"let {what} name a PEM file with your CA") from error


def _status_line(connection: socket.socket) -> str:
    received = b""
    while b"\r\n\r\n" not in received and len(received) < _MOST_HEADER_BYTES:
        chunk = connection.recv(4096)
        if not chunk:
            break
        received += chunk
    return received.split(b"\r\n", 1)[0].decode("latin-1")


def _unreachable(place: tuple[Any, ...], error: OSError, deadline: Deadline) -> StepFailedError:
    where = f"{place[0]} port {place[1]}"
    if isinstance(error, TimeoutError):
        text = f"{where} did not answer within {deadline.limit_s:g} s"
        return failure("tcp", text, fix="check the network, the firewall and the proxy settings", is_retryable=True)
    if isinstance(error, ConnectionRefusedError):
        return failure("tcp", f"{where} refused the connection", fix="check the host and the port", is_retryable=True)
    return failure("tcp", f"{where}: {error.strerror or error}", fix="check the network", is_retryable=True)


def _refused_by(proxy: Proxy, status: str) -> StepFailedError:
    match status:
        case "407":
            fix = f"put user and password into {proxy.variable}"
            return failure("proxy", f"{proxy} wants a user and a password (HTTP 407)", fix=fix)
        case "403":
            return failure(
                "proxy", f"{proxy} forbids this host (HTTP 403)", fix="ask for it to be allowed, or NO_PROXY"
            )
        case _:
            text = f"{proxy} could not connect (HTTP {status})"
            return failure("proxy", text, fix="check the proxy", is_retryable=status.startswith("5"))


def _took(started: float, deadline: Deadline) -> str:
    return f", {(deadline.clock() - started) * 1000:.0f} ms"
