"""The whole events that visits of entities' pages would send, made by the code that the server runs."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from insights_cli.model.entity import EntityRef
from insights_cli.model.event import AnalyticsEvent
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.hydrate import Hydrator, HydratorSettings
from insights_cli.pipeline.intake import Intake
from insights_cli.preview.gather import Sources

# A person waits for a preview longer than an event waits for its catalog.
_TIMEOUT_S = 60.0


def page_visit(ref: EntityRef) -> AnalyticsEvent:
    """What a Backstage frontend captures when somebody opens the page of the entity called *ref*."""
    name, kind, namespace = ref.name, ref.kind.lower(), ref.namespace
    return AnalyticsEvent(
        action="navigate",
        subject=f"/catalog/{namespace}/{kind}/{name}",
        attributes={"namespace": namespace, "kind": kind, "name": name},
        context={
            "pluginId": "catalog",
            "routeRef": "catalog:catalog-entity",
            "extension": "App",
            "entityRef": str(ref),
        },
    )


async def make_events(
    refs: Sequence[EntityRef], user: EntityRef | None, *, intake: Intake, sources: Sources
) -> list[JsonValue]:
    """The CloudEvents objects of visits by *user* to the pages of *refs*, taken through *intake*.

    The spool of *intake* has to be empty and our own.
    """
    settings = HydratorSettings(timeout_s=_TIMEOUT_S)
    clock = asyncio.get_running_loop().time
    hydrator = Hydrator(sources.catalog, sources.describer, settings=settings, clock=clock)
    body = msgspec.json.encode([page_visit(ref) for ref in refs])
    try:
        await replace(intake, hydrator=hydrator).accept(body, user=str(user) if user else None)
        page = await intake.spool.entries(state=None, after=None, most=len(refs))
    finally:
        await hydrator.close()
    return [json.loads(entry.envelope.body) for entry in page.entries]
