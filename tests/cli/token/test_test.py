"""`insights token test`: every outcome, against servers on the loopback."""

import json
import socket
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.cli.token.conftest import OTHER, TOKEN
from tests.conftest import Insights
from tests.tokens.servers import (
    Handler,
    answering,
    babbling,
    closing,
    resetting,
    serving,
    silent,
    tunnelling,
    unfinished,
)

HTML = b"<!DOCTYPE html><html><body>Sign in to the network</body></html>"
SECURE_DATE = "Date: Mon, 23 Nov 2026 12:00:01 GMT"


def outcome_of(insights: Insights, url: str, *flags: str, **environ: str) -> tuple[int, dict[str, Any]]:
    """Test TOKEN at *url*; the answer holds no token."""
    done = insights("token", "test", "--url", url, "--json", *flags, **{"INSIGHTS_TOKEN": TOKEN, **environ})
    assert TOKEN not in done.out + done.err
    answer = json.loads(done.out)
    assert (answer["exit_code"], answer["ok"]) == (done.code, done.code == 0)
    return done.code, answer


HTTP_OUTCOMES: Mapping[str, tuple[Handler, int, str, bool]] = {
    "200": (answering("200 OK"), 0, "accepted", False),
    "204": (answering("204 No Content", body=b""), 0, "accepted", False),
    "401": (answering("401 Unauthorized"), 1, "rejected", False),
    "403": (answering("403 Forbidden"), 1, "rejected", False),
    "401 with a page": (answering("401 Unauthorized", body=HTML, kind="text/html"), 1, "rejected", False),
    "401 without its page": (unfinished("401 Unauthorized"), 1, "rejected", False),
    "403 without its page": (unfinished("403 Forbidden"), 1, "rejected", False),
    "404": (answering("404 Not Found"), 3, "unverified", False),
    "405": (answering("405 Method Not Allowed"), 3, "unverified", False),
    "407": (answering("407 Proxy Authentication Required"), 3, "unverified", False),
    "429": (answering("429 Too Many Requests", "Retry-After: 7"), 3, "unverified", True),
    "500": (answering("500 Internal Server Error"), 3, "unverified", True),
    "503": (answering("503 Service Unavailable"), 3, "unverified", True),
    "511": (answering("511 Network Authentication Required"), 3, "unverified", True),
    "302": (answering("302 Found", "Location: http://portal.example/login"), 3, "unverified", False),
    "portal": (answering("200 OK", body=HTML, kind="text/html"), 3, "unverified", True),
    "portal without a type": (answering("200 OK", body=HTML, kind=""), 3, "unverified", True),
    "slow": (silent, 3, "unverified", True),
    "reset": (resetting, 3, "unverified", True),
    "closed": (closing, 3, "unverified", True),
    "no HTTP": (babbling, 3, "unverified", False),
}


@pytest.mark.parametrize("name", HTTP_OUTCOMES)
def test_each_answer_has_its_verdict(name: str, insights: Insights) -> None:
    """Accepted 0, rejected 1, everything else unverified 3; the failed step is the request itself."""
    handler, code, verdict, retryable = HTTP_OUTCOMES[name]
    with serving(handler) as server:
        found, answer = outcome_of(insights, f"http://127.0.0.1:{server.port}/v1", "--timeout", "400ms")
    assert (found, answer["verdict"], answer["retryable"]) == (code, verdict, retryable)
    assert answer["failed_step"] == (None if code == 0 else "auth")
    assert server.seen.count(f"Authorization: Bearer {TOKEN}\r\n") == 1
    assert ("new token" in (answer.get("error") or {"fix": ""})["fix"]) is (code == 1)


def test_the_wait_that_was_asked_for_is_told(insights: Insights) -> None:
    """Retry-After is given in seconds, from a number or a date."""
    with serving(answering("429 Too Many Requests", "Retry-After: 7")) as server:
        assert outcome_of(insights, f"http://127.0.0.1:{server.port}")[1]["retry_after_s"] == 7
    with serving(answering("429 Too Many Requests", "Retry-After: Mon, 23 Nov 2026 12:02:00 GMT")) as server:
        assert outcome_of(insights, f"http://127.0.0.1:{server.port}")[1]["retry_after_s"] == 120


@pytest.mark.parametrize(
    ("date", "state", "words"),
    [
        ("Date: Mon, 23 Nov 2026 12:00:30 GMT", "ok", "agrees"),
        ("Date: Mon, 23 Nov 2026 11:50:00 GMT", "warn", "10 min ahead"),
        ("Date: Mon, 23 Nov 2026 15:00:00 GMT", "warn", "3 h behind"),
        ("Date: yesterday", "skipped", "no date"),
    ],
)
def test_a_wrong_clock_is_noticed(date: str, state: str, words: str, insights: Insights) -> None:
    """The Date of the answer is compared with this machine's clock."""
    with serving(answering("200 OK", date)) as server:
        _, answer = outcome_of(insights, f"http://127.0.0.1:{server.port}")
    (step,) = [step for step in answer["steps"] if step["name"] == "clock"]
    assert (step["state"], words in step["text"]) == (state, True)


def test_a_refused_connection_says_nothing_about_the_token(insights: Insights) -> None:
    """Nobody listens: unverified, step tcp, worth a retry, and no new token is suggested."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    code, answer = outcome_of(insights, f"http://127.0.0.1:{port}")
    assert (code, answer["verdict"], answer["failed_step"], answer["retryable"]) == (3, "unverified", "tcp", True)
    assert "token" not in answer["error"]["fix"]


@pytest.mark.parametrize(("number", "retryable"), [(socket.EAI_NONAME, False), (socket.EAI_AGAIN, True)])
def test_a_name_that_is_not_found_is_a_dns_failure(
    number: int, retryable: bool, insights: Insights, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No such host, or no name service: unverified, step dns."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise socket.gaierror(number, "not found")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    code, answer = outcome_of(insights, "https://nowhere.example")
    assert (code, answer["verdict"], answer["failed_step"], answer["retryable"]) == (3, "unverified", "dns", retryable)


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    """A certificate authority."""
    return trustme.CA(organization_name="Corp Root CA")


@pytest.fixture
def trusted(ca: trustme.CA, tmp_path: Path) -> str:
    """The file that makes *ca* trusted."""
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    return str(tmp_path / "ca.pem")


def context_of(certificate: trustme.LeafCert) -> ssl.SSLContext:
    """A server's side of TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server that signed its certificate itself."""
    own = trustme.CA()
    own.private_key_pem.write_to_path(folder / "own.key")
    own.cert_pem.write_to_path(folder / "own.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "own.pem", folder / "own.key")
    return context


def test_a_good_certificate_lets_the_request_through(ca: trustme.CA, trusted: str, insights: Insights) -> None:
    """With the CA in SSL_CERT_FILE the token is delivered, and the certificate is described."""
    with serving(answering("200 OK", SECURE_DATE), context=context_of(ca.issue_cert("127.0.0.1"))) as server:
        code, answer = outcome_of(insights, f"https://127.0.0.1:{server.port}", SSL_CERT_FILE=trusted)
    steps = {step["name"]: step for step in answer["steps"]}
    assert (code, list(steps)) == (0, ["token", "shape", "dns", "tcp", "tls", "clock", "auth"])
    assert "Corp Root CA" in steps["tls"]["text"]


@pytest.mark.parametrize(
    ("kind", "words", "retryable"),
    [
        ("expired", "has expired", True),
        ("not yet valid", "not valid yet", True),
        ("self-signed", "self-signed", False),
        ("unknown issuer", "unknown", False),
        ("wrong name", "another name", False),
    ],
)
def test_a_bad_certificate_keeps_the_token_here(
    kind: str, words: str, retryable: bool, ca: trustme.CA, trusted: str, insights: Insights, tmp_path: Path
) -> None:
    """Each way of being wrong has its words; the token is not sent, and no new one is suggested."""
    long_ago, later = datetime(2001, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
    context = {
        "expired": lambda: context_of(ca.issue_cert("127.0.0.1", not_before=long_ago, not_after=long_ago)),
        "not yet valid": lambda: context_of(ca.issue_cert("127.0.0.1", not_before=later, not_after=later)),
        "self-signed": lambda: self_signed(tmp_path),
        "unknown issuer": lambda: context_of(trustme.CA().issue_cert("127.0.0.1")),
        "wrong name": lambda: context_of(ca.issue_cert("other.example")),
    }[kind]()
    with serving(answering("200 OK"), context=context) as server:
        code, answer = outcome_of(insights, f"https://127.0.0.1:{server.port}", SSL_CERT_FILE=trusted)
    assert (code, answer["verdict"], answer["failed_step"], answer["retryable"]) == (3, "unverified", "tls", retryable)
    assert words in answer["steps"][-1]["text"]
    assert server.seen == ""
    assert "new token" not in answer["error"]["fix"]


def test_a_port_without_tls_is_said(trusted: str, insights: Insights) -> None:
    """TLS to a plain port is no certificate problem."""
    with serving(babbling) as server:
        code, answer = outcome_of(
            insights, f"https://127.0.0.1:{server.port}", "--timeout", "1s", SSL_CERT_FILE=trusted
        )
    assert (code, answer["failed_step"]) == (3, "tls")


def test_a_missing_ca_file_is_said(insights: Insights) -> None:
    """SSL_CERT_FILE that names nothing is a failed step, not a crash."""
    with serving(closing) as server:
        code, answer = outcome_of(insights, f"https://127.0.0.1:{server.port}", SSL_CERT_FILE="/nonexistent.pem")
    assert (code, answer["failed_step"], "SSL_CERT_FILE" in answer["error"]["fix"]) == (3, "tls", True)


@pytest.mark.parametrize(
    ("handler", "words", "retryable"),
    [
        (answering("403 Forbidden"), "forbids", False),
        (answering("407 Proxy Authentication Required"), "password", False),
        (answering("502 Bad Gateway"), "could not connect", True),
        (babbling, "does not speak HTTP", False),
        (closing, "does not speak HTTP", False),
        (resetting, "closed the connection", True),
        (silent, "did not answer", True),
    ],
    ids=["403", "407", "502", "no HTTP", "closed", "reset", "silent"],
)
def test_a_proxy_that_refuses_is_not_the_service(
    handler: Handler, words: str, retryable: bool, insights: Insights
) -> None:
    """The step is the proxy, the verdict unverified, and the token stays here."""
    with serving(handler) as server:
        proxy = f"http://user:{OTHER}@127.0.0.1:{server.port}"
        code, answer = outcome_of(insights, "https://service.example", "--timeout", "400ms", HTTPS_PROXY=proxy)
    assert (code, answer["verdict"], answer["failed_step"], answer["retryable"]) == (
        3,
        "unverified",
        "proxy",
        retryable,
    )
    assert words in answer["steps"][-1]["text"]
    assert (TOKEN in server.seen, "Proxy-Authorization: Basic" in server.seen) == (False, True)
    assert OTHER not in json.dumps(answer)


@pytest.mark.parametrize(("proxy", "step"), [("http://127.0.0.1:1", "tcp"), ("http://proxy.invalid:3128", "dns")])
def test_a_proxy_out_of_reach_is_not_taken_for_the_service(proxy: str, step: str, insights: Insights) -> None:
    """The step names the proxy and the variable that it is from, and so does the fix."""
    code, answer = outcome_of(insights, "https://service.example", HTTPS_PROXY=proxy)
    assert (code, answer["failed_step"]) == (3, step)
    assert answer["steps"][-1]["text"].startswith(f"the proxy {proxy} (HTTPS_PROXY): ")
    assert answer["steps"][-1]["fix"] == "check HTTPS_PROXY, or set NO_PROXY for this host"


def test_the_tunnel_of_a_proxy_leads_to_the_service(ca: trustme.CA, trusted: str, insights: Insights) -> None:
    """Through CONNECT the certificate is the service's, and the proxy does not see the token."""
    with (
        serving(answering("401 Unauthorized"), context=context_of(ca.issue_cert("service.example"))) as service,
        serving(tunnelling(service.port)) as proxy,
    ):
        code, answer = outcome_of(
            insights, "https://service.example", HTTPS_PROXY=f"127.0.0.1:{proxy.port}", SSL_CERT_FILE=trusted
        )
    assert (code, answer["verdict"]) == (1, "rejected")
    assert proxy.seen.startswith("CONNECT service.example:443 HTTP/1.1\r\n")
    assert TOKEN in service.seen


@pytest.mark.parametrize(("status", "code"), [("401 Unauthorized", 3), ("200 OK", 0)])
def test_a_refusal_through_a_plain_proxy_proves_nothing(status: str, code: int, insights: Insights) -> None:
    """Without TLS the proxy itself may have answered."""
    with serving(answering(status)) as proxy:
        found, _ = outcome_of(insights, "http://service.example/v1", HTTP_PROXY=f"http://127.0.0.1:{proxy.port}")
    assert (found, proxy.seen.split("\r\n")[0]) == (code, "GET http://service.example:80/v1 HTTP/1.1")


def test_a_proxy_is_not_used_for_excepted_hosts(insights: Insights) -> None:
    """NO_PROXY is honoured."""
    with serving(answering("200 OK")) as server:
        code, _ = outcome_of(
            insights, f"http://127.0.0.1:{server.port}", HTTP_PROXY="http://127.0.0.1:9", NO_PROXY="127.0.0.0/8"
        )
    assert code == 0


def test_without_a_token_it_is_absent(insights: Insights) -> None:
    """Exit 4, whatever the level, and JSON is complete."""
    for level in ("local", "connect", "auth"):
        done = insights("token", "test", "--level", level, "--url", "http://127.0.0.1:9", "--json")
        answer = json.loads(done.out)
        assert (done.code, answer["verdict"], answer["failed_step"]) == (4, "absent", "token")


def test_without_a_url_nothing_is_called(insights: Insights) -> None:
    """Unverified, with the flag to add."""
    done = insights("token", "test", "--json", INSIGHTS_TOKEN=TOKEN)
    answer = json.loads(done.out)
    assert (done.code, answer["failed_step"], answer["error"]["code"]) == (3, "url", "TK403")
    assert "INSIGHTS_UPSTREAM_URL" in answer["error"]["fix"]


def test_the_url_can_come_from_the_environment(insights: Insights) -> None:
    """INSIGHTS_UPSTREAM_URL stands in for --url."""
    with serving(answering("200 OK")) as server:
        done = insights("token", "test", INSIGHTS_TOKEN=TOKEN, INSIGHTS_UPSTREAM_URL=f"http://127.0.0.1:{server.port}")
    assert (done.code, "accepted" in done.out) == (0, True)


def test_level_connect_does_not_send_the_token(insights: Insights) -> None:
    """One HEAD without credentials; success is exit 0 although the token stays unverified."""
    with serving(answering("404 Not Found", SECURE_DATE, body=b"")) as server:
        code, answer = outcome_of(insights, f"http://127.0.0.1:{server.port}", "--level", "connect")
    assert (code, answer["verdict"], answer["failed_step"]) == (0, "unverified", None)
    assert (server.seen[:5], "uthorization" in server.seen) == ("HEAD ", False)


@pytest.mark.parametrize(("value", "code"), [(TOKEN, 0), ("${UNEXPANDED_NAME}", 3), ("tok\u00e9n-with-accent", 3)])
def test_level_local_judges_the_shape(value: str, code: int, insights: Insights) -> None:
    """Without the network: plausible is 0, doubtful is 3."""
    done = insights("token", "test", "--level", "local", INSIGHTS_TOKEN=value)
    assert (done.code, value in done.out) == (code, False)


def test_a_token_that_cannot_be_sent_is_not_sent(insights: Insights) -> None:
    """The shape fails before anything is opened."""
    with serving(answering("200 OK")) as server:
        code, answer = outcome_of(insights, f"http://127.0.0.1:{server.port}", INSIGHTS_TOKEN="a b\nc d")
    assert (code, answer["failed_step"], server.requests) == (3, "shape", [])


@pytest.mark.parametrize(("level", "code"), [("local", 3), ("auth", 0)])
def test_a_remembered_expiry_is_only_a_warning_to_the_service(
    level: str, code: int, insights: Insights, tmp_path: Path
) -> None:
    """What was said when it was stored decides alone only where nobody else is asked."""
    insights("token", "set", "--stdin", "--store", "file", "--expires", "1h", stdin=TOKEN)
    book = tmp_path / ".config" / "insights" / "profiles.json"
    book.write_text(book.read_text().replace("2026-11-23T13", "2026-11-23T11"))
    with serving(answering("200 OK")) as server:
        done = insights("token", "test", "--level", level, "--url", f"http://127.0.0.1:{server.port}")
    assert done.code == code


@pytest.mark.parametrize("url", ["ftp://x", "https://", "http://user:pw@host/", "http://host:99999", "nonsense"])
def test_a_url_that_is_none_is_a_usage_error(url: str, insights: Insights) -> None:
    """It is refused, and a password in it is not repeated."""
    done = insights("token", "test", "--url", url, INSIGHTS_TOKEN=TOKEN)
    assert (done.code, "pw@" in done.err) == (2, False)


def test_a_post_sends_an_empty_batch(insights: Insights) -> None:
    """--method post asks an ingestion address without sending an event."""
    with serving(answering("202 Accepted")) as server:
        code, _ = outcome_of(insights, f"http://127.0.0.1:{server.port}/batch?x=1", "--method", "post")
    assert code == 0
    assert server.seen.startswith("POST /batch?x=1 HTTP/1.1\r\n")
    assert "Content-Length: 2\r\n" in server.seen


def test_level_connect_without_a_url_goes_to_the_documented_host(insights: Insights) -> None:
    """Host and port are those of the public documentation; here a proxy keeps it from being reached."""
    with serving(answering("403 Forbidden")) as proxy:
        done = insights(
            "token", "test", "--level", "connect", INSIGHTS_TOKEN=TOKEN, HTTPS_PROXY=f"127.0.0.1:{proxy.port}"
        )
    assert (done.code, "via" in done.out, "[fail] proxy" in done.out) == (3, False, True)
    assert proxy.seen.startswith("CONNECT backstage-api.spotify.com:443 HTTP/1.1\r\n")
    assert TOKEN not in proxy.seen
