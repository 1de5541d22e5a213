"""One event as people and programs see it: the shape of `serve --format jsonl`, of the API and of what filters ask."""

from collections.abc import Iterator

import msgspec

from insights_cli.model.event import Scalar
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.envelopes import EventData, read_data, rfc3339
from insights_cli.pipeline.leaves import SeenLeaf
from insights_cli.pipeline.notices import Attempted
from insights_cli.pipeline.passages import Passage, Stage
from insights_cli.spools import Entry, EntryState


def passage_view(passage: Passage) -> dict[str, JsonValue]:
    """The event with every key present; all of it is redacted."""
    (at, data), last = passage.read(), passage.attempts[-1] if passage.attempts else None
    return {
        "id": passage.id,
        "received_at": rfc3339(passage.accepted_at),
        "time": at,
        "fate": passage.stage.value,
        "action": data.action,
        "plugin": _text(data.context.get("pluginId")),
        "subject": data.subject,
        "value": data.value,
        "attributes": dict(data.attributes),
        "context": dict(data.context),
        "entity": data.entity.ref if data.entity else None,
        "user": data.identity.ref if data.identity else None,
        "hydration": data.hydration.value,
        "redactions": dict(data.redactions),
        "redacted": sum(data.redactions.values()),
        "status": last.status if last else None,
        "took_ms": round(last.took_s * 1000, 1) if last else None,
        "reason": passage.detail or None,
        "tag": passage.tag or None,
    }


def waiting_passage(entry: Entry) -> Passage | None:
    """The event of an entry of the spool; None when its body is no envelope."""
    try:
        read_data(entry.envelope.body)
    except msgspec.MsgspecError:
        return None
    letter = entry.dead_letter
    return Passage(
        id=entry.envelope.id,
        accepted_at=entry.envelope.accepted_at,
        body=entry.envelope.body,
        stage=Stage.DEAD if entry.state is EntryState.DEAD else Stage.WAITING,
        detail=f"{letter.reason}: {letter.detail}" if letter else "",
    )


def passage_detail(passage: Passage) -> dict[str, JsonValue]:
    """The event with each field as received and as sent, its attempts, and the CloudEvents JSON that leaves."""
    return {
        **passage_view(passage),
        "leaves": [_leaf(each) for each in seen_leaves(passage)],
        "attempts": [_attempt(each) for each in passage.attempts],
        "cloudevent": msgspec.json.decode(passage.body) if passage.body else None,
    }


def seen_leaves(passage: Passage) -> Iterator[SeenLeaf]:
    """Every field of the event and of what was captured for it, hidden or not."""
    hidden = {leaf.path: leaf for leaf in passage.hidden}
    _, data = passage.read()
    for path, value in _sent_fields(data):
        if path in hidden:
            yield hidden.pop(path)
        else:
            yield SeenLeaf(path=path, fate=Fate.SENT, received=value, sent=value)
    yield from hidden.values()
    if data.identity:
        ref = data.identity.ref
        yield SeenLeaf(path="user", fate=Fate.PSEUDONYMISED, received="[USER_REF]", sent=ref, rule="user refs")
    for part, leaves in (("entity", passage.entity_leaves), ("identity", passage.identity_leaves)):
        for leaf in leaves:
            yield msgspec.structs.replace(leaf, path=f"{part}: {leaf.path}")


def _sent_fields(data: EventData) -> Iterator[tuple[str, Scalar]]:
    yield "action", data.action
    if data.subject is not None:
        yield "subject", data.subject
    if data.value is not None:
        yield "value", data.value
    for part, fields in (("attributes", data.attributes), ("context", data.context)):
        for key, value in fields.items():
            yield f"{part}.{key}", value


def _leaf(leaf: SeenLeaf) -> JsonValue:
    found: dict[str, JsonValue] = msgspec.to_builtins(leaf)
    return found


def _attempt(notice: Attempted) -> JsonValue:
    return {
        "at": rfc3339(notice.at),
        "status": notice.status,
        "took_ms": round(notice.took_s * 1000, 1),
        "events": notice.events,
        "detail": notice.detail,
    }


def _text(value: Scalar) -> str | None:
    return value if isinstance(value, str) else None
