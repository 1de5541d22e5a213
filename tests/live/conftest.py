"""A real Backstage backend for tests that opt in with INSIGHTS_LIVE=1.

Once: `npm ci --prefix tests/live/backend` (about 300 MB); or INSIGHTS_LIVE_MODULES names the `node_modules` of another
install.
"""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import httpx
import pytest

SOURCES = Path(__file__).parent / "backend"
STARTS_WITHIN_S = 90
INGESTS_WITHIN_S = 30


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the first test the time that the backend takes to start, so that its log is shown when it does not."""
    for item in items:
        if item.path.parent == SOURCES.parent:
            item.add_marker(pytest.mark.timeout(STARTS_WITHIN_S + INGESTS_WITHIN_S + 120))


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """A running backend: its `backend.baseUrl`, and ways to sign in."""

    url: str
    client: httpx.Client

    def sign_in(self, **claims: object) -> httpx.Response:
        """What the sign-in answers when a resolver issues *claims*; `backstageIdentity.token` is the token."""
        return self.client.get("/api/auth/chosen/refresh", headers={"x-claims": json.dumps(claims)})

    def token(self, **claims: object) -> str:
        """A user token with *claims*, from `backstageIdentity.token`."""
        return str(self.sign_in(**claims).raise_for_status().json()["backstageIdentity"]["token"])

    def guest(self) -> str:
        """The token of the guest provider."""
        answer = self.client.get("/api/auth/guest/refresh").raise_for_status()
        return str(answer.json()["backstageIdentity"]["token"])

    def takes(self, token: str) -> bool:
        """Whether the catalog lets the bearer of *token* in."""
        answer = self.client.get("/api/catalog/entities?limit=1", headers={"authorization": f"Bearer {token}"})
        return answer.status_code == 200


@pytest.fixture(scope="session")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """Start the backend once for all live tests, with its catalog ingested."""
    with running_backend(tmp_path_factory.mktemp("backend")) as started:
        yield started


@contextmanager
def running_backend(folder: Path) -> Iterator[Backend]:
    """A backend of its own in *folder*, with keys of its own; skips where it cannot be had."""
    modules = Path(os.environ.get("INSIGHTS_LIVE_MODULES", SOURCES / "node_modules"))
    node = shutil.which("node")
    if os.environ.get("INSIGHTS_LIVE") != "1":
        pytest.skip("live tests opt in with INSIGHTS_LIVE=1")
    if not node or not modules.is_dir():
        pytest.skip("Node or the packages are absent: npm ci --prefix tests/live/backend")
    shutil.copytree(SOURCES, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
    (folder / "node_modules").symlink_to(modules.resolve())
    port = _free_port()
    environ = {**os.environ, "PORT": str(port), "NODE_ENV": "development"}
    log = folder / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen([node, "index.js"], cwd=folder, env=environ, stdout=output, stderr=output)
        try:
            with httpx.Client(base_url=f"http://localhost:{port}", timeout=10) as client:
                yield _wait(Backend(url=f"http://localhost:{port}", client=client), process, log)
        finally:
            process.terminate()
            process.wait(20)


def _wait(backend: Backend, process: "subprocess.Popen[bytes]", log: Path) -> Backend:
    """Return *backend* once it is ready and knows its entities."""
    for attempt in range((STARTS_WITHIN_S + INGESTS_WITHIN_S) * 4):
        if process.poll() is not None:
            break
        if _is_ready(backend):
            return backend
        Event().wait(0.25 if attempt else 1)
    pytest.fail(f"the backend did not become ready:\n{log.read_text(errors='replace')[-3000:]}")


def _is_ready(backend: Backend) -> bool:
    try:
        if backend.client.get("/.backstage/health/v1/readiness").status_code != 200:
            return False
        headers = {"authorization": f"Bearer {backend.token(sub='user:default/alice')}"}
        return (
            backend.client.get("/api/catalog/entities/by-name/user/default/alice", headers=headers).status_code == 200
        )
    except (httpx.HTTPError, KeyError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
