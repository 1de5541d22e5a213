"""All that the server answers: events on the fast path, everything else through Starlette."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

import msgspec
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, Router

from insights_cli.errors import InsightsError
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.refusal import RefusedError
from insights_cli.server.answers import Answer, refused
from insights_cli.server.collection import CollectionApp, Receive, Report, Scope, Send, send_answer
from insights_cli.server.openapi import EVENT_PATHS
from insights_cli.server.origins import Origins

_PREFLIGHT = (
    (b"access-control-allow-methods", b"POST, GET, OPTIONS"),
    (b"access-control-allow-headers", b"authorization, content-type, content-encoding, x-insights-test"),
    (b"access-control-max-age", b"600"),
)
_NO_SNIFFING = (b"x-content-type-options", b"nosniff")
# The inspector admits nobody but its own page, and looks at the origin itself.
_INSPECTOR = "/_insights"
_Health = Callable[[], Awaitable[tuple[int, Mapping[str, JsonValue]]]]


class InsightsApp:
    """The ASGI application: checks Host and Origin, then finds who answers: events first, *routes* after.

    *report* gets what should not have happened.
    """

    def __init__(
        self, collection: CollectionApp, origins: Origins, routes: Sequence[BaseRoute], *, report: Report
    ) -> None:
        self._collection = collection
        self._origins = origins
        self._report = report
        self._rest = Router(routes=list(routes))
        self._known: dict[tuple[bytes | None, bytes | None], Sequence[tuple[bytes, bytes]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        headers = dict(scope["headers"])
        host, origin = headers.get(b"host"), headers.get(b"origin")
        if len(headers) != len(scope["headers"]) and _is_ambiguous(scope["headers"]):
            host = None
        if scope["path"].startswith(_INSPECTOR):
            origin = None
        try:
            extra = self._known.get((host, origin)) or self._admit(host, origin)
        except RefusedError as strange:
            await send_answer(send, refused(strange))
            return
        if scope["method"] == "POST" and scope["path"] in EVENT_PATHS:
            await self._collection(headers, receive, send, extra)
        else:
            await self._look(scope, receive, send, extra)

    def _admit(self, host: bytes | None, origin: bytes | None) -> Sequence[tuple[bytes, bytes]]:
        """The header lines of every answer to such a request."""
        if not self._origins.knows_host(host):
            raise RefusedError("SV130", "the Host header names another server")
        if origin is not None and not self._origins.allows(origin):
            raise RefusedError("SV131", "the Origin is not allowed", fix="add it to backend.cors.origin")
        extra: list[tuple[bytes, bytes]] = [_NO_SNIFFING]
        if origin is not None:
            extra += [
                (b"access-control-allow-origin", origin),
                (b"access-control-allow-credentials", b"true"),
                (b"vary", b"origin"),
            ]
        if len(self._known) > 256:
            self._known.clear()
        self._known[host, origin] = extra
        return extra

    async def _look(self, scope: Scope, receive: Receive, send: Send, extra: Sequence[tuple[bytes, bytes]]) -> None:
        if scope["method"] == "OPTIONS":
            await send_answer(send, _preflight(), extra)
        elif scope["path"] in EVENT_PATHS:
            await send_answer(send, _not_so("POST, OPTIONS"), extra)
        else:
            await self._others(scope, receive, _adding(send, extra))

    async def _others(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Outside an application Starlette's router raises for what it does not know.
        scope["app"] = self
        has_begun = False

        async def watched(message: Scope) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._rest(scope, receive, watched)
        except ClientDisconnect:
            return
        except Exception as failure:  # noqa: BLE001 - a client gets a stable answer, the operator gets the report
            answer = self._answer_to(failure)
            # An answer that has begun can only be broken off, which the server does when nothing more comes.
            if not has_begun:
                await send_answer(send, answer)

    def _answer_to(self, failure: Exception) -> Answer:
        match failure:
            case HTTPException(status_code=405):
                return _not_so((failure.headers or {}).get("Allow", "GET, HEAD"))
            case HTTPException():
                return refused(
                    RefusedError(
                        "SV140",
                        "nothing is here",
                        fix="send events to the address that the start of insights serve names",
                    )
                )
            case InsightsError():
                return refused(failure)
            case _:
                self._report(failure)
                return refused(RefusedError("SV199", "a bug in insights"))


def _preflight() -> Answer:
    return Answer(204, _PREFLIGHT, b"")


def _not_so(allowed: str) -> Answer:
    answer = refused(RefusedError("SV141", "the method does not go with the path", fix=f"use {allowed}"))
    return Answer(answer.status, (*answer.headers, (b"allow", allowed.encode())), answer.body)


def _adding(send: Send, extra: Sequence[tuple[bytes, bytes]]) -> Send:
    async def add(message: Scope) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *extra]
        await send(message)

    return add


def routes(
    *, health: _Health, readiness: _Health, metrics: Callable[[], Awaitable[bytes]], openapi: bytes
) -> list[BaseRoute]:
    """The small routes: what may be asked about the server."""

    async def show_health(_: Request) -> Response:
        return _json(*await health())

    async def show_readiness(_: Request) -> Response:
        return _json(*await readiness())

    async def show_metrics(_: Request) -> Response:
        return Response(await metrics(), headers={"content-type": CONTENT_TYPE_LATEST, "cache-control": "no-store"})

    async def show_openapi(_: Request) -> Response:
        return Response(openapi, media_type="application/json")

    return [
        Route("/healthz", show_health),
        Route("/readyz", show_readiness),
        Route("/metrics", show_metrics),
        Route("/openapi.json", show_openapi),
    ]


def _json(status: int, body: Mapping[str, JsonValue]) -> Response:
    return Response(
        msgspec.json.encode(body),
        status_code=status,
        headers={"content-type": "application/json", "cache-control": "no-store"},
    )


def _is_ambiguous(lines: Sequence[tuple[bytes, bytes]]) -> bool:
    """Whether Host or Origin is there twice, so that others may have looked at another one than we do."""
    names = [name for name, _ in lines]
    return names.count(b"host") > 1 or names.count(b"origin") > 1
