"""Posting to a real server."""

import asyncio
import gzip
import json
import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from insights_cli.errors import InsightsError
from insights_cli.model.delivery import Outcome, OutcomeKind
from insights_cli.model.envelope import Envelope
from insights_cli.model.secret import Secret
from insights_cli.sinks import SinkSettings
from insights_cli.sinks.http import HttpSink
from tests.sinks.http_upstream import upstream

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BATCH = [Envelope(id=str(at), accepted_at=NOW, body=json.dumps({"id": str(at)}).encode()) for at in range(3)]


def settings(*tokens: str | None, timeout_s: float = 20.0) -> SinkSettings:
    """Settings whose token is the next of *tokens* at each read, at last the last."""
    left = list(tokens) or [None]

    async def read() -> Secret | None:
        token = left.pop(0) if len(left) > 1 else left[0]
        return None if token is None else Secret(token)

    return SinkSettings(clock=lambda: NOW, token=read, timeout_s=timeout_s)


def with_sink(url: str, given: SinkSettings, work: Callable[[HttpSink], Awaitable[Outcome]]) -> Outcome:
    """Do *work* with a sink that is closed afterwards."""

    async def whole() -> Outcome:
        sink = HttpSink(url, given)
        try:
            return await work(sink)
        finally:
            await sink.close()

    return asyncio.run(whole())


def deliver(url: str, given: SinkSettings | None = None) -> Outcome:
    """One attempt with the batch."""
    return with_sink(url, given or settings("secret-token"), lambda sink: sink.deliver(BATCH, key="k1"))


def test_a_batch_is_one_compressed_request() -> None:
    """Type, encoding, key and bearer are what receivers rely on."""
    with upstream() as world:
        assert deliver(world.url).status == 202
        path, headers, body = world.requests[0]
    wanted = ("content-type", "content-encoding", "idempotency-key", "authorization")
    assert (path, world.ids(), gzip.decompress(body)[:1]) == ("/v1/events", ["0", "1", "2"], b"[")
    assert [headers[name] for name in wanted] == [
        "application/cloudevents-batch+json",
        "gzip",
        "k1",
        "Bearer secret-token",
    ]


def test_without_a_token_none_is_sent() -> None:
    """An upstream of one's own may want none."""
    with upstream() as world:
        assert deliver(world.url, settings(None)).status == 202
        assert "authorization" not in world.requests[0][1]


def test_an_answer_carries_the_wish_and_the_words() -> None:
    """Retry-After and the start of the body, with the token taken out of it."""
    with upstream() as world:
        world.answers = [(429, {"retry-after": "7"}, b"slow\ndown, secret-token\x1b[31m")]
        outcome = deliver(world.url)
    assert (outcome.status, outcome.retry_after) == (429, timedelta(seconds=7))
    assert outcome.detail == "HTTP 429: slow down, *** [31m"


def half_an_answer(handler: BaseHTTPRequestHandler) -> bool:
    """Promise ten bytes and give three."""
    handler.wfile.write(b"HTTP/1.1 202 Accepted\r\ncontent-length: 10\r\n\r\nabc")
    return False


def reset(handler: BaseHTTPRequestHandler) -> bool:
    """Tear the connection down."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    handler.connection.close()
    return False


def nonsense(handler: BaseHTTPRequestHandler) -> bool:
    """Something else than HTTP."""
    handler.wfile.write(b"220 smtp.example.com ESMTP\r\n")
    return False


@pytest.mark.parametrize(
    "before", [lambda _: False, half_an_answer, nonsense, reset], ids=["closed", "half", "nonsense", "reset"]
)
def test_a_broken_answer_is_no_delivery(before: Callable[[BaseHTTPRequestHandler], bool]) -> None:
    """Whatever came, it did not say that the batch arrived."""
    with upstream() as world:
        world.before = lambda handler, _: before(handler)
        assert deliver(world.url).kind is OutcomeKind.BROKEN


def test_silence_is_timed_out() -> None:
    """An attempt ends by itself."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        outcome = deliver(f"http://127.0.0.1:{listener.getsockname()[1]}/", settings(timeout_s=0.05))
    assert outcome.kind is OutcomeKind.TIMED_OUT


def test_a_closed_port_is_unreachable() -> None:
    """Nobody listens there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert deliver(f"http://127.0.0.1:{port}/").kind is OutcomeKind.UNREACHABLE


def test_a_redirect_on_the_same_host_is_followed() -> None:
    """With method, body and token."""
    with upstream() as world:
        world.answers = [(308, {"location": "/v2/events"}, b"")]
        assert deliver(world.url).status == 202
        assert [path for path, _, _ in world.requests] == ["/v1/events", "/v2/events"]
        assert world.requests[1][1]["authorization"] == "Bearer secret-token"


def test_another_host_never_gets_the_token() -> None:
    """A redirect there is an answer like any other that nobody can use."""
    with upstream() as world, upstream() as other:
        world.answers = [(307, {"location": other.url}, b"")]
        outcome = deliver(world.url)
        assert (outcome.status, outcome.detail, other.requests) == (307, "HTTP 307 to 127.0.0.1", [])


@pytest.mark.parametrize("status", [301, 302, 303])
def test_redirects_that_lose_the_body_are_not_followed(status: int) -> None:
    """They would turn the request into a GET."""
    with upstream() as world:
        world.answers = [(status, {"location": "/v2"}, b"")]
        assert deliver(world.url).status == status
        assert len(world.requests) == 1


def test_a_circle_of_redirects_ends() -> None:
    """After a few."""
    with upstream() as world:
        world.answers = [(307, {"location": "/v1/events"}, b"")] * 10
        assert deliver(world.url).detail == "too many redirects"


def test_a_changed_token_is_noticed_and_used() -> None:
    """Reading it again is what a paused forwarder does."""

    async def work(sink: HttpSink) -> Outcome:
        await sink.deliver(BATCH, key="a")
        assert [await sink.refresh(), await sink.refresh()] == [True, False]
        return await sink.deliver(BATCH, key="b")

    with upstream() as world:
        with_sink(world.url, settings("old", "new"), work)
        assert [headers["authorization"] for _, headers, _ in world.requests] == ["Bearer old", "Bearer new"]


def test_a_token_that_cannot_be_read_pauses() -> None:
    """A locked keyring is like a refused token: a person has to act."""

    async def locked() -> Secret | None:
        raise InsightsError("TK101", "the keyring is locked")

    outcome = deliver("http://127.0.0.1:9/", SinkSettings(clock=lambda: NOW, token=locked))
    assert (outcome.status, outcome.detail) == (401, "the token cannot be read: the keyring is locked")


def test_connections_are_kept() -> None:
    """Ten batches need one connection."""
    ports = set()

    def note(handler: BaseHTTPRequestHandler) -> bool:
        ports.add(handler.client_address[1])
        return True

    async def work(sink: HttpSink) -> Outcome:
        for _ in range(9):
            await sink.deliver(BATCH, key="k")
        return await sink.deliver(BATCH, key="k")

    with upstream() as world:
        world.before = lambda handler, _: note(handler)
        assert with_sink(world.url, settings(), work).status == 202
    assert len(ports) == 1


def test_the_target_shows_no_credentials() -> None:
    """What is printed about an upstream has no password and no query."""
    assert HttpSink("https://u:p@example.com/x?key=1", settings()).target == "https://example.com/x"


@pytest.mark.parametrize("before", [0, 150, 195, 199])
def test_no_part_of_the_token_comes_back_in_an_excerpt(before: int) -> None:
    """Not even where the excerpt ends in the middle of what an upstream repeats."""
    token = "tok-" + "abcdefghij" * 5
    with upstream() as world:
        world.answers.append((400, {}, b"x" * before + token.encode() + b" and more"))
        outcome = deliver(world.url, settings(token))
    assert "tok-" not in outcome.detail
    assert "abc" not in outcome.detail


@pytest.mark.parametrize("token", ["secret\npart", "secret\u00e9\u4e2d"])
def test_a_token_that_no_header_takes_is_not_told(token: str) -> None:
    """The error of the HTTP library repeats the header; forwarding pauses for another token."""
    with upstream() as world:
        outcome = deliver(world.url, settings(token))
    assert (outcome.status, outcome.detail) == (401, "the token cannot be written in a header")
