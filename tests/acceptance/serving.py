"""A real `insights serve` in a process of its own, and clients that load it."""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

READY = "  ready"


class Served:
    """A running server; *url* is where it listens, *said* what it wrote to standard error so far."""

    def __init__(self, home: Path, *flags: str, **variables: str) -> None:
        environ = {"PATH": os.environ["PATH"], "HOME": str(home), "COVERAGE_PROCESS_START": "", **variables}
        command = [sys.executable, "-m", "insights_cli", "serve", "--auth", "none", "--port", "0", *flags]
        self.process = subprocess.Popen(
            command, cwd=home, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        self.said: list[str] = []
        self.url = self._wait_until_ready()

    def _wait_until_ready(self) -> str:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if line.startswith(READY):
                return line.split()[1].removesuffix("/api/backstage-insights/events")
        raise AssertionError("".join(self.said))

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """End it as a power cut ends a process."""
        self.process.kill()
        self._gone()

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        self._gone()
        return self.process.returncode

    def _gone(self) -> None:
        assert self.process.stderr is not None
        self.said += self.process.stderr.read().splitlines(keepends=True)
        self.process.stderr.close()
        self.process.wait(30)


@contextmanager
def served(home: Path, *flags: str, **variables: str) -> "Iterator[Served]":
    """A server that is gone afterwards, whatever happened."""
    server = Served(home, *flags, **variables)
    try:
        yield server
    finally:
        if server.process.returncode is None:
            server.kill()


def body(values: list[int]) -> bytes:
    """Events that can be told apart by their value."""
    return json.dumps(
        [
            {
                "action": "navigate",
                "subject": f"/catalog/default/component/service-{value % 97}",
                "value": value,
                "attributes": {"kind": "component", "namespace": "default", "name": f"service-{value % 97}"},
                "context": {"pluginId": "catalog", "extensionId": "page:catalog/entity"},
            }
            for value in values
        ]
    ).encode()


class Load:
    """Clients that send numbered events ; *taken* were answered with 202."""

    def __init__(self, port: int, first: int, *, clients: int = 32, seed: int = 0) -> None:
        self._port = port
        self._next = first
        self._clients = clients
        self._random = random.Random(seed)
        self.taken: set[int] = set()
        self.refused = 0

    @property
    def next(self) -> int:
        """The first number that was never sent."""
        return self._next

    def stop(self) -> None:
        """Have enough; from any thread."""
        self._enough = 0

    def run(self, enough: int, *, killing: Callable[[], None] | None = None) -> None:
        """Send until *enough* events are taken; with *killing*, call it then and go on until connections break."""
        asyncio.run(self._run(len(self.taken) + enough, killing))

    async def _run(self, enough: int, killing: Callable[[], None] | None) -> None:
        self._is_enough = asyncio.Event()
        self._enough = enough
        self._goes_on = killing is not None
        clients = [asyncio.ensure_future(self._client()) for _ in range(self._clients)]
        everybody = asyncio.gather(*clients)
        reached = asyncio.ensure_future(self._is_enough.wait())
        await asyncio.wait((reached, everybody), return_when=asyncio.FIRST_COMPLETED)
        if killing is not None:
            await asyncio.to_thread(killing)
        await everybody
        reached.cancel()

    async def _client(self) -> None:
        with suppress(OSError, EOFError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            try:
                while self._goes_on or not self._is_enough.is_set():
                    await self._request(reader, writer)
            finally:
                writer.close()
                with suppress(OSError):
                    await writer.wait_closed()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        count = self._random.choice((1, 1, 1, 5, 20))
        values = list(range(self._next, self._next + count))
        self._next += count
        content = body(values)
        writer.write(
            b"POST /events HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
            % len(content)
            + content
        )
        if await self._answer(reader) == 202:
            self.taken.update(values)
        else:
            self.refused += count
        if len(self.taken) >= self._enough:
            self._is_enough.set()

    async def _answer(self, reader: asyncio.StreamReader) -> int:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        length = next(int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:"))
        await reader.readexactly(length)
        return int(lines[0].split(b" ")[1])
