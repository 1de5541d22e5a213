"""Take events over HTTP: a handler that knows no transport, and the plain ASGI callable around it.

Frameworks cost more than all else on this path; nothing here may be slow.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from time import perf_counter
from typing import Any

import msgspec

from insights_cli.errors import InsightsError
from insights_cli.pipeline.intake import Intake, Receipt
from insights_cli.pipeline.refusal import RefusedError
from insights_cli.server.answers import Answer, refused, taken
from insights_cli.server.auth import Authenticator
from insights_cli.server.counts import Counts

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Report = Callable[[Exception], None]

_JSON = b"application/json"
# Beacons cannot say more than text/plain without a preflight request; no type at all is what bare tools send.
_TYPES = frozenset({b"application/json", b"text/plain", b""})
TAG_HEADER = b"x-insights-test"
_LONGEST_TAG = 100
_CHARSETS = frozenset({b"utf-8", b"utf8", b"us-ascii"})


class Request(msgspec.Struct, frozen=True):
    """What matters of a request to send events."""

    body: bytes
    authorization: bytes | None = None
    content_type: bytes = b""
    content_encoding: bytes = b""
    tag: str = ""


class GoneError(Exception):
    """The client closed before its request was whole."""


class CollectionHandler:
    """Decides about requests; *most_at_work* bounds the bytes that are held at a time, over all of them."""

    def __init__(
        self, intake: Intake, authenticator: Authenticator, report: Report, *, most_at_work: int = 64 << 20
    ) -> None:
        self._intake = intake
        self._authenticator = authenticator
        self._report = report
        self._most_at_work = most_at_work
        self._at_work = 0
        self.is_stopping = False

    async def handle(self, request: Request) -> Answer:
        """Answer *request*; the answer comes when all that it accepts is on stable storage."""
        size = len(request.body)
        try:
            self.reserve(size)
            try:
                return taken(await self._take(request))
            finally:
                self.release(size)
        except InsightsError as failure:
            return refused(failure)
        except Exception as bug:  # noqa: BLE001 - a client gets a stable answer, the operator gets the report
            self._report(bug)
            return refused(RefusedError("SV199", "a bug in insights; nothing of the request was kept"))

    def reserve(self, size: int) -> None:
        """Count *size* bytes as held, to be released later; raises RefusedError when that is too much now."""
        if self.is_stopping:
            raise RefusedError("SV153", "the server is stopping")
        if self._at_work + size > self._most_at_work:
            raise RefusedError("SV152", "the server is busy")
        self._at_work += size

    def release(self, size: int) -> None:
        """Let go of *size* bytes."""
        self._at_work -= size

    async def _take(self, request: Request) -> Receipt:
        if request.content_type != _JSON:
            _check_type(request.content_type)
        sender = self._authenticator.known(request.authorization)
        if sender is None:
            sender = await self._authenticator.verify(request.authorization)
        encoding = request.content_encoding.decode("latin-1") if request.content_encoding else ""
        return await self._intake.accept(request.body, encoding=encoding, user=sender.user, tag=request.tag)


def _tag(given: bytes) -> str:
    """The name of the test that the events belong to, as far as it can be shown."""
    return "".join(char for char in given.decode("latin-1")[:_LONGEST_TAG] if char.isprintable())


def _check_type(content_type: bytes) -> None:
    kind, _, parameters = content_type.lower().partition(b";")
    if kind.strip() not in _TYPES:
        shown = kind.decode("latin-1")[:60]
        raise RefusedError("SV107", f"content type {shown!r} is not taken", fix="send Content-Type: application/json")
    for parameter in parameters.split(b";"):
        name, _, value = parameter.partition(b"=")
        if name.strip() == b"charset" and value.strip().strip(b'"') not in _CHARSETS:
            raise RefusedError("SV107", "only UTF-8 is taken", fix="send Content-Type: application/json")


class CollectionApp:
    """The ASGI callable: reads the request within the limits, answers with *extra* header lines."""

    def __init__(self, handler: CollectionHandler, counts: Counts, *, most_bytes: int) -> None:
        self._handler = handler
        self._counts = counts
        self._most_bytes = most_bytes

    async def __call__(
        self, found: Mapping[bytes, bytes], receive: Receive, send: Send, extra: Iterable[tuple[bytes, bytes]] = ()
    ) -> None:
        """Take one request; *found* are its header lines by lower-case name."""
        began = perf_counter()
        try:
            body = await self._read(receive, found.get(b"content-length"))
        except GoneError:
            return
        except RefusedError as too_large:
            answer = refused(too_large)
        else:
            answer = await self._handler.handle(
                Request(
                    body,
                    found.get(b"authorization"),
                    found.get(b"content-type", b""),
                    found.get(b"content-encoding", b""),
                    _tag(found[TAG_HEADER]) if TAG_HEADER in found else "",
                )
            )
            self._counts.sent_bytes.observe(len(body))
        self._counts.answers[answer.status] += 1
        self._counts.seconds.observe(perf_counter() - began)
        await send_answer(send, answer, extra)

    async def _read(self, receive: Receive, announced: bytes | None) -> bytes:
        if announced is not None and int(announced) > self._most_bytes:
            raise self._too_large()
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError
        body: bytes = message.get("body", b"")
        if not message.get("more_body", False):
            return body
        return await self._read_on(receive, bytearray(body))

    async def _read_on(self, receive: Receive, body: bytearray) -> bytes:
        held = 0
        try:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise GoneError
                body += message.get("body", b"")
                if len(body) > self._most_bytes:
                    raise self._too_large()
                self._handler.reserve(len(body) - held)
                held = len(body)
                if not message.get("more_body", False):
                    return bytes(body)
        finally:
            self._handler.release(held)

    def _too_large(self) -> RefusedError:
        return RefusedError("SV103", f"the body is larger than {self._most_bytes} bytes", fix="send fewer events")


async def send_answer(send: Send, answer: Answer, extra: Iterable[tuple[bytes, bytes]] = ()) -> None:
    """Send *answer* with its length and *extra* header lines."""
    length = (b"content-length", b"%d" % len(answer.body))
    await send({"type": "http.response.start", "status": answer.status, "headers": [*answer.headers, length, *extra]})
    await send({"type": "http.response.body", "body": answer.body})
