"""Which proxy is used."""

import pytest

from insights_cli.tokens.proxies import proxy_for


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://p:3128"}, "http://p:3128 (HTTPS_PROXY)"),
        ({"HTTPS_PROXY": "p:3128"}, "http://p:3128 (HTTPS_PROXY)"),
        ({"HTTPS_PROXY": "http://p"}, "http://p:80 (HTTPS_PROXY)"),
        ({"HTTPS_PROXY": "https://p"}, "https://p:443 (HTTPS_PROXY)"),
        ({"HTTP_PROXY": "http://p:1"}, None),
        ({"ALL_PROXY": "http://p:1"}, "http://p:1 (ALL_PROXY)"),
        ({"HTTPS_PROXY": "http://upper:1", "https_proxy": "http://lower:1"}, "http://lower:1 (https_proxy)"),
        ({"HTTPS_PROXY": "socks5://p"}, "socks5://p:1080 (HTTPS_PROXY)"),
        ({"HTTPS_PROXY": "http://user:secret@p:1"}, "http://p:1 (HTTPS_PROXY)"),
    ],
)
def test_the_proxy_follows_the_variables(environ: dict[str, str], expected: str | None) -> None:
    """The scheme's own variable, then ALL_PROXY, lower case first; a password is not shown."""
    found = proxy_for("https", "service.example", 443, environ)
    assert (str(found) if found else None) == expected


@pytest.mark.parametrize(
    ("exceptions", "host", "is_direct"),
    [
        ("*", "a.example", True),
        ("example", "a.example", True),
        (".example", "a.example", True),
        ("*.example", "a.example", True),
        ("a.example:443", "a.example", True),
        ("a.example:80", "a.example", False),
        ("b.example", "a.example", False),
        ("ample", "a.example", False),
        ("", "a.example", False),
        (" x , A.Example ", "a.example", True),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("10.0.0.0/8", "a.example", False),
        ("::1", "::1", True),
        ("[::1]:443", "::1", True),
    ],
)
def test_no_proxy_excepts_hosts(exceptions: str, host: str, is_direct: bool) -> None:
    """Names with their subdomains, ports, networks, and everything."""
    found = proxy_for("https", host, 443, {"HTTPS_PROXY": "http://p:1", "NO_PROXY": exceptions})
    assert (found is None) is is_direct


def test_credentials_are_decoded() -> None:
    """Percent-encoded characters are meant as themselves."""
    found = proxy_for("http", "h", 80, {"HTTP_PROXY": "http://us%40er:p%3Aw@p:1"})
    assert found is not None
    assert found.credentials == ("us@er", "p:w")


@pytest.mark.parametrize("value", ["http://", "http://h:port", "http://[x"])
def test_a_value_that_is_no_url_is_not_repeated(value: str) -> None:
    """The error names the variable only."""
    with pytest.raises(ValueError, match=r"^HTTP_PROXY is no URL$"):
        proxy_for("http", "h", 80, {"HTTP_PROXY": value})
