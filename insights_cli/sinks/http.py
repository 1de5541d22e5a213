"""A sink that posts batches to an HTTP endpoint."""

import ssl
import zlib
from collections.abc import Sequence

import httpx

from insights_cli.errors import InsightsError
from insights_cli.fast_zlib import ZLIB
from insights_cli.model.delivery import Outcome, OutcomeKind
from insights_cli.model.envelope import Envelope
from insights_cli.model.http_time import parse_retry_after
from insights_cli.model.secret import Secret
from insights_cli.sinks import SinkKind, SinkSettings

_CONTENT_TYPE = "application/cloudevents-batch+json"
_MOST_CONNECTIONS = 8
_MOST_REDIRECTS = 3
# Only these keep the method and the body (RFC 9110, 15.4.8 and 15.4.9).
_KEEPING = frozenset({307, 308})
_MOST_DETAIL = 200
_LEVEL = 1


class HttpSink:
    """Posts a CloudEvents batch, compressed, with the API token as bearer; connections are kept."""

    def __init__(self, url: str, settings: SinkSettings, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._url = httpx.URL(url)
        self._settings = settings
        self._token: Secret | None = None
        self._token_is_known = False
        self.target = str(self._url.copy_with(username=None, password=None, query=None))
        self._client = httpx.AsyncClient(
            transport=transport,
            verify=_trust(settings),
            timeout=httpx.Timeout(settings.timeout_s),
            limits=httpx.Limits(max_connections=_MOST_CONNECTIONS, max_keepalive_connections=_MOST_CONNECTIONS),
            headers={"user-agent": "insights", "accept": "application/json"},
        )

    async def deliver(self, envelopes: Sequence[Envelope], *, key: str) -> Outcome:
        """Post all *envelopes* in one request."""
        content = _packed([each.body for each in envelopes])
        headers = {"content-type": _CONTENT_TYPE, "content-encoding": "gzip", "idempotency-key": key}
        try:
            if (token := await self._bearer()) is not None:
                headers["authorization"] = f"Bearer {token.reveal()}"
            return await self._post(content, headers)
        except httpx.TimeoutException as late:
            return Outcome(kind=OutcomeKind.TIMED_OUT, detail=self._words(late, "no answer in time"))
        except httpx.ConnectError as unreachable:
            return Outcome(kind=OutcomeKind.UNREACHABLE, detail=self._words(unreachable, "cannot connect"))
        except (httpx.LocalProtocolError, UnicodeError):
            # What the error says repeats the header, and so the token.
            return Outcome(kind=OutcomeKind.ANSWERED, status=401, detail="the token cannot be written in a header")
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as broken:
            return Outcome(kind=OutcomeKind.BROKEN, detail=self._words(broken, "the answer broke off"))
        except InsightsError as failed:
            return Outcome(kind=OutcomeKind.ANSWERED, status=401, detail=f"the token cannot be read: {failed.summary}")

    async def refresh(self) -> bool:
        """Whether the API token is another one now."""
        try:
            token = await self._settings.token()
        except InsightsError:
            return False
        changed = token != self._token
        self._token, self._token_is_known = token, True
        return changed

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def _bearer(self) -> Secret | None:
        if not self._token_is_known:
            self._token, self._token_is_known = await self._settings.token(), True
        return self._token

    async def _post(self, content: bytes, headers: dict[str, str]) -> Outcome:
        url = self._url
        for _ in range(_MOST_REDIRECTS + 1):
            async with self._client.stream("POST", url, content=content, headers=headers) as answer:
                target = _next_hop(answer, url)
                if target is None:
                    return await self._outcome(answer)
                url = target
        return Outcome(kind=OutcomeKind.ANSWERED, status=310, detail="too many redirects")

    async def _outcome(self, answer: httpx.Response) -> Outcome:
        wish = parse_retry_after(answer.headers.get("retry-after", ""), now=self._settings.clock())
        detail = f"HTTP {answer.status_code}"
        if answer.is_success:
            async for _ in answer.aiter_raw():
                pass
        elif answer.is_redirect:
            detail += f" to {httpx.URL(answer.headers.get('location', '')).host or 'nowhere'}"
        else:
            detail = f"{detail}: {await self._excerpt(answer)}".removesuffix(": ")
        return Outcome(kind=OutcomeKind.ANSWERED, status=answer.status_code, retry_after=wish, detail=detail)

    async def _excerpt(self, answer: httpx.Response) -> str:
        token = self._token.reveal().encode() if self._token else b""
        # Read on far enough that a token which begins in the excerpt is whole and can be seen.
        content = bytearray()
        async for chunk in answer.aiter_bytes(_MOST_DETAIL):
            content += chunk
            if len(content) >= _MOST_DETAIL + len(token):
                break
        text = self._without_token(content.decode(errors="replace"))
        return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:_MOST_DETAIL]

    def _without_token(self, text: str) -> str:
        return text.replace(self._token.reveal(), "***") if self._token else text

    def _words(self, failure: Exception, otherwise: str) -> str:
        """What *failure* says."""
        return self._without_token(str(failure))[:_MOST_DETAIL] or otherwise


def _next_hop(answer: httpx.Response, url: httpx.URL) -> httpx.URL | None:
    """Where to post again, None when this is the answer: the token must not reach another host."""
    if answer.status_code not in _KEEPING or "location" not in answer.headers:
        return None
    target = url.join(answer.headers["location"])
    same = (target.scheme, target.host, target.port) == (url.scheme, url.host, url.port)
    return target if same else None


def _packed(bodies: Sequence[bytes]) -> bytes:
    """A JSON array of *bodies*, compressed in parts, as putting the whole together copies megabytes."""
    maker = ZLIB.compressobj(_LEVEL, zlib.DEFLATED, 31)
    parts = (b"[", b",".join(bodies), b"]")
    return b"".join([*map(maker.compress, parts), maker.flush()])


def _trust(settings: SinkSettings) -> ssl.SSLContext | bool:
    if settings.ca_file is None and settings.certificate is None:
        return True
    try:
        context = ssl.create_default_context(cafile=settings.ca_file)
        if settings.certificate is not None:
            context.load_cert_chain(settings.certificate)
    except (OSError, ssl.SSLError) as failed:
        raise InsightsError(
            "UP002", "a certificate file for the upstream cannot be used", notes=(("cause", str(failed)),)
        ) from failed
    return context


def _open(target: str, settings: SinkSettings) -> HttpSink:
    return HttpSink(target, settings)


HTTP = SinkKind(name="http", title="an HTTP endpoint", schemes=frozenset({"http", "https"}), open=_open)
