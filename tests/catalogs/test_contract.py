"""What every catalog does, asked of each of them over the same entities."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import pytest

from insights_cli.catalogs import Catalog
from insights_cli.catalogs.files.catalog import FilesCatalog
from insights_cli.catalogs.files.locations import pointer_to
from insights_cli.catalogs.http.catalog import HttpCatalog
from insights_cli.catalogs.registry import CATALOGS
from insights_cli.model.entity import Entity, EntityRef, parse_entity_ref
from insights_cli.model.json import JsonValue
from tests.catalogs.http.backend import FakeBackstage, serving

T = TypeVar("T")

DOCUMENTS: list[dict[str, JsonValue]] = [
    {"kind": "Component", "metadata": {"name": "Web", "namespace": "Shop"}, "spec": {"owner": "team-a"}},
    {"kind": "API", "metadata": {"name": "web"}, "spec": {"definition": "é" * 10}},
    {"kind": "User", "metadata": {"name": "alice"}, "spec": {"memberOf": ["team-a"]}},
    {"kind": "Group", "metadata": {"name": "team-a", "namespace": "default"}, "spec": {"type": "team"}},
]
MANY: list[dict[str, JsonValue]] = [
    {"kind": "Resource", "metadata": {"name": f"r{number}", "namespace": "n"}} for number in range(2500)
]


@pytest.fixture(params=CATALOGS, ids=lambda member: member.__name__)
def catalog(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalog]:
    """Each catalog over the same entities."""
    with ExitStack() as stack:
        if request.param is FilesCatalog:
            (tmp_path / "all.json").write_text(json.dumps(DOCUMENTS + MANY))
            yield FilesCatalog([pointer_to("all.json")], cwd=tmp_path)
        else:
            assert request.param is HttpCatalog
            yield HttpCatalog(stack.enter_context(serving(FakeBackstage(DOCUMENTS + MANY))))


def run(catalog: Catalog, ask: Callable[[], Awaitable[T]]) -> T:
    """Ask and close."""

    async def whole() -> T:
        try:
            return await ask()
        finally:
            await catalog.close()
            await catalog.close()

    return asyncio.run(whole())


def refs(*texts: str) -> list[EntityRef]:
    """Refs."""
    return [parse_entity_ref(text) for text in texts]


def test_find_answers_for_every_ref(catalog: Catalog) -> None:
    """Each ref has an answer under its canonical text, in any letter case, None where there is no entity."""
    asked = refs("COMPONENT:shop/WEB", "api:web", "api:web", "component:default/web", "system:x/y z")
    found = run(catalog, lambda: catalog.find(asked))
    assert list(found) == ["component:shop/web", "api:default/web", "component:default/web", "system:x/y z"]
    assert [entity is not None for entity in found.values()] == [True, True, False, False]
    web = found["component:shop/web"]
    assert web is not None
    assert (web.ref.name, web.document) == ("Web", DOCUMENTS[0])


def test_find_of_nothing_is_nothing(catalog: Catalog) -> None:
    """No refs, no answers."""
    assert run(catalog, lambda: catalog.find([])) == {}


def test_find_takes_thousands(catalog: Catalog) -> None:
    """More refs than one request can hold are all answered."""
    asked = refs(*(f"resource:n/r{number}" for number in range(3000)))
    found = run(catalog, lambda: catalog.find(asked, fields=["spec.type"]))
    assert sum(entity is not None for entity in found.values()) == 2500
    assert len(found) == 3000


def test_names_of_all_and_of_one_kind(catalog: Catalog) -> None:
    """Names go through all pages."""

    async def ask() -> tuple[int, list[str], list[str]]:
        every = [ref async for ref in catalog.names()]
        users = [str(ref) async for ref in catalog.names(kind="USER")]
        webs = [str(ref) async for ref in catalog.names(name="WEB")]
        return len(every), users, webs

    count, users, webs = run(catalog, ask)
    assert count == 2504
    assert users == ["user:default/alice"]
    assert webs == ["component:shop/web", "api:default/web"]


def test_entities_are_whole(catalog: Catalog) -> None:
    """Entities of a kind come whole and all."""

    async def ask() -> tuple[list[object], int]:
        groups = [entity.document async for entity in catalog.entities(kind="group")]
        return list(groups), len([entity async for entity in catalog.entities(kind="Resource")])

    assert run(catalog, ask) == ([DOCUMENTS[3]], 2500)


def test_source_and_diagnostics_are_words(catalog: Catalog) -> None:
    """A catalog can say what it asks, and that nothing was wrong."""
    run(catalog, lambda: catalog.find(refs("api:web")))
    assert catalog.source
    assert list(catalog.diagnostics) == []


def test_entities_may_be_sent_in_part(catalog: Catalog) -> None:
    """What was asked for is there, with what makes the name, and every entity of the kind comes once."""

    async def ask() -> list[Entity]:
        return [each async for each in catalog.entities(kind="user", fields=["spec.memberOf"])]

    assert [(str(each.ref), each.document["spec"]) for each in run(catalog, ask)] == [
        ("user:default/alice", {"memberOf": ["team-a"]})
    ]
