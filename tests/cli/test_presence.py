"""A catalog is asked for the users that tokens name, and for nothing else."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.conftest import Insights
from tests.identity.tokens import claims, sign

KNOWN = ("user:default/alice", "user:guests/bob")


class Catalog(BaseHTTPRequestHandler):
    """Two users behind the two routes that are asked; keeps every request."""

    asked: list[tuple[str, str, str]] = []  # noqa: RUF012 - the framework makes an instance for every request

    def do_POST(self) -> None:
        """By refs."""
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self._keep(body)
        refs = json.loads(body)["entityRefs"]
        self._answer({"items": [self._entity(ref) if ref in KNOWN else None for ref in refs]})

    def do_GET(self) -> None:
        """By query, of one name."""
        self._keep("")
        found = [self._entity(ref) for ref in KNOWN if f"metadata.name%3D{ref.rpartition('/')[2]}" in self.path]
        self._answer({"items": found, "totalItems": len(found), "pageInfo": {}})

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def _keep(self, body: str) -> None:
        self.asked.append((self.path, body, str(dict(self.headers.items()))))

    def _answer(self, document: object) -> None:
        raw = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    @staticmethod
    def _entity(ref: str) -> dict[str, object]:
        kind, _, rest = ref.partition(":")
        namespace, _, name = rest.partition("/")
        return {
            "apiVersion": "backstage.io/v1alpha1",
            "kind": kind.title(),
            "metadata": {"namespace": namespace, "name": name},
        }


@pytest.fixture
def catalog() -> Iterator[str]:
    """The address of a catalog on loopback."""
    Catalog.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Catalog)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("sub", "code", "words"),
    [
        ("user:default/alice", 0, "[ok]   user:default/alice exists in http://127.0.0.1"),
        ("user:default/carol", 1, "user:default/carol does not exist in http://127.0.0.1"),
        ("user:default/bob", 1, "near: user:guests/bob exists"),
        ("alice@example.com", 1, "near: user:default/alice exists"),
        ("group:default/a", 1, "catalog not asked: sub is the ref of no possible user"),
    ],
)
def test_the_catalog_says_whether_the_user_exists(
    insights: Insights, catalog: str, sub: str, code: int, words: str
) -> None:
    """Existing, missing, near and impossible users are told apart."""
    result = insights("decode-token", "--catalog", catalog, stdin=sign(claims(sub=sub)))
    assert result.code == code
    assert words in result.out


def test_the_catalog_never_gets_the_token(insights: Insights, catalog: str) -> None:
    """Only the ref is sent, with the catalog's own token when there is one."""
    token = sign(claims())
    insights("decode-token", "--catalog", catalog, stdin=token, INSIGHTS_CATALOG_TOKEN="own-token")
    (asked,) = Catalog.asked
    assert "user:default/alice" in asked[1]
    assert "Bearer own-token" in asked[2]
    assert not [part for part in token.split(".") if part in "".join(asked)]


def test_a_catalog_without_an_answer_is_exit_3(insights: Insights) -> None:
    """A catalog that cannot be reached leaves its question open, and the rest is answered."""
    result = insights("decode-token", "--catalog", "http://127.0.0.1:9", "--json", stdin=sign(claims()))
    answer = json.loads(result.out)
    assert (result.code, answer["error"]["code"][:2]) == (3, "EN")
    assert answer["tokens"][0]["subject"] == {"grade": "plausible", "ref": "user:default/alice", "exists": None}


USERS = """apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: Alice}
spec: {memberOf: []}
"""


@pytest.mark.parametrize(
    ("sub", "paths", "code", "words"),
    [
        ("user:default/alice", ("users.yaml",), 0, "[ok]   user:default/alice exists in users.yaml"),
        ("user:default/bob", ("users.yaml",), 1, "user:default/bob does not exist in users.yaml"),
        ("user:guests/alice", ("users.yaml",), 1, "near: user:default/alice exists"),
        ("user:default/alice", ("users.yaml", "broken.yaml"), 0, "exists"),
        ("user:default/bob", ("users.yaml", "broken.yaml"), 3, "gave no answer"),
        ("user:default/alice", ("none.yaml",), 3, "gave no answer"),
    ],
)
def test_files_say_whether_the_user_exists(
    insights: Insights, tmp_path: Path, sub: str, paths: tuple[str, ...], code: int, words: str
) -> None:
    """Files answer offline; a user is only called missing when all of them could be read."""
    (tmp_path / "users.yaml").write_text(USERS)
    (tmp_path / "broken.yaml").write_text("kind: [")
    flags = [part for path in paths for part in ("--entities", path)]
    result = insights("decode-token", *flags, "--require", "catalog", stdin=sign(claims(sub=sub)))
    assert result.code == code
    assert words in result.out


def test_both_catalogs_at_once_are_wrong_usage(insights: Insights, catalog: str) -> None:
    """A live catalog and files exclude each other."""
    assert insights("decode-token", "--catalog", catalog, "--entities", "x.yaml", stdin=sign(claims())).code == 2
