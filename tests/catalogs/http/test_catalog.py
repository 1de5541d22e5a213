"""A live catalog is asked as Backstage wants it, and lies are told."""

import asyncio
import json
from collections.abc import Callable

import pytest

from insights_cli.catalogs import CatalogMisbehavedError, CatalogRefusedError, CatalogTokenMissingError
from insights_cli.catalogs.http.catalog import HttpCatalog
from insights_cli.catalogs.http.token import environment_token
from insights_cli.errors import InsightsError
from insights_cli.model.entity import Entity, parse_entity_ref
from insights_cli.model.json import JsonValue
from tests.catalogs.http.backend import FakeBackstage, Reply, Request, error_reply, json_reply, serving

WEB: dict[str, JsonValue] = {"kind": "Component", "metadata": {"name": "web"}, "spec": {}}
REF = parse_entity_ref("component:default/web")


def find(url: str, token: str = "", **options: list[str]) -> Entity | None:
    """Ask for one entity."""

    async def ask() -> Entity | None:
        source = environment_token("T", {"T": token}) if token else None
        catalog = HttpCatalog(url, token=source)
        try:
            return (await catalog.find([REF], fields=options.get("fields")))[str(REF)]
        finally:
            await catalog.close()

    return asyncio.run(ask())


def list_names(url: str, *, kind: str | None = None, name: str | None = None) -> list[str]:
    """Ask for all names, or for those of one kind or name."""

    async def ask() -> list[str]:
        catalog = HttpCatalog(url)
        try:
            return [str(ref) async for ref in catalog.names(kind=kind, name=name)]
        finally:
            await catalog.close()

    return asyncio.run(ask())


def test_only_wanted_fields_are_asked_for() -> None:
    """The fields go with the question, with those that make the name."""
    backend = FakeBackstage([WEB])
    with serving(backend) as url:
        find(url, fields=["spec.owner"])
    body = json.loads(backend.requests[0].body)
    assert body["fields"] == ["kind", "metadata.name", "metadata.namespace", "spec.owner"]


def test_pages_repeat_limit_and_fields_with_the_cursor() -> None:
    """A cursor goes with limit and fields, and without the filter that it holds itself."""
    backend = FakeBackstage([{"kind": "API", "metadata": {"name": f"a{n}"}} for n in range(4001)])
    with serving(backend) as url:
        assert len(list_names(url)) == 4001
    assert [dict(request.params).keys() for request in backend.requests] == [
        {"limit": "", "fields": ""}.keys(),
        *[{"limit": "", "fields": "", "cursor": ""}.keys()] * 2,
    ]


def test_what_no_entity_can_be_called_is_not_asked_for() -> None:
    """A comma would be read as another condition of the filter."""
    backend = FakeBackstage([WEB])
    with serving(backend) as url:
        assert list_names(url, name="web,kind=user") == list_names(url, kind="component,user") == []
        assert list_names(url, name="web", kind="component") == [str(REF)]
    assert len(backend.requests) == 1


def test_older_catalogs_are_asked_by_name() -> None:
    """Without by-refs, each entity is asked by its name; what is missing is None."""
    with serving(FakeBackstage([WEB], knows_by_refs=False)) as url:
        assert find(url) is not None
    with serving(FakeBackstage([], knows_by_refs=False)) as url:
        assert find(url) is None


def test_token_opens_the_catalog() -> None:
    """The right token is let in, a wrong one and none are told apart."""
    with serving(FakeBackstage([WEB], token="secret")) as url:
        assert find(url, "secret") is not None
        with pytest.raises(CatalogRefusedError) as wrong:
            find(url, "other")
        with pytest.raises(CatalogTokenMissingError):
            find(url)
    assert "Illegal token" in dict(wrong.value.notes)["cause"]
    assert "other" not in str(wrong.value.notes)


def fixed(reply: Reply) -> Callable[[Request], Reply]:
    """The same answer to everything."""
    return lambda _: reply


LIES: dict[str, Reply] = {
    "web page": Reply(body=b"<!doctype html><title>Backstage</title>", content_type="text/html"),
    "json as text": Reply(body=b'{"items": [null]}', content_type="text/plain"),
    "no content type": Reply(body=b'{"items": [null]}', content_type=None),
    "cut off": Reply(body=b'{"items": [{"kind": "Comp'),
    "deep": Reply(body=b"[" * 200_000),
    "empty": Reply(),
    "redirect loop": Reply(status=302, headers={"Location": "/api/catalog/entities/by-refs"}),
    "sign-in": Reply(status=307, headers={"Location": "https://sso.example.com/login"}),
    "empty 404": Reply(status=404, content_type=None),
    "list": json_reply([]),
    "no items": json_reply({}),
    "too few": json_reply({"items": []}),
    "too many": json_reply({"items": [None, None]}),
    "another entity": json_reply({"items": [{"kind": "API", "metadata": {"name": "web"}}]}),
    "no entity": json_reply({"items": [{"kind": "API"}]}),
    "number": json_reply({"items": [7]}),
    "gzip lie": Reply(body=b"{}", headers={"Content-Encoding": "gzip"}),
    "forbidden": error_reply(403, "NotAllowedError"),
    "input error": error_reply(400, "InputError"),
}


@pytest.mark.parametrize("name", LIES)
def test_lying_catalog_is_told(name: str) -> None:
    """Whatever stands in for a catalog, the error says what it was, what was asked and what to do."""
    with serving(fixed(LIES[name])) as url, pytest.raises(InsightsError) as caught:
        find(url)
    assert caught.value.code in ("EN203", "EN205")
    assert caught.value.fix
    assert "asked" in dict(caught.value.notes)


ENDLESS: dict[str, object] = {
    "same cursor": {"items": [WEB], "pageInfo": {"nextCursor": "x"}},
    "empty page": {"items": [], "pageInfo": {"nextCursor": "x"}},
    "no list": {"items": {}},
    "no entity": {"items": [None]},
}


@pytest.mark.parametrize("name", ENDLESS)
def test_endless_pages_end(name: str) -> None:
    """Pages that go round in a circle, or hold no entities, are told."""
    with serving(fixed(json_reply(ENDLESS[name]))) as url, pytest.raises(CatalogMisbehavedError):
        list_names(url)


def test_more_pages_than_entities_end() -> None:
    """Ever new cursors end when there are far more entities than the catalog said."""
    seen: list[Request] = []

    def answer(request: Request) -> Reply:
        seen.append(request)
        return json_reply({"items": [WEB] * 500, "totalItems": 10, "pageInfo": {"nextCursor": str(len(seen))}})

    with serving(answer) as url, pytest.raises(CatalogMisbehavedError):
        list_names(url)
    assert len(seen) < 10
