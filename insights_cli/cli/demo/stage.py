"""Where the demo plays: a copy of the sample in a folder of its own, with a home, a token and no network."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import insights_cli.demo
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.main import run
from insights_cli.cli.runtime import Runtime
from insights_cli.errors import InsightsError

_START_LIMIT_S = 20.0
_STOP_LIMIT_S = 15.0
_VARIABLES = {
    "INSIGHTS_TOKEN": "demo-token-of-no-use-anywhere",
    "SPOTIFY_LICENSE_KEY": "demo-licence",
    "SPOTIFY_BACKSTAGE_API_TOKEN": "demo-token-of-no-use-anywhere",
    "INSIGHTS_SALT": "a-long-random-text-for-the-demo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The *folder* of one demo; *invocation* is who watches."""

    folder: Path
    invocation: Invocation

    @property
    def project(self) -> Path:
        """The sample project."""
        return self.folder / "project"

    @property
    def environ(self) -> Mapping[str, str]:
        """The variables of every command: those of the demo, and of the system only what programs need to run."""
        kept = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "TERM")
        system = {name: value for name, value in self.invocation.runtime.environ.items() if name in kept}
        home = {"HOME": str(self.folder), "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": "", "XDG_CACHE_HOME": ""}
        return {**system, **home, **_VARIABLES}

    def build(self) -> None:
        """Copy the sample."""
        sample = Path(insights_cli.demo.__file__).parent / "sample"
        shutil.copytree(sample, self.project)

    def play(self, argv: Sequence[str]) -> Played:
        """Run a command of this program in the project."""
        out, err = io.StringIO(), io.StringIO()
        watcher = self.invocation.runtime
        runtime = Runtime(
            environ=self.environ,
            cwd=str(self.project),
            stdin=io.StringIO(),
            stdout=out,
            stderr=err,
            now=watcher.now,
            platform=watcher.platform,
        )
        color = ("--color", "always") if self.invocation.style.color else ()
        code = run([*argv, *color], runtime)
        return Played(code=code, out=out.getvalue(), err=err.getvalue())

    @contextmanager
    def serving(self, argv: Sequence[str]) -> Iterator["Served"]:
        """Run `insights serve` beside us until the block ends, then stop it as an operator would."""
        ready, log = self.folder / "ready", self.folder / "serve.log"
        command = [sys.executable, "-m", "insights_cli", "serve", "--port", "0", "--ready-file", str(ready), *argv]
        with log.open("w") as words:
            process = subprocess.Popen(
                command, cwd=self.project, env=dict(self.environ), stdout=words, stderr=words, stdin=subprocess.DEVNULL
            )
        served = Served(process=process, ready=ready, log=log)
        try:
            served.wait_until_ready()
            yield served
        finally:
            served.stop()


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running server: its *ready* file, and the *log* of all it said."""

    process: subprocess.Popen[bytes]
    ready: Path
    log: Path

    @property
    def url(self) -> str:
        """Where it listens."""
        return self.ready.read_text().strip()

    @property
    def words(self) -> str:
        """What it said so far."""
        return self.log.read_text(errors="replace")

    def wait_until_ready(self) -> None:
        """Wait for the ready file; raises InsightsError DM001 with the last words of a server that did not start."""
        ends_at = time.monotonic() + _START_LIMIT_S
        while not self.ready.exists():
            if self.process.poll() is not None or time.monotonic() > ends_at:
                last = tuple(("it said", line) for line in self.words.splitlines()[-3:])
                raise InsightsError("DM001", "the demo's server did not start", notes=last)
            time.sleep(0.02)

    def stop(self) -> int:
        """Ask it to stop, and take it down when it does not."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM if os.name != "nt" else signal.SIGINT)
        try:
            return self.process.wait(_STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
