"""Know entities without making events wait for the catalog: cached, asked once, in batches, within a time."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from insights_cli.catalogs import Catalog
from insights_cli.errors import InsightsError
from insights_cli.model.entity import Entity, EntityRef
from insights_cli.pipeline.describer import Describer, Facts
from insights_cli.pipeline.envelopes import Hydration

UNAVAILABLE = Facts(hydration=Hydration.UNAVAILABLE)
NOT_FOUND = Facts(hydration=Hydration.NOT_FOUND)


# What describing may raise for an entity of a shape that nobody thought of; no entity may fail an event.
_ODD = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Role(StrEnum):
    """As what an entity is wanted: what is captured differs."""

    ENTITY = "entity"
    IDENTITY = "identity"


Key = tuple[Role, EntityRef]


@dataclass(frozen=True, slots=True, kw_only=True)
class HydratorSettings:
    """How long things are waited for and remembered, in seconds, and how many."""

    timeout_s: float = 1.0
    keep_s: float = 300.0
    keep_absent_s: float = 60.0
    most_kept: int = 20_000
    most_at_once: int = 100
    longest_rest_s: float = 30.0


@dataclass(frozen=True, slots=True)
class _Kept:
    facts: Facts
    fresh_until: float


class Hydrator:
    """Asks *catalog* and keeps what *describer* makes of the answers; belongs to one event loop.

    While the catalog fails it is left alone for a growing time, and events go on at once with what is known, be it old.
    """

    def __init__(
        self, catalog: Catalog, describer: Describer, *, settings: HydratorSettings, clock: Callable[[], float]
    ) -> None:
        self._catalog = catalog
        self._describer = describer
        self._settings = settings
        self._clock = clock
        self._kept: dict[Key, _Kept] = {}
        self._wanted: dict[Key, asyncio.Future[Facts]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._failures = 0
        self._rests_until = float("-inf")
        self._asked_at: float | None = None
        self.trouble = ""

    def known(self, key: Key) -> Facts | None:
        """What is known of *key* and still fresh."""
        kept = self._kept.get(key)
        return kept.facts if kept is not None and kept.fresh_until > self._clock() else None

    async def fetch(self, keys: Collection[Key]) -> Mapping[Key, Facts]:
        """What can be known of *keys* within the time-out; never raises for what the catalog does."""
        if self._clock() < self._rests_until or self._is_overdue():
            return {key: self._stale(key) for key in keys}
        waiting = {key: self._want(key) for key in keys}
        await asyncio.wait(waiting.values(), timeout=self._settings.timeout_s)
        return {key: future.result() if future.done() else self._stale(key) for key, future in waiting.items()}

    def forget(self) -> None:
        """Describe anew what was described before, as the redactor knows other people by now."""
        self._kept.clear()

    async def close(self) -> None:
        """Stop asking."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)
        await self._catalog.close()

    def _is_overdue(self) -> bool:
        """Whether a question has been open for longer than an event waits: it would wait in vain."""
        return self._asked_at is not None and self._clock() - self._asked_at > self._settings.timeout_s

    def _stale(self, key: Key) -> Facts:
        kept = self._kept.get(key)
        return kept.facts if kept is not None else UNAVAILABLE

    def _want(self, key: Key) -> "asyncio.Future[Facts]":
        future = self._wanted.get(key)
        if future is None:
            future = self._wanted[key] = asyncio.get_running_loop().create_future()
            if self._asking is None or self._asking.done():
                self._asking = asyncio.ensure_future(self._ask_all())
        return future

    async def _ask_all(self) -> None:
        """Ask for all that is wanted, batch after batch; what comes meanwhile goes into the next."""
        # One turn of the loop lets requests that came together be asked together.
        await asyncio.sleep(0)
        while self._wanted:
            batch = list(self._wanted)[: self._settings.most_at_once]
            found: Mapping[Key, Facts] = {}
            self._asked_at = self._clock()
            try:
                found = await self._ask(batch)
                self._failures, self.trouble = 0, ""
            except InsightsError as failure:
                self._rest(failure)
            finally:
                self._asked_at = None
                for key in batch:
                    self._wanted.pop(key).set_result(found.get(key) or self._stale(key))

    def _rest(self, failure: InsightsError) -> None:
        self._failures += 1
        self._rests_until = self._clock() + min(self._settings.longest_rest_s, 2.0 ** min(self._failures - 1, 8))
        self.trouble = failure.summary

    async def _ask(self, batch: Collection[Key]) -> dict[Key, Facts]:
        entities = await self._catalog.find({ref for _, ref in batch}, fields=self._describer.fields)
        groups = await self._groups(batch, entities)
        found = {key: self._describe(key[0], entities.get(str(key[1])), groups) for key in batch}
        now = self._clock()
        for key, facts in found.items():
            keep_s = self._settings.keep_absent_s if facts is NOT_FOUND else self._settings.keep_s
            self._keep(key, _Kept(facts, now + keep_s))
        return found

    async def _groups(
        self, batch: Collection[Key], entities: Mapping[str, Entity | None]
    ) -> Mapping[str, Entity | None]:
        users = [entities.get(str(ref)) for role, ref in batch if role is Role.IDENTITY]
        refs = {group for user in users if user for group in self._describer.groups_to_know(user)}
        return await self._catalog.find(refs, fields=self._describer.group_fields) if refs else {}

    def _describe(self, role: Role, entity: Entity | None, groups: Mapping[str, Entity | None]) -> Facts:
        if entity is None:
            return NOT_FOUND
        try:
            return self._describer.entity(entity) if role is Role.ENTITY else self._describer.identity(entity, groups)
        except _ODD as bug:
            self.trouble = f"an entity cannot be described: {type(bug).__name__}"
            return UNAVAILABLE

    def _keep(self, key: Key, kept: _Kept) -> None:
        self._kept.pop(key, None)
        while len(self._kept) >= self._settings.most_kept:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = kept
