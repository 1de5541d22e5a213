"""An answer is JSON from a catalog, or says what it was instead."""

import pytest

from insights_cli.catalogs import (
    CatalogMisbehavedError,
    CatalogRefusedError,
    CatalogTokenMissingError,
    CatalogUnavailableError,
)
from insights_cli.catalogs.http.answers import Answer, Asked, failure, parse_json, read_json
from insights_cli.errors import InsightsError

JSON = {"content-type": "application/json; charset=utf-8"}
ASKED = Asked(url="http://x/api/catalog/entities", token_words="the file t")


def test_json_is_read() -> None:
    """A successful JSON answer gives its value, also under a JSON-like media type."""
    assert read_json(Answer(status=200, headers=JSON, body=b'{"a": [1]}'), ASKED) == {"a": [1]}
    assert read_json(Answer(status=200, headers={"content-type": "application/x+json"}, body=b"1"), ASKED) == 1


LIES = {
    "web page": (Answer(status=200, headers={"content-type": "text/html"}, body=b"<html>"), "a web page"),
    "web page as nothing": (Answer(status=200, body=b"\n<!doctype html>"), "a web page"),
    "text": (Answer(status=200, headers={"content-type": "text/plain"}, body=b"{}"), "not JSON"),
    "cut off": (Answer(status=200, headers=JSON, body=b'{"items": ['), "cut off"),
    "empty": (Answer(status=200, headers=JSON), "cut off"),
    "binary": (Answer(status=200, headers=JSON, body=b"\xff\x00"), "cut off"),
    "deep": (Answer(status=200, headers=JSON, body=b"[" * 100_000), "cut off"),
    "NaN": (Answer(status=200, headers=JSON, body=b"[NaN]"), "cut off"),
    "redirect": (Answer(status=302, headers={"location": "https://sso/x?state=secret"}), "elsewhere"),
    "redirect nowhere": (Answer(status=301), "elsewhere"),
    "not modified": (Answer(status=304), "elsewhere"),
    "empty 404": (Answer(status=404), "no catalog at this address"),
    "teapot": (Answer(status=418), "does not take"),
}


@pytest.mark.parametrize("name", LIES)
def test_lie_is_named(name: str) -> None:
    """What is no catalog is told as what it is, and no query string is repeated."""
    answer, words = LIES[name]
    with pytest.raises(CatalogMisbehavedError) as caught:
        read_json(answer, ASKED)
    assert words in caught.value.summary
    assert caught.value.fix
    assert "secret" not in str(caught.value.notes)


STATUSES: list[tuple[int, str, type[InsightsError], str]] = [
    (401, "the file t", CatalogRefusedError, "EN205"),
    (401, "", CatalogTokenMissingError, "EN204"),
    (403, "the file t", CatalogRefusedError, "EN205"),
    (407, "", CatalogRefusedError, "EN205"),
    (408, "", CatalogUnavailableError, "EN207"),
    (429, "", CatalogUnavailableError, "EN207"),
    (500, "", CatalogUnavailableError, "EN207"),
    (503, "", CatalogUnavailableError, "EN207"),
    (400, "", CatalogMisbehavedError, "EN203"),
]


@pytest.mark.parametrize(("status", "token", "kind", "code"), STATUSES)
def test_status_is_explained(status: int, token: str, kind: type[InsightsError], code: str) -> None:
    """Each status is the error that says what to do, with the catalog's own words beside it."""
    body = b'{"error": {"name": "SomeError", "message": "in its own words"}}'
    error = failure(Answer(status=status, headers=JSON, body=body), Asked(url="http://x", token_words=token))
    assert type(error) is kind
    assert error.code == code
    assert f"HTTP {status}, SomeError in its own words" in dict(error.notes)["cause"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"error": 1}', b'{"error": {"name": 1, "message": null}}'])
def test_odd_error_bodies_are_harmless(body: bytes) -> None:
    """An error body that is not Backstage's adds nothing."""
    assert dict(failure(Answer(status=500, headers=JSON, body=body), ASKED).notes)["cause"] == "HTTP 500"


def test_long_messages_are_cut() -> None:
    """A message of any length leaves a line that can be read."""
    body = b'{"error": {"name": "E", "message": "' + b"x" * 10_000 + b'"}}'
    assert len(dict(failure(Answer(status=500, headers=JSON, body=body), ASKED).notes)["cause"]) < 400


def test_numbers_beyond_json_are_refused() -> None:
    """Infinity is no JSON."""
    with pytest.raises(ValueError, match="Infinity is no JSON"):
        parse_json(b"[Infinity]")
