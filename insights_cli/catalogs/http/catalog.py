"""Entities of a live Backstage catalog."""

from collections.abc import AsyncGenerator, AsyncIterator, Collection, Mapping, Sequence

from insights_cli.catalogs import Catalog, CatalogMisbehavedError
from insights_cli.catalogs.http.address import catalog_url
from insights_cli.catalogs.http.answers import is_missing_route, read_json
from insights_cli.catalogs.http.batches import batches
from insights_cli.catalogs.http.client import CatalogClient, Patience
from insights_cli.catalogs.http.token import TokenSource
from insights_cli.model.diagnostic import Diagnostic
from insights_cli.model.entity import Entity, EntityRef, InvalidEntityRef
from insights_cli.model.entity_formats import is_kind, is_name
from insights_cli.model.json import JsonValue

_NAMING = ("kind", "metadata.name", "metadata.namespace")
_PAGE = 100
_PAGE_OF_PARTS = 500
_PAGE_OF_NAMES = 2000


class HttpCatalog:
    """A catalog behind a URL; *url* is the backend's base URL or the one of the catalog API."""

    def __init__(self, url: str, *, token: TokenSource | None = None, patience: Patience | None = None) -> None:
        self._client = CatalogClient(catalog_url(url), token=token, patience=patience)

    @property
    def source(self) -> str:
        """The URL of the catalog API."""
        return self._client.base_url

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """Nothing: a live catalog only has whole entities."""
        return ()

    async def find(
        self, refs: Collection[EntityRef], *, fields: Collection[str] | None = None
    ) -> Mapping[str, Entity | None]:
        """Ask by refs, in as few requests as the backend's limits allow."""
        found: dict[str, Entity | None] = dict.fromkeys(str(ref) for ref in refs)
        for batch in batches(list(found)):
            found.update(await self._find_batch(batch, fields))
        return found

    async def names(self, *, kind: str | None = None, name: str | None = None) -> AsyncIterator[EntityRef]:
        """Page through the three fields that make a ref; what no entity can be called is not asked for."""
        if _can_exist(kind, name):
            filters = [f"{key}={value}" for key, value in (("kind", kind), ("metadata.name", name)) if value]
            async for document in self._pages(filters, limit=_PAGE_OF_NAMES, fields=_NAMING):
                yield self._entity(document).ref

    async def entities(
        self, *, kind: str | None = None, fields: Collection[str] | None = None
    ) -> AsyncGenerator[Entity, None]:
        """Page through the entities, in large pages where they are sent in part."""
        if not _can_exist(kind):
            return
        filters, limit = [f"kind={kind}"] if kind else [], _PAGE if fields is None else _PAGE_OF_PARTS
        wanted = None if fields is None else sorted({*_NAMING, *fields})
        async for document in self._pages(filters, limit=limit, fields=wanted):
            yield self._entity(document)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _find_batch(self, refs: list[str], fields: Collection[str] | None) -> dict[str, Entity | None]:
        body: dict[str, object] = {"entityRefs": refs}
        if fields is not None:
            body["fields"] = sorted({*_NAMING, *fields})
        path = "/entities/by-refs"
        answer = await self._client.ask("POST", path, body=body)
        if is_missing_route(answer):
            return {ref: await self._find_one(ref) for ref in refs}
        items = _member(read_json(answer, self._client.asked(path)), "items")
        if not isinstance(items, list) or len(items) != len(refs):
            raise self._nonsense(path, f"{len(refs)} refs were asked, the answer is not {len(refs)} items")
        found = {ref: None if item is None else self._entity(item) for ref, item in zip(refs, items, strict=True)}
        for ref, entity in found.items():
            if entity is not None and str(entity.ref) != ref:
                raise self._nonsense(path, f"{ref} was asked, {entity.ref} came back")
        return found

    async def _find_one(self, ref: str) -> Entity | None:
        """Ask the way that catalogs before 1.8 know; raises when they do not know that either."""
        from urllib.parse import quote

        kind, _, rest = ref.partition(":")
        namespace, _, name = rest.partition("/")
        path = "/entities/by-name/" + "/".join(quote(part, safe="") for part in (kind, namespace, name))
        answer = await self._client.ask("GET", path)
        if answer.status == 404 and not is_missing_route(answer):
            return None
        return self._entity(read_json(answer, self._client.asked(path)))

    async def _pages(
        self, filters: list[str], *, limit: int, fields: Collection[str] | None = None
    ) -> AsyncIterator[JsonValue]:
        path = "/entities/by-query"
        always = [("limit", str(limit)), *([("fields", ",".join(fields))] if fields else [])]
        params = [*always, *([("filter", ",".join(filters))] if filters else [])]
        seen: set[str] = set()
        count = 0
        while True:
            page = read_json(await self._client.ask("GET", path, params=params), self._client.asked(path))
            items, cursor = _member(page, "items"), _member(_member(page, "pageInfo"), "nextCursor")
            if not isinstance(items, list):
                raise self._nonsense(path, "the answer has no list of items")
            for item in items:
                yield item
            if not isinstance(cursor, str) or not cursor:
                return
            count += len(items)
            total = _member(page, "totalItems")
            too_many = isinstance(total, int) and 0 < 2 * total + limit < count
            if cursor in seen or not items or too_many:
                raise self._nonsense(path, "the pages never end")
            seen.add(cursor)
            # A cursor keeps the filter, but limit and fields have to be said again for every page.
            params = [*always, ("cursor", cursor)]

    def _entity(self, document: JsonValue) -> Entity:
        if isinstance(document, Mapping):
            try:
                return Entity.from_document(document)
            except InvalidEntityRef as error:
                raise self._nonsense("/entities", f"an item is no entity: {error.flaw}") from error
        raise self._nonsense("/entities", "an item is no entity")

    def _nonsense(self, path: str, cause: str) -> CatalogMisbehavedError:
        return CatalogMisbehavedError(
            "EN203",
            "the catalog's answer makes no sense",
            fix="see that the address is that of a Backstage backend",
            notes=(*self._client.asked(path).notes, ("cause", cause)),
        )


def _member(value: JsonValue, key: str) -> JsonValue:
    return value.get(key) if isinstance(value, Mapping) else None


def _can_exist(kind: str | None, name: str | None = None) -> bool:
    # In a filter, a comma would begin another condition.
    return (kind is None or is_kind(kind)) and (name is None or is_name(name))


CATALOG: type[Catalog] = HttpCatalog
