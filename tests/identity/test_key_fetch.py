"""Keys are fetched with one plain request, within limits, and every failure is explained."""

from collections.abc import Callable

import httpx
import pytest

from insights_cli.errors import InsightsError
from insights_cli.identity.key_fetch import fetch_keys
from tests.identity.tokens import key_set, public_jwk

URL = "http://portal.test/api/auth/.well-known/jwks.json"
Handler = Callable[[httpx.Request], httpx.Response]


def answer(*responses: httpx.Response) -> tuple[Handler, list[httpx.Request]]:
    """Give *responses* one after the other, and keep what was asked."""
    asked: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return responses[min(len(asked), len(responses)) - 1]

    return handle, asked


def test_one_request_without_credentials_is_sent() -> None:
    """A GET of the address is all that is sent."""
    handle, asked = answer(httpx.Response(200, text=key_set(public_jwk("ES256"))))
    assert len(fetch_keys(URL, transport=httpx.MockTransport(handle)).keys) == 1
    (request,) = asked
    assert (request.method, str(request.url), request.content) == ("GET", URL, b"")
    assert not {"authorization", "cookie"} & set(request.headers)


def test_a_redirect_on_the_same_host_is_followed() -> None:
    """A moved path is found."""
    moved = httpx.Response(302, headers={"location": "/other"})
    handle, asked = answer(moved, httpx.Response(200, text=key_set()))
    assert fetch_keys(URL, transport=httpx.MockTransport(handle)).keys == ()
    assert str(asked[1].url) == "http://portal.test/other"


@pytest.mark.parametrize(
    ("responses", "code", "words"),
    [
        ((httpx.Response(302, headers={"location": "http://login.test/"}),), "ID005", "http://login.test"),
        ((httpx.Response(302, headers={"location": "/again"}),), "ID005", "circles"),
        ((httpx.Response(302, headers={"location": "http://x:port"}),), "ID005", "Invalid URL"),
        ((httpx.Response(404),), "ID005", "HTTP 404"),
        ((httpx.Response(401),), "ID005", "HTTP 401"),
        ((httpx.Response(503),), "ID005", "HTTP 503"),
        ((httpx.Response(200, html="<html></html>"),), "ID006", "web page"),
        ((httpx.Response(200, content=b"x" * 2_000_000),), "ID006", "larger"),
    ],
)
def test_other_answers_are_explained(responses: tuple[httpx.Response, ...], code: str, words: str) -> None:
    """No answer but a key set is taken for one."""
    with pytest.raises(InsightsError) as caught:
        fetch_keys(URL, transport=httpx.MockTransport(answer(*responses)[0]))
    assert caught.value.code == code
    assert words in dict(caught.value.notes).get("cause", "") + dict(caught.value.notes).get("seen", "")
    assert caught.value.fix


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (httpx.ConnectError("[Errno 111] Connection refused"), "refused"),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"), "not trusted"),
        (httpx.ReadTimeout("slow"), "no answer within"),
        (httpx.ProxyError("403 Forbidden"), "proxy"),
        (httpx.RemoteProtocolError("cut"), "cut"),
    ],
)
def test_transport_problems_are_explained(error: Exception, words: str) -> None:
    """What the network did is told, and never a new token suggested."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(InsightsError) as caught:
        fetch_keys(URL, transport=httpx.MockTransport(fail))
    assert words in dict(caught.value.notes)["cause"]
    assert "token" not in str(caught.value.fix)
