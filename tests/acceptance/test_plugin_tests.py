"""Help for people who test their own plugins, with the real program."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.acceptance.serving import Served, served

CLICK = {"action": "click", "subject": "Ask jane.doe@example.com", "context": {"pluginId": "mine"}}
NAVIGATE = {"action": "navigate", "subject": "/catalog"}


def _send(server: Served, *events: Any, **headers: str) -> None:
    httpx.post(f"{server.url}/events", json=list(events), headers=headers, timeout=20).raise_for_status()


def _insights(home: Path, *argv: str) -> "subprocess.CompletedProcess[str]":
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(home)}
    command = [sys.executable, "-m", "insights_cli", *argv]
    return subprocess.run(command, cwd=home, env=environ, capture_output=True, text=True, timeout=60)


def _ended(server: Served) -> tuple[int, str]:
    assert server.process.stderr
    said = server.process.stderr.read()
    server.process.wait(30)
    server.process.stderr.close()
    return server.process.returncode, said


def test_serve_ends_well_when_all_that_is_expected_was_seen(tmp_path: Path) -> None:
    """At once, with what matched."""
    with served(tmp_path, "--expect", "action=click and fate=delivered", "--expect", "plugin=mine") as server:
        _send(server, NAVIGATE, CLICK)
        code, said = _ended(server)
    assert (code, said.count("matched ")) == (0, 2)


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--expect", "action=search", "--within", "300ms"), "missed    action=search"),
        (("--expect-none", "fate=rejected", "--within", "60s"), "unwanted  fate=rejected"),
    ],
)
def test_serve_ends_badly_when_an_expectation_is_missed(tmp_path: Path, flags: tuple[str, ...], words: str) -> None:
    """When the time is over, or as soon as something is seen that must not be."""
    with served(tmp_path, *flags) as server:
        if "60s" in flags:
            _send(server, NAVIGATE, {"subject": "no action"})
        code, said = _ended(server)
    assert (code, words in said) == (1, True)


def test_serve_ends_well_when_nothing_unwanted_was_seen(tmp_path: Path) -> None:
    """Only time can tell."""
    with served(tmp_path, "--expect-none", "fate=dead", "--within", "3s") as server:
        _send(server, CLICK)
        assert _ended(server)[0] == 0


def test_the_verdict_is_of_what_was_seen_when_somebody_stops_it(tmp_path: Path) -> None:
    """A test that ends first stops the server and gets its answer."""
    with served(tmp_path, "--expect", "action=search") as server:
        assert server.stop() == 1


def test_waiting_finds_the_server_and_its_key_by_itself(tmp_path: Path) -> None:
    """And sees only the events of its own test."""
    with served(tmp_path) as server:
        _send(server, CLICK, **{"X-Insights-Test": "one"})
        mine = _insights(tmp_path, "events", "wait", "plugin=mine", "--tag", "one", "--json")
        other = _insights(tmp_path, "events", "wait", "plugin=mine", "--tag", "two", "--within", "200ms")
        named = _insights(tmp_path, "events", "wait", "fate=delivered", "--server", server.url)
        file = next((tmp_path / ".local/state/insights").glob("serve-*.json"))
        assert file.stat().st_mode & 0o777 == 0o600
    assert (mine.returncode, other.returncode, named.returncode) == (0, 1, 0)
    assert [each["tag"] for each in json.loads(mine.stdout)["events"]] == ["one"]


def test_waiting_without_a_server_is_no_answer(tmp_path: Path) -> None:
    """Nor is a server whose key nobody knows, nor a filter that is not understood."""
    nobody = _insights(tmp_path, "events", "wait", "action=click")
    unknown = _insights(tmp_path, "events", "wait", "action=click", "--server", "http://127.0.0.1:9")
    wrong = _insights(tmp_path, "events", "wait", "action =")
    assert (nobody.returncode, unknown.returncode, wrong.returncode) == (3, 3, 2)
    assert ("SV010" in nobody.stderr, "SV012" in unknown.stderr, "SV090" in wrong.stderr) == (True, True, True)


def test_a_record_is_redacted_private_and_can_be_sent_again(tmp_path: Path) -> None:
    """To the same server or another one."""
    record = tmp_path / "events.ndjson"
    with served(tmp_path, "--record", record.name, "--sink", "file:out.ndjson") as server:
        _send(server, CLICK, NAVIGATE, {"subject": "no action"})
        again = _insights(tmp_path, "events", "replay", record.name, "--to", server.url, "--match", "action=click")
        assert server.stop() == 0
    lines = [json.loads(line) for line in record.read_text().splitlines()]
    assert (again.returncode, again.stdout) == (0, "accepted 1, rejected 0\n")
    assert sorted(each["action"] for each in lines) == ["", "click", "click", "navigate"]
    assert "jane" not in record.read_text()
    assert record.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_no_record_is_said_by_its_line(tmp_path: Path) -> None:
    """Nothing of it is sent."""
    (tmp_path / "x").write_text('{"a": 1}\n')
    result = _insights(tmp_path, "events", "replay", "x", "--to", "http://127.0.0.1:9")
    assert (result.returncode, "SV013" in result.stderr, "x:1" in result.stderr) == (3, True, True)


def test_faults_come_between_forwarding_and_the_upstream(tmp_path: Path) -> None:
    """The events wait; the words say that it is on purpose."""
    with served(tmp_path, "--fault", "503:100%", "--drain", "0s") as server:
        _send(server, CLICK)
        seen = _insights(tmp_path, "events", "wait", "fate=waiting", "--json")
        server.stop()
    said = "".join(server.said)
    assert json.loads(seen.stdout)["events"][0]["fate"] == "waiting"
    assert "failing on purpose: 503:100%" in said
    assert "delivered 0 + waiting 1" in said


@pytest.mark.parametrize(
    "flags", [("--within", "3s"), ("--fault", "often"), ("--expect", "a ="), ("--expect", "a", "--within", "soon")]
)
def test_flags_that_make_no_sense_are_refused(tmp_path: Path, flags: tuple[str, ...]) -> None:
    """Before anything starts."""
    assert _insights(tmp_path, "serve", "--auth", "none", "--port", "0", *flags).returncode == 2
