"""Where a test of the token goes."""

import pytest

from insights_cli.errors import UsageError
from insights_cli.tokens.probe import DOCUMENTED_HOST, parse_target


@pytest.mark.parametrize(
    ("url", "shown", "path"),
    [
        ("https://h.example", "https://h.example/", "/"),
        ("http://h.example:81/a/b?x=1", "http://h.example:81/a/b", "/a/b?x=1"),
        (" https://h.example/\u00e4?q=\u00fc ", "https://h.example/%C3%A4", "/%C3%A4?q=%C3%BC"),
        ("https://[::1]:8443/x", "https://[::1]:8443/x", "/x"),
    ],
)
def test_a_url_is_read(url: str, shown: str, path: str) -> None:
    """Ports are filled in, the query is sent and not shown."""
    found = parse_target(url)
    assert (str(found), found.path) == (shown, path)


@pytest.mark.parametrize(
    "url", ["", "h.example", "ftp://h", "https://u:pw@h/", "https://h:x/", "https://h/a\nb", "https://["]
)
def test_what_is_no_url_is_refused_unseen(url: str) -> None:
    """It could hold a password."""
    with pytest.raises(UsageError, match="TK006") as refused:
        parse_target(url)
    assert "pw" not in str(refused.value.diagnostic())


def test_the_documented_host_is_reached_by_tls() -> None:
    """The address of the public documentation, port 443."""
    assert str(DOCUMENTED_HOST) == "https://backstage-api.spotify.com/"
