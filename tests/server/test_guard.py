"""Connections that try to hold the server."""

import asyncio
import json
import socket
from contextlib import ExitStack, suppress
from http.client import HTTPConnection

import httpx
import pytest

from tests.server.running import Running, limits, running

EVENT = b'{"action":"a","subject":"b"}'
POST = b"POST /events HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"


def rest(connection: socket.socket) -> bytes:
    """Everything until the server closes."""
    found = b""
    try:
        while chunk := connection.recv(65536):
            found += chunk
    except ConnectionResetError:
        pass
    return found


def is_served(server: Running) -> bool:
    """Whether a well-behaved client gets its answer."""
    return httpx.post(f"{server.url}/events", content=EVENT, timeout=20).status_code == 202


def sweep(server: Running, seconds: float) -> None:
    """Let *seconds* pass for the connections."""
    lobby = server.service._listener.lobby
    clock = lobby._clock
    lobby._clock = lambda: clock() + seconds
    server.call(lobby.sweep)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", b""),
        (b"POST /ev", b"408"),
        (POST, b"408"),
        (POST + b"content-length: 99\r\n\r\n{", b"408"),
    ],
    ids=["nothing", "half a line", "half a head", "half a body"],
)
def test_who_is_too_slow_is_turned_out(sent: bytes, status: bytes) -> None:
    """With words when a request has begun; others are served meanwhile."""
    with running() as server, server.connect() as slow:
        slow.sendall(sent)
        assert is_served(server)
        sweep(server, 120)
        assert rest(slow)[9:12] == status
        assert is_served(server)


def test_an_endless_head_is_refused() -> None:
    """After 64 KiB, in one line or in many."""
    with running() as server:
        for line in (b"x-a: b\r\n" * 20_000, b"x-a: " + b"b" * 200_000):
            with server.connect() as greedy:
                try:
                    greedy.sendall(POST + line)
                except OSError:
                    continue
                assert rest(greedy)[9:12] in (b"431", b"")
        assert is_served(server)


def test_a_large_body_behind_its_head_is_no_large_head() -> None:
    """One read may hold both."""
    event = b'{"action":"a","subject":"%b"}' % (b"x" * 30_000)
    body = b"[" + b",".join([event] * 20) + b"]"
    with running() as server, server.connect() as client:
        client.sendall(POST + b"connection: close\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        assert rest(client).startswith(b"HTTP/1.1 202")


def test_a_gigabyte_is_refused_unread() -> None:
    """The line is cut after the answer."""
    with running() as server, server.connect() as greedy:
        greedy.sendall(POST + b"content-length: 1073741824\r\n\r\n")
        assert rest(greedy).startswith(b"HTTP/1.1 413")


def test_pipelined_requests_are_answered_in_order() -> None:
    """Two in one packet."""
    one = POST + b"content-length: %d\r\n\r\n" % len(EVENT) + EVENT
    two = POST + b"connection: close\r\ncontent-length: 2\r\n\r\n{}"
    with running() as server, server.connect() as client:
        client.sendall(one + two)
        answers = rest(client)
    assert [answers.count(b"HTTP/1.1 202"), answers.count(b"HTTP/1.1 400")] == [1, 1]
    assert answers.index(b" 202") < answers.index(b" 400")


def test_idle_connections_are_bounded() -> None:
    """The oldest idle one makes room, and a client with a request gets through."""
    with running(connections=limits(most=50)) as server, ExitStack() as stack:
        held = [stack.enter_context(server.connect()) for _ in range(300)]
        assert is_served(server)
        assert rest(held[0]) == b""
        assert len(server.service._listener.lobby) <= 50
        assert server.service._listener.lobby.refused >= 250


async def _hold(port: int, count: int) -> int:
    """Open *count* connections that say nothing; how many are still open at the end."""
    held = []
    for _ in range(count):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        held.append((reader, writer))
    still = sum(not reader.at_eof() and reader.exception() is None for reader, _ in held)
    for _, writer in held:
        writer.transport.abort()
    return still


def test_ten_thousand_idle_connections_leave_room_for_others() -> None:
    """In waves, as one process may not hold so many itself."""
    with running(connections=limits(most=100)) as server:
        for _ in range(50):
            assert asyncio.run(_hold(server.port, 200)) <= 200
            assert is_served(server)
        assert len(server.service._listener.lobby) <= 100


@pytest.mark.parametrize("begun", [b"", POST + b"content-length: 99\r\n\r\n{"], ids=["idle", "half a request"])
def test_a_flood_drives_out_itself_and_not_who_was_served(begun: bytes) -> None:
    """A client that keeps its connection goes on over it, however long it was idle."""
    with running(connections=limits(most=20)) as server, ExitStack() as stack:
        client = HTTPConnection("127.0.0.1", server.port, timeout=20)
        stack.callback(client.close)
        assert _status(client) == 202
        kept = client.sock
        for _ in range(100):
            with suppress(OSError):
                stack.enter_context(server.connect()).sendall(begun)
        assert is_served(server)
        assert (_status(client), client.sock is kept) == (202, True)
        assert server.service._listener.lobby.refused >= 80


def _status(client: HTTPConnection) -> int:
    client.request("POST", "/events", EVENT, {"host": "localhost", "content-type": "application/json"})
    answer = client.getresponse()
    answer.read()
    return answer.status


@pytest.mark.parametrize(
    "noise", [b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"\x00" * 5000, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]
)
def test_noise_is_answered_in_json(noise: bytes) -> None:
    """TLS, HTTP/2 and nothing at all on a plain port harm nobody."""
    with running() as server:
        with server.connect() as client:
            client.sendall(noise)
            client.shutdown(socket.SHUT_WR)
            assert b"SV156" in rest(client)
        assert is_served(server)
        assert server.bugs == []


def test_error_bodies_are_json_here_too() -> None:
    """The same shape as everywhere."""
    with running() as server, server.connect() as slow:
        slow.sendall(POST)
        assert is_served(server)
        sweep(server, 120)
        assert json.loads(rest(slow).partition(b"\r\n\r\n")[2])["error"]["code"] == "SV154"
