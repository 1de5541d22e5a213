"""`--offline` opens no connection, is fast on a large project, and Ctrl-C shows what is known."""

import json
import os
import pty
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import Insights
from tests.doctor.projects import ENVIRON, manifest, new_system, write

PACKAGES = 300
LIMIT_S = 2.0
PROGRAM = (sys.executable, "-m", "insights_cli", "doctor")


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail at the first connection over a network."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        assert self.family not in (socket.AF_INET, socket.AF_INET6), address
        connect(self, address)  # type: ignore[arg-type]  # handed through as it came

    monkeypatch.setattr(socket.socket, "connect", guarded)


def environment(folder: Path, **more: str) -> Mapping[str, str]:
    """The variables of a run of the program in *folder*."""
    return {"HOME": str(folder), "PATH": os.environ["PATH"], **ENVIRON, **more}


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("flags", [(), ("--catalog", "http://127.0.0.1:9"), ("--bundle", "b.zip")], ids=str)
def test_offline_opens_no_connection(insights: Insights, tmp_path: Path, flags: tuple[str, ...]) -> None:
    """Not for a check, not for a live catalog that was named, not for the bundle."""
    write(new_system(), tmp_path)
    answer = json.loads(insights("doctor", "--offline", "--json", *flags, **ENVIRON).out)
    assert {each["state"] for each in answer["checks"]} == {"ok", "skip"}


def test_offline_in_a_namespace_without_routes(tmp_path: Path) -> None:
    """Where there is no network at all, the answer is the same."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rn", "true"], capture_output=True).returncode:
        pytest.skip("network namespaces are not allowed here")
    write(new_system(), tmp_path)
    words = [unshare, "-rn", *PROGRAM, "--offline", "--json"]
    done = subprocess.run(words, cwd=tmp_path, env=environment(tmp_path), capture_output=True, timeout=30)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["summary"]["fail"], answer["summary"]["unknown"]) == (0, 0, 0)


def test_a_large_project_is_fast(tmp_path: Path) -> None:
    """300 packages with sources and a lock file of 3,000 entries end within two seconds of processor time."""
    files = new_system()
    for number in range(PACKAGES - 2):
        folder = f"packages/p{number}"
        files[f"{folder}/package.json"] = manifest(f"p{number}", "frontend-plugin", "core-common@0.1.0")
        files[f"{folder}/src/index.ts"] = "export const plugin = createPlugin({ id: 'x' });\n" * 20
    files["yarn.lock"] += "".join(f'"p{number}@^1.0.0":\n  version "1.0.{number}"\n\n' for number in range(3000))
    write(files, tmp_path)
    words = [*PROGRAM, "--offline", "--json"]
    before = os.times()
    done = subprocess.run(words, cwd=tmp_path, env=environment(tmp_path), capture_output=True, timeout=60)
    after = os.times()
    spent_s = after.children_user + after.children_system - before.children_user - before.children_system
    assert done.returncode == 0, done.stdout[-2000:]
    assert spent_s < LIMIT_S


def silent_backend() -> socket.socket:
    """A server that takes connections and never answers."""
    server = socket.create_server(("127.0.0.1", 0))
    server.listen(8)
    return server


def run_on_terminal(folder: Path, wanted: str) -> tuple[int, str]:
    """Run the doctor on a terminal, press Ctrl-C once *wanted* is shown; the exit code and the screen."""
    child, screen = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(sys.executable, [*PROGRAM, "--timeout", "30"], {**environment(folder), "TERM": "xterm"})
    seen, interrupted = b"", False
    ends_at = time.monotonic() + 25
    while time.monotonic() < ends_at:
        if not select.select([screen], [], [], 0.5)[0]:
            continue
        try:
            seen += os.read(screen, 65536)
        except OSError:
            break
        if not interrupted and wanted.encode() in seen:
            os.kill(child, signal.SIGINT)
            interrupted = True
    os.close(screen)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), seen.decode()


def test_interrupted_on_a_terminal(tmp_path: Path) -> None:
    """Slow checks are named while they run; Ctrl-C ends with what is known and exit code 130."""
    with silent_backend() as server:
        files = new_system()
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        files["app-config.yaml"] = files["app-config.yaml"].replace("http://localhost:7007", address)
        write(files, tmp_path)
        code, screen = run_on_terminal(tmp_path, "asking DR601 the backend answers")
    assert code == 130, screen
    assert "[ok]" in screen
    assert "interrupted: this is what was known by then" in screen
