"""The whole event that a visit of an entity's page would send."""

import json
from collections import Counter
from datetime import datetime

import msgspec

from insights_cli.model.entity import EntityRef
from insights_cli.model.event import AnalyticsEvent
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.envelopes import Captured, EventData, Hydration, build_envelope, rfc3339
from insights_cli.pipeline.ids import Uuid7
from insights_cli.pipeline.privacy import EventRedactor
from insights_cli.preview.subject import Subject


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


def build_event(
    about: Subject, who: Subject | None, redactor: EventRedactor, *, source: str, now: datetime
) -> JsonValue:
    """The CloudEvents object as it would leave, made by the code that the server runs."""
    redacted = redactor.redact(page_visit(about.ref), about.ref.canonical)
    counts = Counter(redacted.redactions)
    subjects = [about, *([who] if who else [])]
    counts.update(reason.kind for each in subjects for leaf in each.capture.leaves for reason in leaf.reasons)
    data = EventData(
        action=redacted.action,
        hydration=Hydration.COMPLETE,
        subject=redacted.subject,
        value=redacted.value,
        attributes=redacted.attributes,
        context=redacted.context,
        entity=_captured(about),
        identity=_captured(who) if who else None,
        redactions=counts,
    )
    envelope_id = Uuid7().make(int(now.timestamp() * 1000))
    made = build_envelope(data, envelope_id=envelope_id, source=source, accepted_at=now, at=rfc3339(now))
    event: JsonValue = json.loads(made.body)
    return event


def _captured(subject: Subject) -> Captured | None:
    if subject.stand_in is None:
        return None
    return Captured(ref=subject.stand_in, fields=msgspec.Raw(msgspec.json.encode(subject.capture.document)))
