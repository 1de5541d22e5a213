"""Names and origins."""

import pytest

from insights_cli.server.origins import Origins, is_loopback, origin_of

HERE = Origins(allowed={"https://portal.example.com", "https://*.example.org"}, hosts={"backend.example.com"})
PUBLIC = Origins(allowed={"https://portal.example.com"}, hosts=None, any_loopback=False)


@pytest.mark.parametrize(
    ("host", "known"),
    [
        (b"localhost", True),
        (b"LOCALHOST:7331", True),
        (b"127.0.0.1:7331", True),
        (b"127.1.2.3", True),
        (b"[::1]:7331", True),
        (b"app.localhost", True),
        (b"backend.example.com:7007", True),
        (b"localhost.", True),
        (b"evil.example.com", False),
        (b"127.0.0.1.evil.example", False),
        (b"localhost.evil.example", False),
        (b"", False),
        (b"localhost@evil.example", False),
        (b"localhost evil", False),
        (None, False),
    ],
)
def test_only_our_own_names_are_known(host: bytes | None, known: bool) -> None:
    """A page elsewhere cannot reach us under a name of its own."""
    assert HERE.knows_host(host) is known
    assert PUBLIC.knows_host(host)


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (b"https://portal.example.com", True),
        (b"https://PORTAL.example.com", True),
        (b"https://a.example.org", True),
        (b"http://localhost:3000", True),
        (b"http://127.0.0.1:8080", True),
        (b"https://portal.example.com.evil.example", False),
        (b"http://portal.example.com", False),
        (b"https://portal.example.com:8443", False),
        (b"https://evil.example/.example.org", False),
        (b"https://evil.example", False),
        (b"null", False),
        (b"http://localhost@evil.example", False),
        (b"", False),
    ],
)
def test_only_configured_pages_and_this_machine_may_send(origin: bytes, allowed: bool) -> None:
    """Origins match as a whole, `*` within a name."""
    assert HERE.allows(origin) is allowed


def test_in_public_this_machine_is_no_exception() -> None:
    """A page on a visitor's own machine is a stranger there."""
    assert not PUBLIC.allows(b"http://localhost:3000")


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("http://localhost:3000/path", "http://localhost:3000"),
        ("https://x.example:443/", "https://x.example"),
        ("http://[::1]:80", "http://[::1]"),
        ("ftp://x", None),
        ("http://x:99999", None),
        ("portal", None),
    ],
)
def test_the_origin_of_a_url(url: str, origin: str | None) -> None:
    """As browsers write it."""
    assert origin_of(url) == origin


def test_loopback_names() -> None:
    """Names that never leave the machine."""
    assert [is_loopback(name) for name in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "example.com")] == [
        True,
        True,
        True,
        False,
        False,
    ]
