"""A served inspector, an upstream behind it, and pages that look at it; nothing foreign, no error goes unnoticed."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.browser.upstream import Upstream

CATALOG = {"pluginId": "catalog", "extensionId": "page:catalog/entity", "routeRef": "catalog:entity"}
NAVIGATE = {
    "action": "navigate",
    "subject": "/catalog/default/component/payments-api",
    "attributes": {"kind": "component", "namespace": "default", "name": "payments-api"},
    "context": CATALOG,
}
CLICK = {"action": "click", "subject": "Open docs", "attributes": {"to": "/docs"}, "context": CATALOG}
PERSONAL = {**CLICK, "subject": "Write to jane.doe@example.com about it"}
BAD = {**CLICK, "subject": "refuse-me"}
LONG = {**CLICK, "subject": "x" * 900, "attributes": {"to": "/a" * 300, "k" * 100: "v" * 300}}
ENTITY = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: payments-api, title: Payments, description: Ask jane.doe@example.com}
spec: {type: service, lifecycle: production, owner: "group:default/payments"}
"""


class Stage:
    """A server that can be started again on the same port, and its upstream."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.upstream = Upstream(refused=b"refuse-me")
        self._port = 0
        (home / "catalog.yaml").write_text(ENTITY, encoding="utf-8")
        self.start()

    def start(self) -> None:
        """Start the server; its key is a new one each time."""
        command = [sys.executable, "-m", "insights_cli", "serve", "--auth", "none", "--as", "user:default/jane"]
        command += ["--port", str(self._port), "--entities", "catalog.yaml", "--upstream", self.upstream.url]
        command += ["--drain", "1s"]
        environ = {"PATH": os.environ["PATH"], "HOME": str(self.home), "TZ": "UTC"}
        self.process = subprocess.Popen(
            command, cwd=self.home, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stderr
        said = ""
        for line in self.process.stderr:
            said += line
            if line.startswith("  ready"):
                break
        found = re.search(r"inspector +(http://\S+)", said)
        assert found, said
        self.link = found[1]
        self.url = self.link.partition("/_insights")[0]
        self._port = int(self.url.rpartition(":")[2])

    def stop(self) -> None:
        """Ask it to end."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.stderr
            self.process.stderr.read()
            self.process.stderr.close()
            self.process.wait(30)

    def send(self, *events: Mapping[str, Any], **headers: str) -> float:
        """Send events; the moment of the answer."""
        httpx.post(f"{self.url}/events", content=json.dumps(events), headers=headers, timeout=20).raise_for_status()
        return time.monotonic()

    @property
    def key(self) -> str:
        """What the link opens with."""
        return self.link.partition("key=")[2]

    def get(self, path: str) -> Any:
        """Ask the API."""
        return httpx.get(f"{self.url}/_insights/api/{path}", headers={"x-insights-key": self.key}, timeout=30).json()


class Watched:
    """A page, what its console said and what it asked for elsewhere."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.set_default_timeout(20_000)
        page.on("console", lambda said: self.errors.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(url) else self.foreign.append(asked.url))

    def open(self, link: str) -> None:
        """Follow the link until the page is live."""
        self.page.goto(link)
        self.live()

    def live(self) -> None:
        """Wait until it hears from the server."""
        self.page.locator("#connection", has_text=re.compile("^live")).wait_for()

    def row(self, text: str) -> Any:
        """The newest row with *text*."""
        return self.page.locator("#list .row", has_text=text).first


@contextmanager
def looking(browser: Any, stage: Stage, *, clean: bool = True, **look: Any) -> "Iterator[Watched]":
    """A fresh browser profile; with *clean* any error on the console or foreign request fails the test."""
    context = browser.new_context(
        **{"viewport": {"width": 1360, "height": 900}, "locale": "en-GB", "timezone_id": "UTC", **look}
    )
    watched = Watched(context.new_page(), stage.url)
    try:
        yield watched
    finally:
        context.close()
    assert watched.foreign == []
    assert not clean or watched.errors == []
