"""The live view of `insights serve` on a pseudo-terminal, and plain lines in a pipe."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
CLICK = {"action": "click", "subject": "Open the docs of a component with a very long name " * 3, "context": {}}
_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class Screen:
    """A server on a terminal of 80 columns; *seen* is all that it wrote."""

    def __init__(self, home: Path) -> None:
        self._ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(theirs)
        environ = {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm-256color"}
        command = [sys.executable, "-m", "insights_cli", "serve", "--auth", "none", "--port", "0"]
        self.process = subprocess.Popen(command, cwd=home, env=environ, stdin=theirs, stdout=theirs, stderr=theirs)
        self.terminal = theirs
        self.seen = ""
        self._at = 0
        self.url = self.until(r"ready +(?:\x1b\[0m)?(http://[^/]+)")[1]
        self.until(r"\[q\] quit")

    def until(self, pattern: str) -> "re.Match[str]":
        """Read on until *pattern* is on the screen, after all that was read before."""
        ends_at = time.monotonic() + 60
        while (found := re.compile(pattern).search(self.seen, self._at)) is None:
            assert time.monotonic() < ends_at, self.seen[-2000:]
            if select.select([self._ours], [], [], 0.5)[0]:
                self.seen += os.read(self._ours, 65536).decode()
        self._at = found.end()
        return found

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._ours, keys.encode())

    def send(self, **changes: object) -> None:
        """An event."""
        httpx.post(f"{self.url}/events", json={**CLICK, **changes}, timeout=20).raise_for_status()

    def resize(self, columns: int) -> None:
        """Another width."""
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    def close(self) -> None:
        """End it."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(30)
        os.close(self._ours)
        os.close(self.terminal)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """A live view."""
    found = Screen(tmp_path)
    yield found
    found.close()


def _lines(text: str) -> list[str]:
    return [line for line in _ESCAPES.sub("", text).replace("\r", "\n").split("\n") if line]


def test_an_event_is_one_line_of_at_most_80_columns(screen: Screen) -> None:
    """So is the footer, also when the terminal becomes narrower."""
    started = len(screen.seen)
    screen.send()
    screen.until(r"click +Open.* ms")
    screen.until(r"received 1 \|")
    assert max(map(len, _lines(screen.seen[started:]))) < 80
    screen.resize(50)
    screen.send()
    screen.until(r"received 2 \|[^\n]*\n[^\n]*")
    assert max(map(len, _lines(screen.seen)[-2:])) < 50


def test_space_pauses_and_goes_on(screen: Screen) -> None:
    """What comes meanwhile is counted at once and shown later."""
    screen.press(" ")
    screen.until("PAUSED")
    screen.send(action="later")
    screen.until(r"received 1 \|")
    assert "later" not in screen.seen
    screen.press(" ")
    screen.until("later")


def test_keys_that_send_several_characters_do_nothing(screen: Screen) -> None:
    """F2 sends a Q at its end, an arrow leaves what is typed alone."""
    screen.press("\x1bOQ\x1b[A\x1b[1;5C")
    screen.press("/ab\x1b[Dc")
    screen.until("filter: abc_")
    assert screen.process.poll() is None


def test_a_filter_is_typed(screen: Screen) -> None:
    """Only what matches is shown."""
    screen.press("/action=wanted\n")
    screen.until(r"filter: action=wanted  \[space\]")
    screen.send(action="unasked")
    screen.send(action="wanted")
    screen.until(r" wanted ")
    assert "unasked" not in screen.seen


def test_details_and_help(screen: Screen) -> None:
    """Enter shows the fields of the last event, a question mark the keys."""
    screen.send(subject="jane.doe@example.com")
    screen.until(r"click")
    screen.press("\n")
    screen.until(r"redacted +subject: \[EMAIL\]")
    screen.press("?")
    screen.until("pause and go on")
    assert "jane" not in screen.seen


def test_q_ends_it_and_gives_the_terminal_back(screen: Screen) -> None:
    """With the books as the last words."""
    screen.press("q")
    screen.until(r"received 0 = ")
    assert screen.process.wait(30) == 0
    assert termios.tcgetattr(screen.terminal)[3] == screen.before[3]


def test_a_pipe_gets_plain_lines(tmp_path: Path) -> None:
    """One an event, with no control characters, and nothing else."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "insights_cli", "serve", "--auth", "none", "--port", "0", "--ready-file", "ready"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    while not process.stderr.readline().startswith("  ready"):
        pass
    httpx.post(f"{(tmp_path / 'ready').read_text().strip()}/events", json=[CLICK, CLICK], timeout=20)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert [line.split()[2] for line in out.splitlines()] == ["click", "click"]
    assert "\x1b" not in out + err
