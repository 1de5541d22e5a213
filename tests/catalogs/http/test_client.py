"""One question gets one answer, in time, whatever is on the other side."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from insights_cli.catalogs import CatalogMisbehavedError, CatalogUnavailableError
from insights_cli.catalogs.http.answers import Answer
from insights_cli.catalogs.http.client import CatalogClient, Patience
from insights_cli.catalogs.http.token import TokenSource, environment_token, file_token
from insights_cli.errors import InsightsError
from tests.catalogs.http.backend import Reply, Request, error_reply, json_reply, serving


class Clock:
    """Sleeps that take no time and are remembered."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        """Remember."""
        self.slept.append(seconds)


def patience(clock: Clock, **changes: float) -> Patience:
    """Full jitter, no waiting between tries."""
    settings = {"deadline_s": 10.0, "connect_s": 5.0, "read_s": 5.0, **changes}
    return Patience(
        deadline_s=settings["deadline_s"],
        connect_s=settings["connect_s"],
        read_s=settings["read_s"],
        most_bytes=int(settings.get("most_bytes", 1 << 20)),
        sleep=clock.sleep,
        jitter=lambda: 1.0,
    )


def ask(url: str, clock: Clock, token: TokenSource | None = None, **changes: float) -> Answer:
    """Ask once for `/x`."""

    async def run() -> Answer:
        client = CatalogClient(url, token=token, patience=patience(clock, **changes))
        try:
            return await client.ask("GET", "/x")
        finally:
            await client.close()
            await client.close()

    return asyncio.run(run())


def script(*replies: Reply) -> tuple[Callable[[Request], Reply], list[Request]]:
    """A server that gives *replies* in turn, the last one for ever, and the requests that it saw."""
    seen: list[Request] = []

    def answer(request: Request) -> Reply:
        seen.append(request)
        return replies[min(len(seen), len(replies)) - 1]

    return answer, seen


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_passing_trouble_is_asked_again(status: int) -> None:
    """Statuses that pass are tried again, with growing pauses."""
    answer, seen = script(error_reply(status, "Some"), error_reply(status, "Some"), json_reply(1))
    clock = Clock()
    with serving(answer) as url:
        assert ask(url, clock).body == b"1"
    assert (len(seen), clock.slept) == (3, [0.25, 0.5])


@pytest.mark.parametrize("status", [400, 401, 403, 404, 501, 505])
def test_final_answers_are_not_asked_again(status: int) -> None:
    """Statuses that another try does not change come back at once."""
    answer, seen = script(error_reply(status, "Some"))
    with serving(answer) as url:
        assert ask(url, Clock()).status == status
    assert len(seen) == 1


def test_retry_after_is_kept() -> None:
    """A pause is as long as the catalog asks for."""
    answer, _ = script(Reply(status=429, headers={"Retry-After": "7"}), json_reply(1))
    clock = Clock()
    with serving(answer) as url:
        ask(url, clock)
    assert clock.slept == [7.0]


def test_retry_after_beyond_the_deadline_ends_at_once() -> None:
    """Nobody waits an hour for a preview."""
    answer, seen = script(Reply(status=503, headers={"Retry-After": "3600"}))
    with serving(answer) as url, pytest.raises(CatalogUnavailableError, match="EN207"):
        ask(url, Clock())
    assert len(seen) == 1


def test_tries_end() -> None:
    """A catalog that keeps failing is given up after four tries."""
    answer, seen = script(error_reply(500, "Some"))
    with serving(answer) as url, pytest.raises(CatalogUnavailableError, match="EN207"):
        ask(url, Clock())
    assert len(seen) == 4


def test_cut_connection_is_asked_again() -> None:
    """An answer shorter than promised is asked for again and then told."""
    answer, seen = script(Reply(body=b"{", declared=100))
    with serving(answer) as url, pytest.raises(CatalogUnavailableError, match="EN201"):
        ask(url, Clock())
    assert len(seen) == 4


@pytest.fixture
def hold() -> Iterator[threading.Event]:
    """Something to hold answers with, let go at the end."""
    event = threading.Event()
    yield event
    event.set()


def test_silence_ends_at_the_deadline(hold: threading.Event) -> None:
    """A catalog that says nothing is left at the deadline for all tries together."""
    answer, _ = script(Reply(hold=hold, body=b"1"))
    with serving(answer) as url, pytest.raises(CatalogUnavailableError, match="EN202") as caught:
        ask(url, Clock(), deadline_s=0.3)
    assert "0.3 s" in dict(caught.value.notes)["cause"]


def test_slow_reads_are_tried_again_and_told(hold: threading.Event) -> None:
    """A read that takes too long is a time-out of its own."""
    answer, seen = script(Reply(hold=hold, body=b"1"))
    with serving(answer) as url, pytest.raises(CatalogUnavailableError, match="EN202"):
        ask(url, Clock(), read_s=0.05)
    assert len(seen) == 4


def test_refused_connection() -> None:
    """A port that nobody listens on is told as unreachable."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(CatalogUnavailableError, match="EN201") as caught:
        ask(f"http://127.0.0.1:{port}", Clock())
    assert dict(caught.value.notes)["token"] == "none"


@pytest.mark.parametrize("greeting", [b"SSH-2.0-OpenSSH_9\r\n", b"\x15\x03\x01\x00\x02\x02\x50", b""])
def test_no_http(greeting: bytes) -> None:
    """Something that speaks no HTTP is told as a broken connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            for _ in range(4):
                peer, _ = server.accept()
                peer.recv(4096)
                peer.sendall(greeting)
                peer.close()

        thread = threading.Thread(target=talk)
        thread.start()
        with pytest.raises(CatalogUnavailableError, match="EN201"):
            ask(f"http://127.0.0.1:{server.getsockname()[1]}", Clock())
        thread.join()


def test_too_much_is_not_read() -> None:
    """An answer beyond all reason is not read to its end."""
    answer, _ = script(Reply(body=b"x" * 5000))
    with serving(answer) as url, pytest.raises(CatalogMisbehavedError, match="EN203"):
        ask(url, Clock(), most_bytes=1000)


def test_broken_encoding_is_no_catalog() -> None:
    """A body that is not in the encoding it claims is told as no catalog."""
    answer, seen = script(Reply(body=b"xx", headers={"Content-Encoding": "gzip"}))
    with serving(answer) as url, pytest.raises(CatalogMisbehavedError, match="EN203"):
        ask(url, Clock())
    assert len(seen) == 1


def test_redirect_loop_is_not_followed() -> None:
    """A redirect is an answer of its own."""
    answer, seen = script(Reply(status=302, headers={"Location": "/x"}))
    with serving(answer) as url:
        assert ask(url, Clock()).status == 302
    assert len(seen) == 1


def test_unreadable_url() -> None:
    """A URL that httpx cannot take is told, not raised."""
    with pytest.raises(CatalogMisbehavedError, match="EN203"):
        ask("http://exa mple\x7f/", Clock())


def test_token_is_sent() -> None:
    """The token of the source goes with the request."""
    answer, seen = script(json_reply(1))
    with serving(answer) as url:
        ask(url, Clock(), environment_token("T", {"T": "abc"}))
    assert seen[0].headers["authorization"] == "Bearer abc"


def test_renewed_token_is_tried_once(tmp_path: Path) -> None:
    """When the token is refused and its file has another one by now, that one is tried."""
    file = tmp_path / "token"
    file.write_text("old")
    seen: list[str] = []

    def answer(request: Request) -> Reply:
        seen.append(request.headers["authorization"])
        file.write_text("new")
        return json_reply(1) if seen[-1] == "Bearer new" else error_reply(401, "AuthenticationError")

    with serving(answer) as url:
        assert ask(url, Clock(), file_token(file)).status == 200
    assert seen == ["Bearer old", "Bearer new"]


def test_unusable_settings_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken proxy variable is told as such."""
    monkeypatch.setenv("ALL_PROXY", "gopher://x")
    with pytest.raises(InsightsError, match="EN209"):
        ask("http://127.0.0.1:1", Clock())


@pytest.fixture
def authority() -> trustme.CA:
    """A certificate authority that nobody trusts by itself."""
    return trustme.CA()


def test_untrusted_certificate_is_told_at_once(authority: trustme.CA) -> None:
    """A certificate of an unknown authority is no passing trouble, and what to do is said."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    answer, seen = script(json_reply(1))
    with serving(answer, tls=tls) as url, pytest.raises(CatalogMisbehavedError, match="EN209") as caught:
        ask(url, Clock())
    assert "SSL_CERT_FILE" in (caught.value.fix or "")
    assert seen == []


def test_authority_of_the_environment_is_trusted(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`SSL_CERT_FILE` names the company's authority."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    answer, _ = script(json_reply(1))
    with serving(answer, tls=tls) as url:
        assert ask(url, Clock()).body == b"1"


def test_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """`HTTP_PROXY` is asked for hosts that only it knows; one that wants credentials is told."""
    answer, seen = script(json_reply(1), Reply(status=407))
    with serving(answer) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy)
        assert ask("http://catalog.invalid/api/catalog", Clock()).body == b"1"
        assert ask("http://catalog.invalid/api/catalog", Clock()).status == 407
    assert seen[0].path == "/api/catalog/x"
