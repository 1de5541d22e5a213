"""Ask the catalog and give every leaf its fate."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field

from insights_cli.capture.fates import Capture
from insights_cli.catalogs import Catalog
from insights_cli.errors import InsightsError, UsageError
from insights_cli.model.diagnostic import Location
from insights_cli.model.entity import Entity, EntityRef
from insights_cli.pipeline.describer import Describer
from insights_cli.preview.coverage import Coverage
from insights_cli.preview.lookup import UnknownEntityError, look_up, no_entities
from insights_cli.preview.subject import Role, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a preview is made from; *stand_in* gives the ref of a user as it leaves (None: not at all)."""

    catalog: Catalog
    describer: Describer
    stand_in: Callable[[EntityRef], str | None]
    place: Callable[[EntityRef], Location | None]


@dataclass(slots=True, kw_only=True)
class Gathered:
    """The subjects in the order asked, and the refs that led nowhere."""

    subjects: list[Subject] = field(default_factory=list)
    failures: list[InsightsError] = field(default_factory=list)


async def gather_subjects(
    refs: Sequence[str], sources: Sources, *, user: str | None = None, default_kind: str | None = None
) -> Gathered:
    """Preview the entities that *refs* mean, and *user* as who acts; one that leads nowhere stops no other."""
    found = Gathered()
    for text in refs:
        entity = await _try(text, sources.catalog, default_kind, found.failures)
        if entity is not None:
            found.subjects.append(_subject(entity, Role.ENTITY, sources.describer.capture_entity(entity), sources))
    who = await _try(user, sources.catalog, "user", found.failures) if user is not None else None
    if who is not None:
        wanted = sources.describer.groups_to_know(who)
        groups = await sources.catalog.find(wanted) if wanted else {}
        captured = sources.describer.capture_identity(who, groups)
        found.subjects.append(_subject(who, Role.IDENTITY, captured, sources))
    return found


async def gather_coverage(
    sources: Sources, *, kind: str | None, limit: int | None, counts_all: bool, role: Role
) -> Coverage:
    """Count what is captured of all entities of *kind*, at most *limit* of them.

    Raises:
        UnknownEntityError: EN102, there are none, so that nothing was looked at.
    """
    found = Coverage(counts_all=counts_all)
    groups = await _groups(sources) if role is Role.IDENTITY else {}
    async for entity in _some(sources.catalog.entities(kind=kind), limit):
        if role is Role.ENTITY:
            found.add(sources.describer.capture_entity(entity))
        else:
            found.add(sources.describer.capture_identity(entity, groups))
    if not found.entities:
        raise await no_entities(kind, sources.catalog)
    return found


async def _groups(sources: Sources) -> dict[str, Entity | None]:
    """All groups of the catalog, where a filter has to look at those of many users."""
    if not sources.describer.plan.filters_groups:
        return {}
    return {str(group.ref): group async for group in sources.catalog.entities(kind="Group")}


async def _some(entities: AsyncIterator[Entity], limit: int | None) -> AsyncIterator[Entity]:
    count = 0
    async for entity in entities:
        if limit is not None and count >= limit:
            return
        count += 1
        yield entity


async def _try(text: str, catalog: Catalog, kind: str | None, failures: list[InsightsError]) -> Entity | None:
    try:
        return await look_up(text, catalog, default_kind=kind)
    except (UnknownEntityError, UsageError) as failure:
        failures.append(failure)
        return None


def _subject(entity: Entity, role: Role, captured: Capture, sources: Sources) -> Subject:
    is_user = entity.ref.kind.lower() == "user"
    return Subject(
        ref=entity.ref,
        role=role,
        capture=captured,
        stand_in=sources.stand_in(entity.ref) if is_user else str(entity.ref),
        document=dict(entity.document),
        place=sources.place(entity.ref),
    )
