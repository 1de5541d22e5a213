"""A PostgreSQL of our own: made, started, killed and thrown away by tests."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest

from tests.ports import free_ports

_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 60
shared_buffers = 64MB
max_wal_size = 512MB
log_min_messages = fatal
"""
_schemas = count(1)


def binaries() -> Path | None:
    """Where the programs of the newest PostgreSQL here are; Debian keeps them out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    if found:
        return found[-1].parent
    program = shutil.which("initdb")
    return Path(program).resolve().parent if program else None


def _ordinary_user() -> str | None:
    # PostgreSQL refuses to run as root.
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


class Cluster:
    """A running PostgreSQL on loopback, in a folder of its own."""

    port: int

    def __init__(self, folder: Path, programs: Path, *, of: "Cluster | None" = None) -> None:
        self._programs, self._folder, self._user = programs, folder, _ordinary_user()
        self._data = folder / "data"
        if self._user:
            shutil.chown(folder, self._user)
        if of is None:
            self._run(
                "initdb", "-U", "insights", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D", self._data
            )
        else:
            self._run(
                "pg_basebackup", "-h", "127.0.0.1", "-p", of.port, "-U", "insights", "-c", "fast", "-R", "--no-sync",
                "-D", self._data,
            )  # fmt: skip
        (self.port,) = free_ports(1)
        with (self._data / "postgresql.conf").open("a") as settings:
            settings.write(f"{_SETTINGS}port = {self.port}\n")
        self.start()

    def promote(self) -> None:
        """Make the primary of a standby."""
        self._control("-w", "promote")

    @property
    def url(self) -> str:
        """The database as libpq is told of it."""
        return f"postgresql://insights@127.0.0.1:{self.port}/postgres"

    def spool(self, **more: str) -> str:
        """The address of a spool that nobody has used."""
        query = "&".join(f"{name}={value}" for name, value in {"insights_schema": f"s{next(_schemas)}", **more}.items())
        return f"{self.url}?{query}"

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        done = subprocess.run(
            command, user=self._user, group=None, cwd=self._folder, capture_output=True, text=True, timeout=60,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"}, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"

    def _control(self, *arguments: object) -> None:
        # The server inherits the streams, so they are not those that are waited for.
        log = self._folder / "control.log"
        with log.open("w") as said:
            done = subprocess.run(
                [str(self._programs / "pg_ctl"), "-D", str(self._data), *map(str, arguments)],
                user=self._user, cwd=self._folder, stdout=said, stderr=said, stdin=subprocess.DEVNULL, timeout=60,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            )  # fmt: skip
        assert done.returncode == 0, log.read_text()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._control("-w", "-l", self._folder / "server.log", "start")

    def stop(self) -> None:
        """Stop it in order."""
        self._control("-w", "-m", "fast", "stop")

    def crash(self) -> None:
        """End it as a crash does: no flush, no farewell."""
        self._control("-w", "-m", "immediate", "stop")

    def freeze(self) -> None:
        """Let the whole of it hang."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def processes(self) -> list[int]:
        """The ids of all its processes."""
        postmaster = int((self._data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        return [postmaster, *map(int, children)]

    def _signal(self, number: signal.Signals) -> None:
        for pid in self.processes():
            os.kill(pid, number)

    def sql(self, *statements: str) -> None:
        """Run *statements* as the owner."""
        for statement in statements:
            self._run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement, self.url)


def ticks(pid: int) -> int:
    """How many clock ticks of CPU a process and its children that ended took, 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))


@contextmanager
def cluster(*, of: Cluster | None = None) -> Iterator[Cluster]:
    """A PostgreSQL for a while, or a standby *of* another; skips where it is not installed."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg 3 is not installed: pip install 'psycopg[binary]>=3.2'")
    if os.getuid() == 0 and _ordinary_user() is None:
        pytest.skip("PostgreSQL does not run as root and there is no ordinary user")
    folder = Path(tempfile.mkdtemp(prefix="insights-pg-"))
    folder.chmod(0o755)
    made = None
    try:
        made = Cluster(folder, programs, of=of)
        yield made
    finally:
        if made is not None:
            with suppress(AssertionError):
                made.crash()
        shutil.rmtree(folder, ignore_errors=True)
