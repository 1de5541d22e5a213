"""One event as people and programs see it."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from insights_cli.model.fate import Fate
from insights_cli.pipeline.envelopes import Captured, EventData, Hydration, build_envelope
from insights_cli.pipeline.leaves import SeenLeaf
from insights_cli.pipeline.notices import Attempted
from insights_cli.pipeline.passages import Passage, Stage
from insights_cli.pipeline.view import passage_detail, passage_view, seen_leaves

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DATA = EventData(
    action="click",
    hydration=Hydration.COMPLETE,
    subject="[EMAIL] opened",
    value=2.0,
    attributes={"to": "/a"},
    context={"pluginId": "catalog"},
    entity=Captured(ref="component:default/a", fields=msgspec.Raw(b'{"kind":"Component"}')),
    identity=Captured(ref="user:default/p1"),
    redactions={"email": 1, "user": 2},
)
ENVELOPE = build_envelope(
    DATA, envelope_id="i", source="http://localhost:3000", accepted_at=AT, at="2026-11-23T11:59:00.000Z"
)
PASSAGE = Passage(
    id="i",
    accepted_at=AT,
    body=ENVELOPE.body,
    stage=Stage.DELIVERED,
    tag="a",
    hidden=(
        SeenLeaf(path="subject", fate=Fate.REDACTED, received="[EMAIL] opened", sent="[EMAIL] opened", rule="email"),
        SeenLeaf(path="attributes.phone", fate=Fate.DROPPED, received="[DROPPED]"),
    ),
    entity_leaves=(SeenLeaf(path="spec.type", fate=Fate.SENT, received="service", sent="service", place="a.yaml:3"),),
    attempts=(Attempted(at=AT, events=3, ids=("i",), detail="", status=202, took_s=0.0412),),
)


def test_every_key_is_present() -> None:
    """Also where there is nothing to say, as of an event that was rejected."""
    bare = passage_view(Passage(id="i", accepted_at=AT))
    full = passage_view(PASSAGE)
    assert list(bare) == list(full)
    assert {name for name, value in bare.items() if value is None} == {
        "plugin", "subject", "value", "entity", "user", "status", "took_ms", "reason", "tag",
    }  # fmt: skip


def test_what_is_counted_is_counted_once() -> None:
    """The last attempt decides about status and time."""
    view = passage_view(PASSAGE)
    assert (view["redacted"], view["status"], view["took_ms"]) == (3, 202, 41.2)
    assert (view["entity"], view["user"], view["plugin"]) == ("component:default/a", "user:default/p1", "catalog")


def test_each_field_stands_once_with_its_fate() -> None:
    """Those that leave as they came, those that changed, and those that do not leave."""
    leaves = {leaf.path: leaf.fate for leaf in seen_leaves(PASSAGE)}
    assert len(leaves) == len(list(seen_leaves(PASSAGE)))
    assert leaves == {
        "action": "sent",
        "subject": "redacted",
        "value": "sent",
        "attributes.to": "sent",
        "context.pluginId": "sent",
        "attributes.phone": "dropped",
        "user": "pseudonymised",
        "entity: spec.type": "sent",
    }


def test_the_whole_event_shows_what_leaves() -> None:
    """As CloudEvents, beside the attempts."""
    found: Any = passage_detail(PASSAGE)
    assert found["cloudevent"]["specversion"] == "1.0"
    assert found["cloudevent"]["data"]["entity"] == {"ref": "component:default/a", "fields": {"kind": "Component"}}
    assert found["attempts"] == [
        {"at": "2026-11-23T12:00:00.000Z", "status": 202, "took_ms": 41.2, "events": 3, "detail": ""}
    ]
    assert found["leaves"][1]["received"] == "[EMAIL] opened"
