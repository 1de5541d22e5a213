"""What leaves is CloudEvents 1.0 and fits its published schema."""

import json
from datetime import UTC, datetime, timedelta

import jsonschema
import msgspec
import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from insights_cli.pipeline.envelopes import Captured, EventData, Hydration, believed_time, build_envelope, rfc3339
from insights_cli.render.schemas import schema_text

NOW = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
ID = "01a2074c-6823-7000-a55b-cf326a69a82c"
COMPONENT = Captured(ref="component:default/payments", fields=msgspec.Raw(b'{"spec":{"type":"service"}}'))
FULL = EventData(
    action="navigate",
    subject="/catalog/default/component/payments",
    value=1.5,
    attributes={"kind": "component", "n": 1, "b": True, "z": None},
    context={"pluginId": "catalog"},
    entity=COMPONENT,
    identity=Captured(ref="user:default/p1-x"),
    hydration=Hydration.COMPLETE,
    redactions={"email": 2},
)
BARE = EventData(action="signOut", subject="", hydration=Hydration.NOT_ASKED)


def built(data: EventData) -> bytes:
    """The body of the envelope of *data*."""
    return build_envelope(data, envelope_id=ID, source="http://localhost:3000", accepted_at=NOW, at=rfc3339(NOW)).body


@pytest.mark.parametrize("data", [FULL, BARE], ids=["full", "bare"])
def test_an_envelope_fits_the_published_schema(data: EventData) -> None:
    """Receivers can rely on `insights explain --schema event`."""
    schema = json.loads(schema_text("event"))
    jsonschema.validate(json.loads(built(data)), schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("data", [FULL, BARE], ids=["full", "bare"])
def test_a_cloudevents_library_reads_it(data: EventData) -> None:
    """An independent reader sees the same id, type, source and time."""
    event = JSONFormat().read(CloudEvent, built(data))
    assert (event.get_id(), event.get_source(), event.get_specversion()) == (ID, "http://localhost:3000", "1.0")
    assert event.get_type() == f"io.backstage.analytics.{data.action}"
    assert event.get_time() == NOW.replace(microsecond=123000)


def test_the_subject_is_the_entity() -> None:
    """An event about an entity can be routed by it; others have no subject."""
    subjects = [json.loads(built(data)).get("subject") for data in (FULL, BARE)]
    assert subjects == ["component:default/payments", None]


def test_what_is_absent_is_left_out() -> None:
    """An event without value or attributes has no nulls in their place."""
    assert json.loads(built(BARE))["data"] == {"action": "signOut", "hydration": "not-asked", "subject": ""}


TIMES = {
    "none": (None, NOW),
    "iso": ("2026-11-23T11:59:00.500Z", datetime(2026, 11, 23, 11, 59, 0, 500000, tzinfo=UTC)),
    "offset": ("2026-11-23T13:59:00+02:00", datetime(2026, 11, 23, 11, 59, tzinfo=UTC)),
    "javascript": (NOW.timestamp() * 1000 - 60_000, NOW - timedelta(minutes=1)),
    "no offset": ("2026-11-23T11:59:00", NOW),
    "too old": ("2020-01-01T00:00:00Z", NOW),
    "from the future": ("2026-11-23T13:00:00Z", NOW),
    "no time": ("soon", NOW),
    "huge": (1e300, NOW),
}


@pytest.mark.parametrize(("given", "moment"), TIMES.values(), ids=TIMES.keys())
def test_a_senders_time_is_believed_when_plausible(given: str | float | None, moment: datetime) -> None:
    """A broken clock in a browser cannot put events into another year."""
    assert abs(believed_time(given, NOW) - moment) < timedelta(milliseconds=1)
