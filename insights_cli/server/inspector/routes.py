"""The paths under `/_insights/`: the page for whoever asks, everything else for whoever has the key."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route

from insights_cli.errors import InsightsError
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.refusal import RefusedError
from insights_cli.server.answers import refused
from insights_cli.server.inspector.look import Look
from insights_cli.server.inspector.page import HEADERS, page_files
from insights_cli.server.inspector.query import parse_query
from insights_cli.server.inspector.session import Asked, Session

PATH = "/_insights"
_MOST_BODY = 100_000
_SECRET = {"cache-control": "no-store"}
_Endpoint = Callable[[Request], Awaitable[Response]]


class _Ids(msgspec.Struct, forbid_unknown_fields=True):
    ids: list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspector:
    """What the server needs to answer for the inspector."""

    look: Look
    session: Session

    @property
    def routes(self) -> list[BaseRoute]:
        """All paths of the inspector."""
        api = [
            Route("/session", self._guarded(self._session)),
            Route("/events", self._guarded(self._events)),
            Route("/events/{id}", self._guarded(self._event)),
            Route("/totals", self._guarded(self._totals)),
            Route("/timeline", self._guarded(self._timeline)),
            Route("/dead", self._guarded(self._dead)),
            Route("/stream", self._guarded(self._stream)),
            Route("/replay", self._guarded(self._replay), methods=["POST"]),
            Route("/purge", self._guarded(self._purge), methods=["POST"]),
        ]
        page = [Route("/", self._page), Route("/{file:path}", self._page)]
        return [Route(PATH, _to_page), Mount(PATH, routes=[Mount("/api", routes=api), *page])]

    def _guarded(self, answer: _Endpoint) -> _Endpoint:
        async def guarded(request: Request) -> Response:
            try:
                self.session.admit(Asked(method=request.method, headers=dict(request.headers)))
                return await answer(request)
            except InsightsError as failure:
                return _refusal(failure)

        return guarded

    async def _page(self, request: Request) -> Response:
        key = request.query_params.get("key")
        if key is not None:
            return self._open(key, request.headers.get("accept", ""))
        return _file(request.path_params.get("file", "") or "index.html")

    def _open(self, key: str, accept: str) -> Response:
        """The link: the key goes into a cookie and out of the address."""
        if not self.session.is_key(key):
            if "text/html" in accept:
                # The page tells a person what to do, and shows nothing to whom the API shows nothing.
                return _file("index.html", status=401)
            return _refusal(RefusedError("SV160", "the key in this link is wrong or from an earlier run"))
        headers = {**HEADERS, **_SECRET, "set-cookie": self.session.set_cookie()}
        return RedirectResponse(f"{PATH}/", status_code=303, headers=headers)

    async def _session(self, _: Request) -> Response:
        return _json({"key": self.session.key.reveal(), "source": self.look.source})

    async def _events(self, request: Request) -> Response:
        return _json(await self.look.events(parse_query(request.query_params)))

    async def _event(self, request: Request) -> Response:
        return _json(await self.look.event(request.path_params["id"]))

    async def _totals(self, _: Request) -> Response:
        return _json(await self.look.totals())

    async def _timeline(self, _: Request) -> Response:
        return _json(dict(self.look.timeline.json()))

    async def _dead(self, _: Request) -> Response:
        return _json(await self.look.dead())

    async def _stream(self, request: Request) -> Response:
        query = parse_query(request.query_params)

        async def messages() -> AsyncIterator[bytes]:
            async for message in self.look.follow(query):
                yield b"data: " + msgspec.json.encode(message) + b"\n\n"

        return StreamingResponse(messages(), media_type="text/event-stream", headers={**HEADERS, **_SECRET})

    async def _replay(self, request: Request) -> Response:
        return _json({"replayed": await self.look.replay(await _ids(request))})

    async def _purge(self, request: Request) -> Response:
        return _json({"purged": await self.look.purge(await _ids(request))})


async def _ids(request: Request) -> list[str] | None:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BODY:
            raise RefusedError("SV103", f"the body is larger than {_MOST_BODY} bytes")
    try:
        return msgspec.json.decode(body, type=_Ids).ids
    except msgspec.MsgspecError as wrong:
        raise RefusedError("SV162", 'the body is {"ids": [...]}, or {"ids": null} for all of them') from wrong


def _file(name: str, *, status: int = 200) -> Response:
    found = page_files().get(name)
    if found is None:
        return _refusal(RefusedError("SV140", "nothing is here"))
    body, media_type = found
    return Response(body, status_code=status, headers={**HEADERS, "content-type": media_type})


async def _to_page(_: Request) -> Response:
    return RedirectResponse(f"{PATH}/", status_code=308)


def _json(document: dict[str, JsonValue]) -> Response:
    headers = {**HEADERS, **_SECRET, "content-type": "application/json"}
    return Response(msgspec.json.encode(document), headers=headers)


def _refusal(failure: InsightsError) -> Response:
    answer = refused(failure)
    response = Response(answer.body, status_code=answer.status, headers={**HEADERS, **_SECRET})
    for name, value in answer.headers:
        response.headers[name.decode()] = value.decode()
    return response
