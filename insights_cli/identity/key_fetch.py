"""Fetch a key set over HTTP: one GET without credentials, within fixed limits; needs httpx, so import it late."""

import time
from urllib.parse import urlsplit

import httpx

from insights_cli.errors import InsightsError
from insights_cli.identity.keys import LARGEST_KEY_SET_BYTES, KeySet, parse_keys

_STEP_S = 5.0
_WHOLE_S = 15.0
_MOST_REDIRECTS = 3


def fetch_keys(url: str, *, transport: httpx.BaseTransport | None = None) -> KeySet:
    """GET the key set at *url*, following redirects on the same host only; raises InsightsError ID005 or ID006.

    *transport* replaces the network.
    """
    with httpx.Client(timeout=_STEP_S, transport=transport, headers={"accept": "application/json"}) as client:
        address = url
        for _ in range(_MOST_REDIRECTS + 1):
            status, location, raw = _get(client, address)
            if status not in (301, 302, 303, 307, 308) or not location:
                break
            address = _follow(address, location)
        else:
            raise _unreachable(url, "it redirects in circles", "give the address of the key set itself")
    if status != 200:
        raise _unreachable(url, f"HTTP {status}", _advise(status))
    return parse_keys(raw, url)


def _get(client: httpx.Client, address: str) -> tuple[int, str | None, bytes]:
    """Status, redirect target and body of one GET; the body is cut one byte after the limit."""
    body = bytearray()
    ends_at = time.monotonic() + _WHOLE_S
    try:
        with client.stream("GET", address) as response:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LARGEST_KEY_SET_BYTES:
                    break
                if time.monotonic() > ends_at:
                    raise _unreachable(address, f"no whole answer within {_WHOLE_S:g} s", "try again")
            return response.status_code, response.headers.get("location"), bytes(body[: LARGEST_KEY_SET_BYTES + 1])
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise _translate(address, error) from error


def _follow(address: str, location: str) -> str:
    target = str(httpx.URL(address).join(location))
    here, there = urlsplit(address), urlsplit(target)
    if here.hostname != there.hostname or (here.scheme, there.scheme) == ("https", "http"):
        words = f"it redirects to another place, {there.scheme}://{there.hostname}, likely a login page"
        raise _unreachable(address, words, "give an address of the backend that needs no login")
    return target


def _translate(address: str, error: Exception) -> InsightsError:
    text = str(error)
    match error:
        case httpx.ProxyError():
            return _unreachable(address, f"the proxy refused: {text}", "check HTTPS_PROXY and NO_PROXY")
        case httpx.TimeoutException():
            return _unreachable(
                address, f"no answer within {_STEP_S:g} s", "is the backend running, and on this network?"
            )
        case httpx.ConnectError() if "CERTIFICATE" in text.upper():
            return _unreachable(
                address, f"its certificate is not trusted: {text}", "set SSL_CERT_FILE to your CA's file"
            )
        case httpx.ConnectError():
            return _unreachable(address, text or "connection failed", "is the backend running, and is the port right?")
        case _:
            return _unreachable(address, text or type(error).__name__, "is this the backend's address?")


def _advise(status: int) -> str:
    if status == 404:
        return "give backend.baseUrl, not the app's address (http://localhost:7007 in development)"
    if status in (401, 403):
        return "key sets need no login: does a proxy in front of the backend ask for one?"
    return "try again" if status == 429 or status >= 500 else "is this the backend's address?"


def _unreachable(address: str, cause: str, fix: str) -> InsightsError:
    return InsightsError("ID005", f"the keys at {address} could not be fetched", notes=(("cause", cause),), fix=fix)
