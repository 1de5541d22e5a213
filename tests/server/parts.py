"""A server's parts in memory, for tests that need no socket."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, TypeVar

from insights_cli.capture.defaults import defaults_for
from insights_cli.errors import InsightsError
from insights_cli.model.entity import Entity, EntityRef
from insights_cli.pipeline.describer import CapturePlan, Describer
from insights_cli.pipeline.intake import Intake
from insights_cli.pipeline.privacy import EventRedactor
from insights_cli.redact.pseudonym import Pseudonymiser, PseudonymKey
from insights_cli.redact.redactor import Redactor
from insights_cli.spools import Settings
from insights_cli.spools.memory import MemorySpool

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KEY = PseudonymKey(bytes(range(40, 80)))
T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run *work*, at most 20 seconds."""
    return asyncio.run(asyncio.wait_for(work, 20))


def redactor() -> tuple[Redactor, Pseudonymiser]:
    """A redactor with its pseudonyms."""
    pseudonymiser = Pseudonymiser(KEY)
    return Redactor(pseudonymiser=pseudonymiser), pseudonymiser


def event_redactor(*, keeps_search_terms: bool = False) -> EventRedactor:
    """What redacts events."""
    return EventRedactor(*redactor(), keeps_search_terms=keeps_search_terms)


def describer() -> Describer:
    """The default fields of the current version."""
    defaults = defaults_for((0, 8, 1))
    return Describer(CapturePlan(entity=defaults.entity_rules, identity=defaults.identity_rules), redactor()[0])


def spool(**settings: Any) -> MemorySpool:
    """A spool in memory."""
    return MemorySpool(Settings(clock=lambda: NOW, **settings))


def intake(**changes: Any) -> Intake:
    """An intake without a catalog."""
    given: dict[str, Any] = {
        "spool": spool(),
        "redactor": event_redactor(),
        "source": "http://localhost:3000",
        "now": lambda: NOW,
    }
    return Intake(**{**given, **changes})


class StubCatalog:
    """Knows components and users by name, and does what *trouble* says when it is asked."""

    source = "a stub"
    diagnostics: tuple[()] = ()

    def __init__(self, *names: str, trouble: Callable[[], InsightsError | None] = lambda: None) -> None:
        self._names = names
        self._trouble = trouble
        self.asked: list[frozenset[str]] = []
        self.open = asyncio.Event()
        self.open.set()

    async def find(self, refs: Any, *, fields: Any = None) -> dict[str, Entity | None]:
        """Answer when it is open."""
        self.asked.append(frozenset(str(ref) for ref in refs))
        await self.open.wait()
        failure = self._trouble()
        if failure is not None:
            raise failure
        return {str(ref): self._entity(ref) for ref in refs}

    def _entity(self, ref: EntityRef) -> Entity | None:
        if ref.name not in self._names:
            return None
        spec = {"type": "service", "owner": "group:default/team-a", "memberOf": ["group:default/team-a"]}
        metadata = {"name": ref.name, "namespace": ref.namespace}
        return Entity.from_document({"kind": ref.kind, "metadata": metadata, "spec": spec})

    def names(self, **_: Any) -> Any:
        """Nobody asks."""

    def entities(self, **_: Any) -> Any:
        """Nobody asks."""

    async def close(self) -> None:
        """Nothing to close."""
