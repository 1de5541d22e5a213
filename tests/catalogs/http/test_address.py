"""Any address people give leads to the catalog API."""

import pytest

from insights_cli.catalogs.http.address import catalog_url
from insights_cli.errors import UsageError


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://localhost:7007", "http://localhost:7007/api/catalog"),
        ("https://backstage.example.com/", "https://backstage.example.com/api/catalog"),
        ("https://example.com/backstage/api", "https://example.com/backstage/api/catalog"),
        ("https://example.com/b/api/catalog/entities?x=1#y", "https://example.com/b/api/catalog"),
        ("http://[::1]:7007", "http://[::1]:7007/api/catalog"),
        (" HTTPS://Example.com ", "https://example.com/api/catalog"),
    ],
)
def test_address_of_the_catalog(text: str, url: str) -> None:
    """The backend's base URL, with any prefix, and the catalog's own URL mean the same."""
    assert catalog_url(text) == url


@pytest.mark.parametrize("text", ["", "localhost:7007", "ftp://x", "http://", "http://x:port", "http://u:p@x", "[::1"])
def test_no_address(text: str) -> None:
    """What is no http URL, or holds credentials, is wrong usage, and the credentials are not repeated."""
    with pytest.raises(UsageError) as caught:
        catalog_url(text)
    assert caught.value.code == "EN206"
    assert "u:p" not in caught.value.summary
