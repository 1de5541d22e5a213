"""Ask a catalog one question and get JSON: with a token, a deadline and retries."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import httpx

from insights_cli.catalogs import CatalogMisbehavedError, CatalogUnavailableError
from insights_cli.catalogs.http.answers import Answer, Asked, failure
from insights_cli.catalogs.http.retry import RETRIED, delay_s, retry_after_s
from insights_cli.catalogs.http.token import TokenSource
from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret

Params = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait: *deadline_s* is for one question with all its tries."""

    deadline_s: float = 30.0
    connect_s: float = 5.0
    read_s: float = 15.0
    tries: int = 4
    most_bytes: int = 256 * 1024 * 1024
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random


class CatalogClient:
    """A connection pool to one catalog; redirects are not followed, proxies and CAs are those of the environment."""

    def __init__(self, base_url: str, *, token: TokenSource | None = None, patience: Patience | None = None) -> None:
        self.base_url = base_url
        self._source = token
        self._token: Secret | None = None
        self._patience = patience or Patience()
        self._http: httpx.AsyncClient | None = None

    async def ask(
        self, method: str, path: str, *, params: Params = (), body: Mapping[str, object] | None = None
    ) -> Answer:
        """The answer, whatever its status, after the tries that its status or the network deserved.

        Raises:
            CatalogUnavailableError: nothing that is final came back in time.
            CatalogMisbehavedError: the other side speaks no HTTP, or sends more than is sane.
        """
        asked = self.asked(path)
        try:
            async with asyncio.timeout(self._patience.deadline_s):
                return await self._try(method, path, params, body=body)
        except TimeoutError as error:
            cause = f"no complete answer in {self._patience.deadline_s:g} s"
            raise CatalogUnavailableError(
                "EN202",
                "the catalog takes too long",
                fix="try again, or read an export: --entities PATH",
                notes=(*asked.notes, ("cause", cause)),
            ) from error

    def asked(self, path: str) -> Asked:
        """What an error says about a question."""
        return Asked(url=f"{self.base_url}{path}", token_words=self._source.words if self._source else "")

    async def close(self) -> None:
        """Close the connections."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    async def _try(self, method: str, path: str, params: Params, *, body: Mapping[str, object] | None) -> Answer:
        tries = 0
        while True:
            tries += 1
            try:
                answer = await self._authorised(method, path, params, body=body)
                if answer.status not in RETRIED:
                    return answer
                error: InsightsError = failure(answer, self.asked(path))
                floor = retry_after_s(answer.headers)
            except (httpx.RequestError, httpx.InvalidURL) as problem:
                error, floor = _unreachable(problem, self.asked(path)), None
                if not isinstance(error, CatalogUnavailableError):
                    raise error from problem
            if tries == self._patience.tries or (floor or 0.0) > self._patience.deadline_s:
                raise error
            await self._patience.sleep(delay_s(tries, jitter=self._patience.jitter(), retry_after_s=floor))

    async def _authorised(self, method: str, path: str, params: Params, *, body: Mapping[str, object] | None) -> Answer:
        """Ask with the token; when it is refused and its source has another one by now, once more with that."""
        if self._source is not None and self._token is None:
            self._token = await self._source.read()
        answer = await self._send(method, path, params, body=body)
        if answer.status == 401 and self._source is not None:
            renewed = await self._source.read()
            if renewed != self._token:
                self._token = renewed
                return await self._send(method, path, params, body=body)
        return answer

    async def _send(self, method: str, path: str, params: Params, *, body: Mapping[str, object] | None) -> Answer:
        headers = {"accept": "application/json"}
        if self._token is not None:
            headers["authorization"] = f"Bearer {self._token.reveal()}"
        request = self._open().build_request(
            method, f"{self.base_url}{path}", params=list(params), json=body, headers=headers
        )
        response = await self._open().send(request, stream=True)
        try:
            content = bytearray()
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > self._patience.most_bytes:
                    summary = f"the catalog's answer is over {self._patience.most_bytes} bytes"
                    raise CatalogMisbehavedError("EN203", summary, notes=self.asked(path).notes)
            return Answer(status=response.status_code, headers=dict(response.headers), body=bytes(content))
        finally:
            await response.aclose()

    def _open(self) -> httpx.AsyncClient:
        if self._http is None:
            timeout = httpx.Timeout(self._patience.read_s, connect=self._patience.connect_s)
            try:
                self._http = httpx.AsyncClient(timeout=timeout, headers={"user-agent": "insights-cli"})
            except (OSError, ValueError) as error:
                summary = "the proxy or certificate settings of the environment cannot be used"
                fix = "look at HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR"
                raise InsightsError("EN209", summary, fix=fix, notes=(("cause", str(error)),)) from error
        return self._http


def _unreachable(problem: httpx.RequestError | httpx.InvalidURL, asked: Asked) -> InsightsError:
    """What *problem* means; only a CatalogUnavailableError is worth another try."""
    cause = str(problem) or f"{type(problem).__name__}: nothing came in time"
    notes = (*asked.notes, ("cause", cause))
    if "CERTIFICATE_VERIFY_FAILED" in cause:
        fix = "trust the company's CA: SSL_CERT_FILE=/path/to/ca.pem"
        return CatalogMisbehavedError("EN209", "the catalog's certificate is not trusted", fix=fix, notes=notes)
    if not isinstance(problem, httpx.TransportError) or isinstance(problem, httpx.UnsupportedProtocol):
        fix = "give the backend's address, such as --catalog http://localhost:7007"
        return CatalogMisbehavedError("EN203", "what answers there is no catalog", fix=fix, notes=notes)
    code, summary, fix = next(words for kind, words in _TROUBLES if isinstance(problem, kind))
    return CatalogUnavailableError(code, summary, fix=fix, notes=notes)


_TROUBLES: tuple[tuple[type[Exception], tuple[str, str, str]], ...] = (
    (
        httpx.TimeoutException,
        ("EN202", "the catalog takes too long", "see that the backend runs and is reachable from here"),
    ),
    (
        httpx.RemoteProtocolError,
        ("EN201", "the connection to the catalog broke", "see what listens there, and whether it speaks https"),
    ),
    (
        httpx.ProxyError,
        ("EN201", "the proxy did not let us through", "look at HTTPS_PROXY, HTTP_PROXY and NO_PROXY"),
    ),
    (
        Exception,
        ("EN201", "the catalog cannot be reached", "see that the backend runs, or read files: --entities PATH"),
    ),
)
