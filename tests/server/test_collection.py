"""Every status of the collection route, without a socket."""

import gzip
import json
from collections.abc import Mapping
from typing import Any

import pytest
import zstandard

from insights_cli.errors import InsightsError
from insights_cli.pipeline.decode import BodyLimits
from insights_cli.pipeline.refusal import RefusedError
from insights_cli.server.answers import Answer
from insights_cli.server.auth import Nobody, Sender
from insights_cli.server.collection import CollectionApp, CollectionHandler, Request
from insights_cli.server.counts import Counts
from insights_cli.spools import Limits, SpoolUnavailableError
from insights_cli.spools.memory import MemorySpool
from tests.server.parts import intake, run, spool

EVENT = {"action": "navigate", "subject": "/catalog"}
BODY = json.dumps(EVENT).encode()
JSON = b"application/json"


class Refusing:
    """An authenticator that takes nobody."""

    summary = "nobody"

    def __init__(self, code: str) -> None:
        self.code = code

    def known(self, header: bytes | None) -> Sender | None:
        """Nobody is known."""
        return None

    async def verify(self, header: bytes | None) -> Sender:
        """Refuse."""
        raise RefusedError(self.code, "no")

    async def prepare(self) -> str:
        """Nothing to do."""
        return ""


class BrokenSpool(MemorySpool):
    """Fails as the test wants."""

    failure: Exception = SpoolUnavailableError("SP103", "the spool cannot write")

    async def append(self, envelopes: Any) -> None:
        """Fail."""
        raise self.failure


class BuggySpool(BrokenSpool):
    """Fails as nothing should."""

    failure = ZeroDivisionError("oops")


BROKEN, BUGGY = BrokenSpool(spool()._settings), BuggySpool(spool()._settings)


def handled(
    request: Request, *, authenticator: Any = None, bugs: list[Exception] | None = None, **changes: Any
) -> Answer:
    """The answer to *request*."""
    reports = [] if bugs is None else bugs
    handler = CollectionHandler(intake(**changes), authenticator or Nobody(None), reports.append)
    return run(handler.handle(request))


def request(body: bytes = BODY, kind: bytes = JSON, encoding: bytes = b"") -> Request:
    """A request with a body."""
    return Request(body, None, kind, encoding)


GOOD: Mapping[str, Request] = {
    "json": request(),
    "json with charset": request(kind=b'application/json; charset="UTF-8"'),
    "beacon": request(kind=b"text/plain;charset=UTF-8"),
    "no type": request(kind=b""),
    "gzip": request(gzip.compress(BODY), encoding=b"gzip"),
    "zstd": request(zstandard.compress(BODY), encoding=b"ZSTD"),
    "identity": request(encoding=b"identity"),
    "empty list": request(b"[]"),
}


@pytest.mark.parametrize("good", GOOD.values(), ids=GOOD.keys())
def test_good_requests_are_accepted(good: Request) -> None:
    """202 with the number of events."""
    answer = handled(good)
    assert (answer.status, json.loads(answer.body)) == (202, {"accepted": int(good.body != b"[]"), "rejected": []})


def test_a_mixed_request_says_what_was_rejected() -> None:
    """202 as long as something was valid."""
    answer = handled(request(json.dumps([EVENT, {"action": "a"}]).encode()))
    rejection = {"index": 1, "code": "SV111", "message": "subject is missing", "path": "subject"}
    assert (answer.status, json.loads(answer.body)) == (202, {"accepted": 1, "rejected": [rejection]})


BAD: Mapping[str, tuple[Request, int, str]] = {
    "no json": (request(b"{"), 400, "SV101"),
    "no shape": (request(b"3"), 400, "SV102"),
    "nothing valid": (request(b'[{"action": 1}]'), 400, "SV110"),
    "broken gzip": (request(b"nope", encoding=b"gzip"), 400, "SV109"),
    "large": (request(b" " * (1 << 20) + BODY), 413, "SV103"),
    "bomb": (request(gzip.compress(bytes(8 << 20)), encoding=b"gzip"), 413, "SV104"),
    "many": (request(json.dumps([EVENT] * 1001).encode()), 413, "SV105"),
    "large event": (request(json.dumps([EVENT, {**EVENT, "subject": "x" * 40_000}]).encode()), 413, "SV106"),
    "type": (request(kind=b"application/x-www-form-urlencoded"), 415, "SV107"),
    "charset": (request(kind=b"application/json; charset=latin-1"), 415, "SV107"),
    "encoding": (request(encoding=b"br"), 415, "SV108"),
}


@pytest.mark.parametrize(("bad", "status", "code"), BAD.values(), ids=BAD.keys())
def test_bad_requests_have_a_status_and_a_code(bad: Request, status: int, code: str) -> None:
    """One shape for all errors."""
    answer = handled(bad)
    error = json.loads(answer.body)["error"]
    assert (answer.status, error["code"], bool(error["message"])) == (status, code, True)


def test_the_index_of_a_large_event_is_told() -> None:
    """The sender can find it."""
    assert json.loads(handled(BAD["large event"][0]).body)["error"]["index"] == 1


REFUSALS = {"SV120": 401, "SV121": 401, "SV122": 403, "SV123": 503, "SV150": 429}


@pytest.mark.parametrize(("code", "status"), REFUSALS.items())
def test_refused_senders_have_their_status(code: str, status: int) -> None:
    """401 with a challenge, 403, 429 and 503 with Retry-After."""
    answer = handled(request(), authenticator=Refusing(code))
    names = {name for name, _ in answer.headers}
    assert answer.status == status
    assert (b"www-authenticate" in names, b"retry-after" in names) == (status == 401, status in (429, 503))


@pytest.mark.parametrize(
    ("kept_in", "code"),
    [(spool(limits=Limits(most_bytes=1)), "SP101"), (BROKEN, "SP103")],
    ids=["full", "broken"],
)
def test_a_spool_that_cannot_keep_answers_503(kept_in: MemorySpool, code: str) -> None:
    """Never a 2xx for what is not on stable storage, and a time to come back."""
    answer = handled(request(), spool=kept_in)
    assert (answer.status, json.loads(answer.body)["error"]["code"]) == (503, code)
    assert (b"retry-after", b"5") in answer.headers


def test_a_bug_is_reported_and_answered_without_words() -> None:
    """No traceback reaches a client."""
    bugs: list[Exception] = []
    answer = handled(request(), spool=BUGGY, bugs=bugs)
    assert (answer.status, b"oops" in answer.body, [type(bug) for bug in bugs]) == (500, False, [ZeroDivisionError])


def test_a_stopping_or_busy_server_takes_nothing_new() -> None:
    """503 in both cases, with a code for each."""
    handler = CollectionHandler(intake(), Nobody(None), lambda bug: None, most_at_work=10)
    busy = json.loads(run(handler.handle(request())).body)["error"]["code"]
    handler.is_stopping = True
    stopping = json.loads(run(handler.handle(request())).body)["error"]["code"]
    assert (busy, stopping) == ("SV152", "SV153")


def conversation(chunks: list[bytes | None], headers: Mapping[bytes, bytes], limits: BodyLimits) -> list[Any]:
    """What the ASGI callable sends when the body comes in *chunks*; None is a client that went away."""
    sent: list[Any] = []
    left = list(chunks)

    async def receive() -> dict[str, Any]:
        chunk = left.pop(0)
        if chunk is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": chunk, "more_body": bool(left)}

    async def send(message: Any) -> None:
        sent.append(message)

    handler = CollectionHandler(intake(), Nobody(None), lambda bug: None)
    app = CollectionApp(handler, Counts(), most_bytes=limits.most_sent_bytes)
    run(app({b"content-type": JSON, **headers}, receive, send))
    assert handler._at_work == 0
    return sent


@pytest.mark.parametrize("chunks", [[BODY], [BODY[:5], BODY[5:]], [b"", BODY[:9], b"", BODY[9:]]], ids=len)
def test_a_body_may_come_in_pieces(chunks: list[bytes | None]) -> None:
    """As chunked uploads do."""
    assert [each.get("status") for each in conversation(chunks, {}, BodyLimits())] == [202, None]


def test_a_client_that_goes_away_gets_nothing() -> None:
    """And nothing of it is kept."""
    assert conversation([BODY[:5], None], {}, BodyLimits()) == []
    assert conversation([None], {}, BodyLimits()) == []


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_is_not_read_beyond_the_limit(announced: bool) -> None:
    """An announced gigabyte is refused unread, one that is not announced after a megabyte; then the line is cut."""
    chunk = bytes(1 << 16)
    chunks: list[bytes | None] = [] if announced else [chunk] * 17
    headers = {b"content-length": b"1073741824"} if announced else {}
    start = conversation([*chunks, chunk], headers, BodyLimits())[0]
    assert (start["status"], (b"connection", b"close") in start["headers"]) == (413, True)


def test_unknown_failures_become_500() -> None:
    """A code without a status of its own is our fault."""
    from insights_cli.server.answers import refused

    assert refused(InsightsError("XX000", "?")).status == 500
