"""The whole server on a socket, with everything in memory."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from insights_cli.errors import InsightsError
from insights_cli.model.delivery import Outcome, OutcomeKind
from insights_cli.pipeline import forwarder
from insights_cli.pipeline.notices import Notice, Paused
from insights_cli.server import service
from insights_cli.server.origins import Origins
from insights_cli.sinks.memory import MemorySink
from insights_cli.spools import Claim, Settings, Settlement, SpoolUnavailableError
from insights_cli.spools.memory import MemorySpool
from tests.server.parts import NOW, intake, spool
from tests.server.running import running

EVENT = {"action": "navigate", "subject": "/catalog"}
REFUSED = Outcome(kind=OutcomeKind.ANSWERED, status=401, detail="HTTP 401")


def test_events_come_in_and_leave_and_the_books_balance() -> None:
    """What was received is what was rejected and delivered, with nothing left over."""
    with running() as server:
        answer = httpx.post(f"{server.url}/api/backstage-insights/events", json=[EVENT, EVENT, 3])
    assert (answer.status_code, answer.json()["accepted"]) == (202, 2)
    assert isinstance(server.sink, MemorySink)
    assert len(server.sink.taken) == 2
    assert (server.books.received, server.books.rejected, server.books.delivered) == (3, 1, 2)
    assert server.books.difference == 0
    assert server.bugs == []


def test_the_small_routes_answer() -> None:
    """Health, readiness, metrics and the document."""
    with running() as server, httpx.Client(base_url=server.url) as client:
        client.post("/events", json=EVENT)
        health, ready = client.get("/healthz"), client.get("/readyz")
        metrics, document = client.get("/metrics").text, client.get("/openapi.json").json()
    assert (health.status_code, health.json()["status"], ready.json()) == (200, "ok", {"status": "ready"})
    assert "insights_events_received_total 1.0" in metrics
    assert "insights_events_lost_total 0.0" in metrics
    assert document["openapi"] == "3.1.0"


def test_health_is_degraded_while_the_upstream_refuses() -> None:
    """It still answers 200, as a restart would not help."""
    paused = threading.Event()

    def heed(notice: Notice) -> None:
        if isinstance(notice, Paused):
            paused.set()

    with running(sink=MemorySink(lambda _: REFUSED), heed=heed) as server, httpx.Client(base_url=server.url) as client:
        client.post("/events", json=EVENT)
        assert paused.wait(20)
        health = client.get("/healthz")
    body = health.json()
    assert (health.status_code, body["status"], body["forwarding"], body["trouble"]) == (
        200,
        "degraded",
        "paused",
        "HTTP 401",
    )
    assert (server.books.waiting, server.books.difference) == (1, 0)


def test_forwarding_that_ends_by_itself_stops_the_server() -> None:
    """Nobody believes that all is well while nothing leaves."""

    def broken() -> Any:
        message = "no"
        raise ValueError(message)

    with running(open_sink=broken) as server:
        pass
    assert isinstance(server.failure, ValueError)

    class Bursting(MemorySink):
        async def deliver(self, envelopes: Any, *, key: str) -> Outcome:
            raise ZeroDivisionError

    with running(sink=Bursting()) as server:
        httpx.post(f"{server.url}/events", json=EVENT)
        server._thread.join(20)
    assert isinstance(server.failure, InsightsError)
    assert server.failure.code == "SV007"
    assert [type(bug) for bug in server.bugs] == [ZeroDivisionError]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "code"),
    [
        ("GET", "/events", {}, 405, "SV141"),
        ("DELETE", "/healthz", {}, 405, "SV141"),
        ("GET", "/nothing", {}, 404, "SV140"),
        ("POST", "/events/", {}, 404, "SV140"),
        ("POST", "/events", {"host": "evil.example"}, 403, "SV130"),
        ("GET", "/healthz", {"host": "evil.example"}, 403, "SV130"),
        ("POST", "/events", {"origin": "https://evil.example"}, 403, "SV131"),
        ("OPTIONS", "/events", {"origin": "https://evil.example"}, 403, "SV131"),
    ],
)
def test_what_is_not_for_us_is_refused(method: str, path: str, headers: dict[str, str], status: int, code: str) -> None:
    """Wrong method, path, Host or Origin."""
    with running() as server:
        answer = httpx.request(method, f"{server.url}{path}", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize(
    "lines",
    [
        [("host", "evil.example"), ("host", "localhost")],
        [("host", "localhost"), ("origin", "http://evil.example"), ("origin", "http://localhost")],
    ],
)
def test_two_answers_to_one_question_are_none(lines: list[tuple[str, str]]) -> None:
    """A Host or Origin that is there twice could be another one for whoever stands before us."""
    with running() as server, closing(HTTPConnection("127.0.0.1", httpx.URL(server.url).port)) as client:
        client.putrequest("POST", "/events", skip_host=True)
        for key, value in lines:
            client.putheader(key, value)
        client.putheader("content-length", "0")
        client.endheaders()
        answer = client.getresponse()
        assert (answer.status, json.loads(answer.read())["error"]["code"]) == (403, "SV130")


def test_a_page_of_the_app_may_send_from_a_browser() -> None:
    """Preflight and request name its origin and nobody else's."""
    origins = Origins(allowed={"https://portal.example.com"})
    origin = {"origin": "https://portal.example.com"}
    with running(origins=origins) as server, httpx.Client(base_url=server.url, headers=origin) as client:
        asked = client.options("/api/backstage-insights/events", headers={"access-control-request-method": "POST"})
        sent = client.post("/api/backstage-insights/events", json=EVENT)
    assert (asked.status_code, sent.status_code) == (204, 202)
    for answer in (asked, sent):
        assert answer.headers["access-control-allow-origin"] == "https://portal.example.com"
        assert answer.headers["vary"] == "origin"
    assert "authorization" in asked.headers["access-control-allow-headers"]


def test_what_waited_before_the_start_leaves_too() -> None:
    """And is in the books as brought forward."""
    kept = spool()
    with running(intake(spool=kept), sink=MemorySink(lambda _: REFUSED)) as first:
        httpx.post(f"{first.url}/events", json=[EVENT] * 3)
    assert first.books.waiting == 3
    kept._closed = False
    with running(intake(spool=kept)) as second:
        pass
    assert (second.books.brought_forward, second.books.delivered, second.books.difference) == (3, 3, 0)


def test_memory_does_not_grow_with_the_number_of_events() -> None:
    """What is remembered of the past is bounded."""
    found = intake()
    body = json.dumps([EVENT] * 1000)
    with running(found) as server, httpx.Client(base_url=server.url) as client:
        for _ in range(20):
            assert client.post("/events", content=body, headers={"content-type": "application/json"}).status_code == 202
    assert len(found.history.passages()) == 1000
    assert server.books.delivered == 20_000


def test_a_second_request_to_stop_cuts_off_who_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a request is waited for when asked once, not when asked twice."""
    monkeypatch.setattr(service, "_FINISH_S", 3600)
    with running() as server, server.connect() as slow:
        slow.sendall(b"POST /events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{")
        assert httpx.post(f"{server.url}/events", json=EVENT).status_code == 202
        server.call(server.service.stop)
        server.stop()
    assert (server.books.received, server.books.difference) == (1, 0)


class _FrozenSpool(MemorySpool):
    """Takes and hands out, and never answers a settlement."""

    def __init__(self) -> None:
        super().__init__(Settings(clock=lambda: NOW))
        self.asked = threading.Event()

    async def settle(self, claim: Claim, settlement: Settlement) -> None:
        """Never done."""
        self.asked.set()
        await asyncio.Event().wait()


def test_a_second_request_to_stop_does_not_wait_for_a_frozen_spool(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not settled is delivered again; the server ends."""
    monkeypatch.setattr(forwarder, "_LET_GO_S", 0.0)
    frozen = _FrozenSpool()
    with running(intake(spool=frozen)) as server:
        httpx.post(f"{server.url}/events", json=EVENT)
        assert frozen.asked.wait(20)
        server.call(server.service.stop)
        server.stop()
    assert server.books.waiting == 1


def _fail(_: Request) -> Response:
    raise ZeroDivisionError


def _lose(_: Request) -> Response:
    raise SpoolUnavailableError("SP103", "the spool cannot read")


@pytest.mark.parametrize(("route", "status", "code", "bugs"), [(_fail, 500, "SV199", 1), (_lose, 503, "SP103", 0)])
def test_small_routes_fail_in_the_same_shape(route: Any, status: int, code: str, bugs: int) -> None:
    """A bug is reported to the operator and shows the client nothing; a spool in trouble is no bug."""
    with running(more=[Route("/more", route)]) as server:
        answer = httpx.get(f"{server.url}/more")
        assert (answer.status_code, answer.json()["error"]["code"], len(server.bugs)) == (status, code, bugs)
        assert httpx.get(f"{server.url}/healthz").status_code == 200


async def _begin(_: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        yield b"begun"
        raise ZeroDivisionError

    return StreamingResponse(parts())


def test_an_answer_that_breaks_off_is_not_answered_again(caplog: pytest.LogCaptureFixture) -> None:
    """The client sees that it is not whole; the operator gets the bug as a report, and no traceback besides."""
    with running(more=[Route("/more", _begin)]) as server:
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"{server.url}/more")
        assert [type(bug) for bug in server.bugs] == [ZeroDivisionError]
        assert [record.exc_info for record in caplog.records] == [None]
        assert httpx.get(f"{server.url}/healthz").status_code == 200
