"""The installed server: what it says, where it listens, how it ends."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.acceptance.serving import Served, served

EVENT = {"action": "navigate", "subject": "/catalog"}


def test_it_says_ready_when_it_listens_and_tells_scripts(tmp_path: Path) -> None:
    """After one line for each check; the ready file holds the address."""
    with served(tmp_path, "--ready-file", "ready", "--sink", "file:out.ndjson") as server:
        assert (tmp_path / "ready").read_text() == f"{server.url}\n"
        assert httpx.post(f"{server.url}/events", json=[EVENT, 3]).status_code == 202
        assert server.stop() == 0
    names = [line.split()[0] for line in server.said[1:] if line.startswith("  ")]
    assert [name for name in names if name not in ("made", "inspector")] == [
        "configuration",
        "redaction",
        "auth",
        "catalog",
        "roster",
        "upstream",
        "spool",
        "ready",
    ]
    assert server.said[-1] == "received 2 = rejected 1 + delivered 1 + waiting 0 + dead 0\n"
    (line,) = (tmp_path / "out.ndjson").read_text().splitlines()
    assert json.loads(line)["type"] == "io.backstage.analytics.navigate"


def test_without_an_upstream_it_says_that_nothing_is_sent(tmp_path: Path) -> None:
    """A dry run is never a surprise."""
    with served(tmp_path) as server:
        assert server.stop() == 0
    assert "(dry run, nothing is sent)" in server.said[-2]


def test_a_second_server_is_told_who_was_first(tmp_path: Path) -> None:
    """By the port, and by the spool."""
    with served(tmp_path) as first:
        for flags, code in ((["--port", str(first.port)], "SV001"), (["--port", "0"], "SP104")):
            second = subprocess.run(
                [sys.executable, "-m", "insights_cli", "serve", "--auth", "none", *flags],
                cwd=tmp_path,
                env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert second.returncode == 3
            assert code in second.stderr
            assert str(first.process.pid) in second.stderr


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_signals_end_it_in_order(tmp_path: Path, name: str) -> None:
    """What came is finished, the books are printed, the exit code is 0."""
    with served(tmp_path, "--spool", "memory") as server:
        httpx.post(f"{server.url}/events", json=[EVENT] * 5)
        server.process.send_signal(getattr(signal, name))
        server._gone()
    assert (server.process.returncode, "delivered 5" in server.said[-1]) == (0, True)


def test_events_are_objects_for_programs(tmp_path: Path) -> None:
    """`--format jsonl` prints one when an event is accepted and one when it has arrived."""
    command = [sys.executable, "-m", "insights_cli", "serve", "--auth", "none", "--port", "0", "--format", "jsonl"]
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    ready = next(line for line in process.stderr if line.startswith("  ready"))
    httpx.post(ready.split()[1], json=EVENT)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    found = [json.loads(line) for line in out.splitlines()]
    assert [each["fate"] for each in found] == ["waiting", "delivered"]
    assert len({each["id"] for each in found}) == 1


def test_the_process_is_small(tmp_path: Path) -> None:
    """Under 100 MB after ten thousand events."""
    with served(tmp_path, "--sink", "file:out.ndjson") as server:
        body = json.dumps([{**EVENT, "subject": f"/catalog?x={at}"} for at in range(1000)])
        for _ in range(10):
            httpx.post(f"{server.url}/events", content=body, headers={"content-type": "application/json"}, timeout=30)
        status = Path(f"/proc/{server.process.pid}/status")
        if not status.exists():
            pytest.skip("only Linux shows the memory of a process here")
        resident = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        assert int(resident.split()[1]) < 100 * 1024
        assert isinstance(server, Served)


PEOPLE = """\
--- # who is meant by a bare login
{kind: User, metadata: {name: xq7}, spec: {profile: {displayName: Xenia Quill}}}
---
{kind: Component, metadata: {name: shop, title: Tools of Xenia Quill}, spec: {owner: xq7}}
"""


def test_preview_and_server_know_the_same_people(tmp_path: Path) -> None:
    """A bare login and a name in a text are those of a user of the catalog, for both, under the same pseudonym."""
    (tmp_path / "people.yaml").write_text(PEOPLE)
    app = "app: {baseUrl: 'https://ci:planted@portal.example.com/app/?k=planted'}\n"
    config = f"{app}backstageInsights: {{captureEntityFields: [metadata.title]}}\n"
    (tmp_path / "app-config.yaml").write_text(config)
    with served(tmp_path, "--entities", "people.yaml", "--sink", "file:out.ndjson") as server:
        event = {**EVENT, "attributes": {"by": "Xenia Quill"}, "context": {"entityRef": "component:default/shop"}}
        assert httpx.post(f"{server.url}/events", json=event).status_code == 202
        assert server.stop() == 0
    assert any(line.split() == ["roster", "1", "user"] for line in server.said)
    envelope = json.loads((tmp_path / "out.ndjson").read_text())
    sent = envelope["data"]
    preview = subprocess.run(
        [
            sys.executable,
            "-m",
            "insights_cli",
            "preview-entity",
            "component:shop",
            "--entities",
            "people.yaml",
            "--event",
        ],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert json.loads(preview.stdout)["data"]["entity"] == sent["entity"]
    assert json.loads(preview.stdout)["source"] == envelope["source"] == "https://portal.example.com/app"
    assert sent["entity"]["fields"]["spec"]["owner"].startswith("user:default/p1-")
    for text in (json.dumps(sent), preview.stdout):
        assert "Quill" not in text
        assert "xq7" not in text
