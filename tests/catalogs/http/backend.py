"""A small Backstage catalog on a loopback port, and a server that answers anything else."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from insights_cli.model.entity import Entity
from insights_cli.model.json import JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What arrived."""

    method: str
    path: str
    params: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes

    def param(self, name: str) -> str:
        """A query parameter, empty when absent."""
        return dict(self.params).get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What to answer; *declared* is the Content-Length to claim, if not the true one, *hold* blocks before the body."""

    status: int = 200
    body: bytes = b""
    content_type: str | None = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    declared: int | None = None
    hold: threading.Event | None = None


Answer = Callable[[Request], Reply]


def json_reply(value: object, status: int = 200) -> Reply:
    """A JSON answer."""
    return Reply(status=status, body=json.dumps(value).encode())


def error_reply(status: int, name: str, message: str = "no") -> Reply:
    """An error as a Backstage backend words it."""
    return json_reply({"error": {"name": name, "message": message}, "response": {"statusCode": status}}, status)


@contextmanager
def serving(answer: Answer, *, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve *answer* on a free loopback port, over *tls* if given; gives the base URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            url = urlsplit(self.path)
            length = int(self.headers.get("content-length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(length)
            params = parse_qsl(url.query, keep_blank_values=True)
            self.reply(answer(Request(method=self.command, path=url.path, params=params, headers=headers, body=body)))

        do_POST = do_GET  # noqa: N815 - the server looks for this name

        def reply(self, reply: Reply) -> None:
            self.send_response(reply.status)
            if reply.content_type is not None:
                self.send_header("Content-Type", reply.content_type)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) if reply.declared is None else reply.declared))
            self.end_headers()
            self.wfile.flush()
            if reply.hold is not None:
                reply.hold.wait(30)
            self.wfile.write(reply.body)
            self.close_connection = self.close_connection or reply.declared is not None

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(ConnectionError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # broken handshakes are what some tests want
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class FakeBackstage:
    """The catalog routes of a backend over *documents*, with its paging, its errors and its limits."""

    def __init__(self, documents: list[dict[str, JsonValue]], *, token: str = "", knows_by_refs: bool = True) -> None:
        self.documents = {str(Entity.from_document(document).ref): document for document in documents}
        self.token = token
        self.knows_by_refs = knows_by_refs
        self.requests: list[Request] = []

    def __call__(self, request: Request) -> Reply:
        """Answer one request."""
        self.requests.append(request)
        if self.token and request.headers.get("authorization") != f"Bearer {self.token}":
            return error_reply(
                401, "AuthenticationError", "Illegal token" if "authorization" in request.headers else ""
            )
        if len(request.body) > 100 * 1024:
            return error_reply(400, "PayloadTooLargeError", "request entity too large")
        path = request.path.removeprefix("/api/catalog")
        if path == "/entities/by-refs" and request.method == "POST" and self.knows_by_refs:
            refs = json.loads(request.body)["entityRefs"]
            return json_reply({"items": [self.documents.get(ref.lower()) for ref in refs]})
        if path.startswith("/entities/by-name/"):
            kind, namespace, name = (unquote(part) for part in path.split("/")[3:])
            found = self.documents.get(f"{kind}:{namespace}/{name}".lower())
            return json_reply(found) if found else error_reply(404, "NotFoundError", f"No entity named {name}")
        if path == "/entities/by-query":
            return self.page(request)
        return Reply(status=404, content_type=None)

    def page(self, request: Request) -> Reply:
        """A page of entities; the cursor holds the filter, not the limit."""
        start, _, filters = (request.param("cursor") or f"0|{request.param('filter')}").partition("|")
        found = [
            each for each in self.documents.values() if all(map(self.test(each), filter(None, filters.split(","))))
        ]
        first, limit = int(start), int(request.param("limit") or 20)
        names = request.param("fields")
        items = [_part(each, names.split(",")) if names else each for each in found[first : first + limit]]
        following = {"nextCursor": f"{first + limit}|{filters}"} if first + limit < len(found) else {}
        return json_reply({"items": items, "totalItems": len(found), "pageInfo": following})

    @staticmethod
    def test(document: dict[str, JsonValue]) -> Callable[[str], bool]:
        """A filter part over one document."""
        ref = Entity.from_document(document).ref
        known = {"kind": ref.kind.lower(), "metadata.name": ref.name.lower()}
        return lambda part: known[part.partition("=")[0]] == part.partition("=")[2].lower()


def _part(document: Mapping[str, JsonValue], fields: list[str]) -> dict[str, JsonValue]:
    """What *fields* name of *document*, as a backend sends it."""
    found: dict[str, JsonValue] = {}
    for field_name in fields:
        first, *rest = field_name.split(".")
        value = document.get(first)
        if rest and isinstance(value, Mapping):
            value = {**_object(found.get(first)), **_part(value, [".".join(rest)])}
        if value is not None:
            found[first] = value
    return found


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, Mapping) else {}
