"""Knowing entities without waiting for them."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from insights_cli.catalogs import CatalogUnavailableError
from insights_cli.errors import InsightsError
from insights_cli.model.entity import Entity, EntityRef
from insights_cli.pipeline.envelopes import Hydration
from insights_cli.pipeline.hydrate import Hydrator, HydratorSettings, Role
from tests.pipeline.held_pace import HeldTime
from tests.server.parts import StubCatalog, describer, run

PETSTORE = (Role.ENTITY, EntityRef(kind="component", name="petstore"))
OTHER = (Role.ENTITY, EntityRef(kind="component", name="other"))
ALICE = (Role.IDENTITY, EntityRef(kind="user", name="alice"))
DOWN = CatalogUnavailableError("EN202", "the catalog takes too long")


class World:
    """A hydrator whose time stands still."""

    def __init__(self, catalog: Any, **settings: Any) -> None:
        self.time = HeldTime()
        self.catalog = catalog
        self.hydrator = Hydrator(catalog, describer(), settings=HydratorSettings(**settings), clock=self.time.monotonic)


def fields(found: Any, key: Any) -> bytes:
    """The captured fields as JSON."""
    return bytes(found[key].fields)


def test_an_entity_is_asked_for_once() -> None:
    """The second event finds it in the cache."""

    async def work() -> World:
        world = World(StubCatalog("petstore"))
        found = await world.hydrator.fetch([PETSTORE])
        assert found[PETSTORE].hydration is Hydration.COMPLETE
        assert fields(found, PETSTORE) == (
            b'{"kind":"component","metadata":{"namespace":"default"},"spec":{"type":"service","owner":"group:default/team-a"}}'
        )
        assert world.hydrator.known(PETSTORE) is found[PETSTORE]
        return world

    assert len(run(work()).catalog.asked) == 1


def test_what_is_captured_depends_on_the_role() -> None:
    """Of a user the groups, of an entity the owner."""

    async def work() -> bytes:
        world = World(StubCatalog("alice"))
        return fields(await world.hydrator.fetch([ALICE]), ALICE)

    assert run(work()) == b'{"metadata":{"namespace":"default"},"spec":{"memberOf":["group:default/team-a"]}}'


def test_many_who_want_the_same_ask_once() -> None:
    """Single flight, and those that come together go in one question."""

    async def work() -> list[frozenset[str]]:
        world = World(StubCatalog("petstore", "other"))
        await asyncio.gather(*(world.hydrator.fetch([key]) for key in (PETSTORE, OTHER, PETSTORE, PETSTORE)))
        asked: list[frozenset[str]] = world.catalog.asked
        return asked

    assert run(work()) == [frozenset({"component:default/petstore", "component:default/other"})]


def test_what_is_absent_is_remembered_for_a_shorter_time() -> None:
    """A negative answer ages faster."""

    async def work() -> list[bool]:
        world = World(StubCatalog("petstore"), keep_s=300, keep_absent_s=60)
        found = await world.hydrator.fetch([PETSTORE, OTHER])
        assert found[OTHER].hydration is Hydration.NOT_FOUND
        world.time.passed_s = 61
        return [world.hydrator.known(key) is not None for key in (PETSTORE, OTHER)]

    assert run(work()) == [True, False]


def test_an_event_does_not_wait_longer_than_the_time_out() -> None:
    """A silent catalog costs its time-out once; while the question is open nobody else waits for it."""

    async def work() -> list[Hydration]:
        catalog = StubCatalog("petstore")
        catalog.open.clear()
        world = World(catalog, timeout_s=0.01)
        first = await world.hydrator.fetch([PETSTORE])
        world.time.passed_s = 1
        second = await world.hydrator.fetch([OTHER])
        catalog.open.set()
        while world.hydrator.known(PETSTORE) is None:
            await asyncio.sleep(0)
        third = await world.hydrator.fetch([PETSTORE])
        return [first[PETSTORE].hydration, second[OTHER].hydration, third[PETSTORE].hydration]

    assert run(work()) == [Hydration.UNAVAILABLE, Hydration.UNAVAILABLE, Hydration.COMPLETE]


def test_a_failing_catalog_is_left_alone_for_a_while() -> None:
    """Events go on at once, and the words of the trouble are kept for those who look."""
    troubles: list[InsightsError | None] = [DOWN, DOWN, None]

    async def work() -> World:
        world = World(StubCatalog("petstore", trouble=lambda: troubles.pop(0)))
        for at, asked in ((0.0, 1), (0.5, 1), (1.1, 2), (2.0, 2), (3.2, 3)):
            world.time.passed_s = at
            await world.hydrator.fetch([PETSTORE])
            assert len(world.catalog.asked) == asked
        return world

    world = run(work())
    assert world.hydrator.trouble == ""
    assert world.hydrator.known(PETSTORE) is not None


def test_old_knowledge_is_better_than_none() -> None:
    """When the catalog is away what was known before is used."""
    troubles: list[InsightsError | None] = [None, DOWN]

    async def work() -> Hydration:
        world = World(StubCatalog("petstore", trouble=lambda: troubles.pop(0)))
        await world.hydrator.fetch([PETSTORE])
        world.time.passed_s = 10_000
        assert world.hydrator.known(PETSTORE) is None
        return (await world.hydrator.fetch([PETSTORE]))[PETSTORE].hydration

    assert run(work()) is Hydration.COMPLETE


def test_the_cache_is_bounded() -> None:
    """The oldest makes room."""

    async def work() -> list[bool]:
        world = World(StubCatalog("petstore", "other"), most_kept=1)
        await world.hydrator.fetch([PETSTORE])
        await world.hydrator.fetch([OTHER])
        return [world.hydrator.known(key) is not None for key in (PETSTORE, OTHER)]

    assert run(work()) == [False, True]


class OddCatalog(StubCatalog):
    """Gives an entity that nobody expects."""

    def _entity(self, ref: EntityRef) -> Entity | None:
        document: Any = {"kind": ref.kind, "metadata": {"name": ref.name}, "spec": {"type": {1, 2}}}
        return Entity(ref=ref, document=document) if ref.name == "petstore" else super()._entity(ref)


def test_an_odd_entity_costs_only_its_own_fields() -> None:
    """Neither the event nor its neighbours suffer."""

    async def work() -> list[Hydration]:
        world = World(OddCatalog("other"))
        found = await world.hydrator.fetch([PETSTORE, OTHER])
        return [found[PETSTORE].hydration, found[OTHER].hydration]

    assert run(work()) == [Hydration.UNAVAILABLE, Hydration.COMPLETE]


@pytest.mark.parametrize("waits", [True, False], ids=["while asking", "idle"])
def test_closing_is_safe_at_any_time(waits: bool) -> None:
    """Nobody is left waiting."""

    async def work() -> None:
        catalog = StubCatalog("petstore")
        world = World(catalog)
        if waits:
            catalog.open.clear()
            asking: Coroutine[Any, Any, Any] = world.hydrator.fetch([PETSTORE])
            task = asyncio.ensure_future(asking)
            while not catalog.asked:
                await asyncio.sleep(0)
            await world.hydrator.close()
            assert (await task)[PETSTORE].hydration is Hydration.UNAVAILABLE
        else:
            await world.hydrator.close()

    run(work())
