"""Find out step by step whether a service can be reached and takes the token, and where it breaks."""

import http.client
import socket
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from insights_cli.errors import UsageError
from insights_cli.model.secret import Secret
from insights_cli.tokens.answers import Answer, clock_step, judge, retry_after_s
from insights_cli.tokens.connection import Deadline, authorization, connect, look_up, open_tunnel, secure
from insights_cli.tokens.proxies import Proxy, proxy_for
from insights_cli.tokens.trial import Level, Step, StepFailedError, StepState, Trial, Verdict, failure, passed

_PORTS = {"http": 80, "https": 443}
_MOST_BODY_BYTES = 512
_URL_CHARACTERS = "/%:@!$&'()*+,;=~?"
_EMPTY_BATCH = b"[]"
_BATCH_TYPE = "application/cloudevents-batch+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where the request goes; *path* begins with a slash and keeps the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """`host:port`, with brackets around an IPv6 address."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        is_usual = self.port == _PORTS[self.scheme]
        place = self.authority.removesuffix(f":{self.port}") if is_usual else self.authority
        return f"{self.scheme}://{place}{self.path.partition('?')[0]}"


# The only address that the public documentation names: licences are checked there over port 443.
DOCUMENTED_HOST = Target(scheme="https", host="backstage-api.spotify.com", port=443, path="/")


def parse_target(url: str) -> Target:
    """Read an http or https URL; one with a user or password in it is refused without being repeated."""
    try:
        parts = urlsplit(url.strip())
        host, port, user = parts.hostname, parts.port, parts.username
    except ValueError:
        host, port, user, parts = None, None, None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or user is not None or not url.strip().isprintable():
        raise UsageError("TK006", "the URL is not of the form https://host[:port]/path", fix="--url https://host/path")
    path, query = (quote(part, safe=_URL_CHARACTERS) for part in (parts.path or "/", parts.query))
    return Target(
        scheme=parts.scheme,
        host=host,
        port=port or _PORTS[parts.scheme],
        path=f"{path}?{query}" if query else path,
    )


def _about_proxy(step: Step, proxy: Proxy) -> StepFailedError:
    fix = f"check {proxy.variable}, or set NO_PROXY for this host"
    return StepFailedError(replace(step, text=f"the proxy {proxy}: {step.text}", fix=fix))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


@dataclass(slots=True, kw_only=True)
class Probe:
    """One test of one target; *token* is sent only with the level `auth`, and only to the target itself."""

    target: Target
    level: Level
    deadline: Deadline
    environ: Mapping[str, str]
    now: Callable[[], datetime]
    method: str = "GET"

    def run(self, token: Secret, before: tuple[Step, ...]) -> Trial:
        """Go as far as it goes; *before* are steps already done. Never raises for what the network does."""
        steps = list(before)
        try:
            with ExitStack() as opened:
                connection, proxy = self._reach(steps, opened)
                answer = self._ask(connection, proxy, token)
        except StepFailedError as broken:
            return self._trial(Verdict.UNVERIFIED, [*steps, broken.step])
        steps.append(clock_step(answer, self.now()))
        if self.level is Level.CONNECT:
            return self._trial(Verdict.UNVERIFIED, steps, answer)
        verdict, step = judge(answer, self.now())
        return self._trial(verdict, [*steps, step], answer)

    def _trial(self, verdict: Verdict, steps: list[Step], answer: Answer | None = None) -> Trial:
        return Trial(
            verdict=verdict,
            level=self.level,
            steps=tuple(steps),
            target=str(self.target),
            http_status=answer.status if answer else None,
            retry_after_s=retry_after_s(answer, self.now()) if answer else None,
        )

    def _reach(self, steps: list[Step], opened: ExitStack) -> tuple[socket.socket, Proxy | None]:
        target = self.target
        proxy = self._proxy()
        try:
            connection = self._connect(steps, proxy)
        except StepFailedError as broken:
            raise (_about_proxy(broken.step, proxy) if proxy else broken) from broken
        opened.callback(connection.close)
        if proxy and proxy.scheme == "https":
            connection, step = self._secure(connection, proxy.host, name="proxy")
            opened.callback(connection.close)
        if proxy and target.scheme == "https":
            steps.append(open_tunnel(connection, proxy, target.authority, self.deadline))
        elif proxy:
            steps.append(passed("proxy", f"via {proxy}"))
        if target.scheme == "https":
            connection, step = self._secure(connection, target.host, name="tls")
            opened.callback(connection.close)
            steps.append(step)
        elif self.level is Level.AUTH and not _is_loopback(target.host):
            text = "none: whoever is on the way can read the token"
            steps.append(Step(name="tls", state=StepState.WARN, text=text, fix="use an https URL"))
        return connection, proxy

    def _connect(self, steps: list[Step], proxy: Proxy | None) -> socket.socket:
        place = proxy or self.target
        addresses, step = look_up(place.host, place.port, self.deadline)
        steps.append(step)
        connection, step = connect(addresses, self.deadline)
        steps.append(step)
        return connection

    def _secure(self, connection: socket.socket, host: str, *, name: str) -> tuple[socket.socket, Step]:
        return secure(connection, host, self.environ, deadline=self.deadline, now=self.now(), name=name)

    def _proxy(self) -> Proxy | None:
        try:
            found = proxy_for(self.target.scheme, self.target.host, self.target.port, self.environ)
        except ValueError as error:
            raise failure("proxy", str(error), fix="write it as http://host:port") from error
        if found and found.scheme not in ("http", "https"):
            text = f"{found} is of a kind that this test does not speak"
            raise failure("proxy", text, fix="use an http proxy, or NO_PROXY for this host")
        return found

    def _ask(self, connection: socket.socket, proxy: Proxy | None, token: Secret) -> Answer:
        step = "auth" if self.level is Level.AUTH else "http"
        connection.settimeout(self.deadline.left_s)
        try:
            return self.deadline.step(step, "the service", lambda: self._exchange(connection, proxy, token))
        except (ConnectionResetError, BrokenPipeError, http.client.RemoteDisconnected) as error:
            text = "the service closed the connection without an answer"
            raise failure(step, text, fix="keep the token; test again later", is_retryable=True) from error
        except (OSError, http.client.HTTPException) as error:
            text = f"the answer is no HTTP ({type(error).__name__})"
            raise failure(step, text, fix="keep the token; check the port and the scheme of the URL") from error

    def _exchange(self, connection: socket.socket, proxy: Proxy | None, token: Secret) -> Answer:
        is_forwarded = proxy is not None and self.target.scheme == "http"
        client = http.client.HTTPConnection(self.target.host, self.target.port)
        client.sock = connection
        method = "HEAD" if self.level is Level.CONNECT else self.method
        body = _EMPTY_BATCH if method == "POST" else None
        headers = self._headers(proxy if is_forwarded else None, token, method)
        path = f"http://{self.target.authority}{self.target.path}" if is_forwarded else self.target.path
        client.request(method, path, body=body, headers=headers)
        with client.getresponse() as response:
            return Answer(
                status=response.status,
                content_type=response.getheader("Content-Type", ""),
                # A refusal is a refusal, however slowly its page arrives.
                body=b"" if response.status in (401, 403) else response.read(_MOST_BODY_BYTES),
                date=response.getheader("Date", ""),
                retry_after=response.getheader("Retry-After", ""),
                location=response.getheader("Location", ""),
                is_proven=not is_forwarded,
            )

    def _headers(self, proxy: Proxy | None, token: Secret, method: str) -> dict[str, str]:
        found = {"Accept": "application/json", "User-Agent": "insights", "Connection": "close"}
        if proxy and (line := authorization(proxy)):
            found["Proxy-Authorization"] = line.partition(": ")[2].strip()
        if self.level is Level.AUTH:
            found["Authorization"] = f"Bearer {token.reveal()}"
        if method == "POST":
            found["Content-Type"] = _BATCH_TYPE
        return found
