"""The full way of an event, in CPU of the server and in rates, beside a bare Starlette route on the same uvicorn.

Run: python -m tests.benchmarks.serve [SECONDS] [ROUNDS]. Load, server, upstream and keys share the machine, so CPU per
event is the steadier figure. Every request is another one, with events that mostly differ, from many users; no
measurement begins with requests that one before has sent. In the row "fresh" hardly any value comes a second time.
"""

import asyncio
import itertools
import json
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jwt
import uvloop
from cryptography.hazmat.primitives.asymmetric import ec

TOP = Path(__file__).parent.parent.parent
USERS, SERVICES, REQUESTS = 200, 300, {1: 40_000, 50: 3_000}
CLIENTS = 64
TICK = os.sysconf("SC_CLK_TCK")
WORDS = [
    "deploy",
    "runbook",
    "payments",
    "latency",
    "oncall",
    "kafka",
    "guide",
    "service",
    "alpha",
    "beta",
    "gamma",
    "access",
    "request",
    "team",
]
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvw"
VOCABULARY = [
    first + a + second + b + third
    for first, a, second, b, third in random.Random(1).sample(
        list(itertools.product(_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS, _CONSONANTS)), 3000
    )
]
BARE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
async def take(request):
    await request.body()
    return JSONResponse({"accepted": 1, "rejected": []}, status_code=202)
app = Starlette(routes=[Route("/events", take, methods=["POST"])])
uvicorn.run(app, port=int(sys.argv[1]), loop="uvloop", http="httptools", access_log=False, log_level="critical")
"""


def event(chance: random.Random, number: int) -> dict[str, object]:
    """One event of a day at work; no two are the same."""
    name = f"service-{chance.randrange(SERVICES)}"
    context = {
        "pluginId": chance.choice(["catalog", "techdocs", "scaffolder", "search", "root"]),
        "extensionId": chance.choice(["page:catalog/entity", "page:techdocs/reader", "app"]),
        "routeRef": chance.choice(["catalog:catalog-entity", "techdocs:reader", "unknown"]),
    }
    kind = chance.random()
    if kind < 0.6:
        return {
            "action": "navigate",
            "subject": f"/catalog/default/component/{name}/{chance.choice(WORDS)}?page={number}",
            "attributes": {"namespace": "default", "kind": "component", "name": name},
            "context": {**context, "entityRef": f"component:default/{name}"},
        }
    if kind < 0.9:
        to = f"https://github.com/example/repo-{chance.randrange(2000)}/pull/{number}"
        subject = " ".join(chance.sample(WORDS, 3))
        return {"action": "click", "subject": subject, "attributes": {"to": to}, "context": context}
    subject = f"{chance.choice(WORDS)} {chance.choice(WORDS)} mail jane.doe{number}@corp.example"
    return {"action": "search", "subject": subject, "value": chance.randrange(40), "context": context}


def fresh_event(chance: random.Random, number: int) -> dict[str, object]:
    """One whose words come again, and whose values do not."""
    made = event(chance, number)
    plugin, *words = chance.choices(VOCABULARY, k=5)
    page = f"{words[0]}-{words[1]}/{words[2]}-{number}"
    made["context"] = {"pluginId": plugin, "extensionId": f"page:{words[0]}/{words[3]}", "routeRef": page}
    made["attributes"] = {"to": f"https://{words[3]}.example.com/{page}", "session": f"{chance.getrandbits(64):016x}"}
    if made["action"] != "search":
        made["subject"] = f"/docs/{page}" if number % 2 else f"{' '.join(words)} {number}"
    return made


MIXES = {"ours 1": (1, event), "ours 50": (50, event), "fresh 50": (50, fresh_event)}


def requests(tokens: Sequence[str], name: str) -> list[bytes]:
    """Whole HTTP requests with the events of one of MIXES."""
    size, event = MIXES[name]
    chance = random.Random(name)
    made = []
    for at in range(REQUESTS[size]):
        events = [event(chance, at * size + each) for each in range(size)]
        body = json.dumps(events[0] if size == 1 else events).encode()
        head = (
            f"POST /events HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {chance.choice(tokens)}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made


class Client(asyncio.Protocol):
    """Sends the next request as soon as the last is answered; head and body of an answer may come in two pieces."""

    def __init__(self, load: "Load") -> None:
        self.load = load
        self.seen = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport: Any = transport
        self.send()

    def send(self) -> None:
        """The next request, or the end."""
        if time.perf_counter() >= self.load.ends_at:
            self.transport.close()
            return
        self.began = time.perf_counter()
        self.transport.write(next(self.load.requests))

    def data_received(self, data: bytes) -> None:
        """One whole answer ends with its JSON body."""
        self.seen += data
        if not self.seen.endswith(b"}"):
            return
        self.load.latencies.append(time.perf_counter() - self.began)
        if not self.seen.startswith(b"HTTP/1.1 202"):
            self.load.bad.append(self.seen)
        self.seen = b""
        self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        """One client fewer."""
        self.load.left -= 1
        if not self.load.left:
            self.load.done.set()


class Load:
    """What the clients share."""

    def __init__(self, made: Sequence[bytes], seconds: float) -> None:
        self.requests = _for_ever(made)
        self.ends_at = time.perf_counter() + seconds
        self.latencies: list[float] = []
        self.bad: list[bytes] = []
        self.left = CLIENTS
        self.done = asyncio.Event()


def _for_ever(made: Sequence[bytes]) -> Iterator[bytes]:
    while True:
        yield from made


async def _load(port: int, made: Sequence[bytes], seconds: float) -> tuple[int, float, list[bytes]]:
    load = Load(made, seconds)
    loop = asyncio.get_running_loop()
    for _ in range(CLIENTS):
        await loop.create_connection(lambda: Client(load), "127.0.0.1", port)
    await load.done.wait()
    p99 = statistics.quantiles(load.latencies, n=100)[98]
    return len(load.latencies), p99, load.bad[:1]


def load_in_a_process(answers: Any, port: int, made: Sequence[bytes], seconds: float) -> None:
    """Run the clients away from everything else."""
    answers.put(uvloop.run(_load(port, made, seconds)))


class Sink(asyncio.Protocol):
    """An upstream that counts events and always answers 202."""

    def __init__(self, counted: Any) -> None:
        self.counted = counted
        self.seen = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember whom to answer."""
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request."""
        self.seen += data
        head, _, body = self.seen.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        if length and len(body) >= int(length):
            self.counted.value += zlib.decompress(body[: int(length)], 31).count(b'"specversion"')
            self.seen = body[int(length) :]
            self.transport.write(b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n")


def sink_in_a_process(port: Any, counted: Any) -> None:
    """Run the upstream."""

    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(lambda: Sink(counted), "127.0.0.1", 0)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    uvloop.run(serve())


@contextmanager
def keys() -> "Iterator[tuple[str, list[str]]]":
    """A backend that shows its keys, and the tokens of its users."""
    key = ec.generate_private_key(ec.SECP256R1())
    jwk = {**json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key())), "kid": "k1", "alg": "ES256"}
    document = json.dumps({"keys": [jwk]}).encode()

    class Backend(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(document)))
            self.end_headers()
            self.wfile.write(document)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Backend)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    now = int(time.time())
    tokens = [
        jwt.encode(
            {"sub": f"user:default/user-{at}", "iat": now, "exp": now + 3600, "aud": "backstage"},
            key,
            algorithm="ES256",
            headers={"kid": "k1", "typ": "vnd.backstage.user"},
        )
        for at in range(USERS)
    ]
    try:
        yield f"http://127.0.0.1:{server.server_port}", tokens
    finally:
        server.shutdown()


def project(folder: Path, backend: str) -> None:
    """A configuration and a catalog."""
    folder.joinpath("app-config.yaml").write_text(
        f"app: {{baseUrl: 'http://localhost:3000'}}\nbackend: {{baseUrl: '{backend}'}}\n"
    )
    entities = [
        f"apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: service-{at}}}\n"
        f"spec: {{type: service, lifecycle: production, owner: 'group:default/team-{at % 20}'}}\n"
        for at in range(SERVICES)
    ]
    entities += [
        f"apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {{name: user-{at}}}\n"
        f"spec: {{memberOf: ['group:default/team-{at % 20}']}}\n"
        for at in range(USERS)
    ]
    folder.joinpath("entities.yaml").write_text("---\n".join(entities))


def cpu_s(pid: int) -> float:
    """User and system time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def rss_mb(pid: int) -> float:
    """Resident memory."""
    line = next(each for each in Path(f"/proc/{pid}/status").read_text().splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def measure(pid: int, port: int, made: Sequence[bytes], size: int, seconds: float) -> dict[str, float]:
    """Load *port* and say what it cost the process *pid*."""
    answers: Any = multiprocessing.get_context("fork").Queue()
    process = multiprocessing.get_context("fork").Process(target=load_in_a_process, args=(answers, port, made, seconds))
    before = cpu_s(pid)
    began = time.perf_counter()
    process.start()
    answered, p99, bad = answers.get()
    took = time.perf_counter() - began
    process.join()
    if bad:
        raise SystemExit(f"not accepted: {bad[0]!r}")
    events = answered * size
    return {"events": events, "rate": events / took, "us": (cpu_s(pid) - before) / events * 1e6, "p99_ms": p99 * 1e3}


def start_bare() -> tuple[subprocess.Popen[str], int]:
    """The bare route, loaded."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", BARE, str(port)], text=True)
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return process, port
        except OSError:
            time.sleep(0.05)


def start_ours(folder: Path, upstream: int) -> tuple[subprocess.Popen[str], int]:
    """The server, ready."""
    flags = ["--port", "0", "--entities", "entities.yaml", "--upstream", f"http://127.0.0.1:{upstream}/"]
    environ = {**os.environ, "HOME": str(folder), "PYTHONPATH": str(TOP)}
    command = [sys.executable, "-m", "insights_cli", "serve", "-q", *flags, "--ready-file", "ready"]
    process = subprocess.Popen(command, cwd=folder, env=environ, text=True)
    while not folder.joinpath("ready").exists():
        if process.poll() is not None:
            sys.exit(f"the server did not start: exit code {process.returncode}")
        time.sleep(0.05)
    return process, int(folder.joinpath("ready").read_text().strip().rpartition(":")[2])


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    context = multiprocessing.get_context("fork")
    counted, ports = context.Value("q", 0, lock=False), context.Queue()
    sink = context.Process(target=sink_in_a_process, args=(ports, counted), daemon=True)
    sink.start()
    with keys() as (backend, tokens), tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        project(folder, backend)
        made = {name: requests(tokens, name) for name in MIXES}
        (bare, bare_port), (ours, port) = start_bare(), start_ours(folder, ports.get())
        found: dict[str, list[dict[str, float]]] = {"bare 1": [], **{name: [] for name in MIXES}}
        measure(ours.pid, port, made["ours 1"], 1, 1.0)
        for _ in range(rounds):
            found["bare 1"].append(measure(bare.pid, bare_port, made["ours 1"], 1, seconds))
            for name, (size, _) in MIXES.items():
                before = counted.value
                row = measure(ours.pid, port, made[name], size, seconds)
                row["delivered %"] = 100 * (counted.value - before) / row["events"]
                row["rss"] = rss_mb(ours.pid)
                found[name].append(row)
                sent = int(row["events"]) // size % len(made[name])
                made[name] = made[name][sent:] + made[name][:sent]
                while counted.value < before + row["events"]:
                    time.sleep(0.05)
        report(found)
        for process in (bare, ours):
            process.terminate()
            process.wait()


def report(found: dict[str, list[dict[str, float]]]) -> None:
    """Medians, and the ratios that count."""
    middle = {
        name: {key: statistics.median(row[key] for row in rows) for key in rows[0]} for name, rows in found.items()
    }
    for name, row in middle.items():
        print(f"{name:<8} " + "  ".join(f"{key} {value:,.1f}" for key, value in row.items()))
    base = middle["bare 1"]["us"]
    print(f"CPU per event, one a request: {middle['ours 1']['us'] / base:.2f} x the bare route (aim 3)")
    print(f"CPU per event, fifty a request: {middle['ours 50']['us'] / base:.2f} x the bare route's one (aim 0.7)")
    print(f"p99 of one a request: {middle['ours 1']['p99_ms']:.1f} ms (aim 20)")
    print(f"delivered while the load runs: {min(middle[name]['delivered %'] for name in MIXES):.0f} % (aim 95)")
    print(f"resident: {max(row['rss'] for name in MIXES for row in found[name]):.0f} MB (aim 100)")


if __name__ == "__main__":
    main()
