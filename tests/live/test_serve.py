"""`insights serve` in front of a real backend: its tokens, its catalog, its users."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.acceptance.serving import served
from tests.live.conftest import Backend

pytestmark = pytest.mark.live

STATIC = "static-token-of-the-live-tests"
VISIT = {
    "action": "navigate",
    "subject": "/catalog/default/component/website",
    "attributes": {"namespace": "default", "kind": "component", "name": "website"},
    "context": {"pluginId": "catalog", "extension": "App", "routeRef": "catalog:catalog-entity"},
}


def visited(backend: Backend, home: Path, *tokens: str) -> tuple[list[int], list[dict[str, Any]]]:
    """The statuses of a page visit with each of *tokens*, and what left."""
    (home / "app-config.yaml").write_text(f"backend:\n  baseUrl: {backend.url}\n")
    flags = ("--auth", "jwks", "--catalog", backend.url, "--sink", "file:out.ndjson")
    with served(home, *flags, INSIGHTS_CATALOG_TOKEN=STATIC) as server:
        answers = [
            httpx.post(f"{server.url}/events", json=VISIT, headers={"authorization": f"Bearer {token}"})
            for token in tokens
        ]
        assert server.stop() == 0
    return [each.status_code for each in answers], [json.loads(line) for line in lines(home / "out.ndjson")]


def lines(path: Path) -> list[str]:
    """The lines of a file that may not be there."""
    return path.read_text().splitlines() if path.exists() else []


def test_a_page_visit_of_the_guest(backend: Backend, tmp_path: Path) -> None:
    """The guest's own token is accepted, and the visited entity comes from the live catalog."""
    statuses, (event,) = visited(backend, tmp_path, backend.guest())
    assert statuses == [202]
    assert event["subject"] == "component:default/website"
    assert event["data"]["entity"]["fields"]["spec"] == {
        "type": "website",
        "lifecycle": "production",
        "owner": "team-a",
    }
    assert event["data"]["identity"]["ref"].startswith("user:default/p1-")


def test_a_user_of_the_catalog_is_a_pseudonym_with_groups(backend: Backend, tmp_path: Path) -> None:
    """The groups come from the catalog, the name does not leave."""
    _, (event,) = visited(backend, tmp_path, backend.token(sub="user:default/alice"))
    assert event["data"]["hydration"] == "complete"
    assert event["data"]["identity"]["fields"]["spec"] == {"memberOf": ["team-a"]}
    assert "alice" not in json.dumps(event).lower()


def test_what_the_backend_would_refuse_is_refused(backend: Backend, tmp_path: Path) -> None:
    """A changed, a cut and a static token are no sign-in tokens."""
    token = backend.token(sub="user:default/alice")
    head, payload, signature = token.split(".")
    changed = ".".join((head, payload, signature[::-1]))
    statuses, left = visited(backend, tmp_path, changed, f"{head}.{payload}.", STATIC, "x")
    assert statuses == [401, 401, 401, 401]
    assert left == []
