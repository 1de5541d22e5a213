"""Build the envelope of an event: CloudEvents 1.0 in JSON, with all that was captured for it; pure."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Literal

import msgspec

from insights_cli.model.envelope import Envelope
from insights_cli.model.event import Scalar

# A sender's clock is believed this far back and this far ahead (browsers hold events while offline).
_OLDEST = timedelta(days=7)
_NEWEST = timedelta(minutes=5)


class Hydration(StrEnum):
    """Whether what the catalog knows could be added."""

    COMPLETE = "complete"
    NOT_FOUND = "not-found"
    UNAVAILABLE = "unavailable"
    NOT_ASKED = "not-asked"


NO_FIELDS = msgspec.Raw(b"{}")


class Captured(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One entity: its ref (a pseudonym for a user) and what the catalog told, captured and redacted, as JSON."""

    ref: str
    fields: msgspec.Raw = NO_FIELDS


class EventData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The `data` of an envelope: the redacted event, what was captured for it, and how much was redacted.

    *entity* is what the event is about, *identity* who did it; *redactions* counts what was hidden, by its kind.
    """

    action: str
    hydration: Hydration
    subject: str | None = None
    value: float | None = None
    attributes: Mapping[str, Scalar] = {}
    context: Mapping[str, Scalar] = {}
    entity: Captured | None = None
    identity: Captured | None = None
    redactions: Mapping[str, int] = {}


class _CloudEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    id: str
    source: str
    type: str
    time: str
    data: EventData
    subject: str | None = None
    specversion: Literal["1.0"] | None = None
    datacontenttype: str | None = None


_encode = msgspec.json.Encoder().encode


def build_envelope(data: EventData, *, envelope_id: str, source: str, accepted_at: datetime, at: str) -> Envelope:
    """The envelope of *data*; *source* is the base URL of the app, *at* when it happened (RFC 3339).

    The CloudEvents subject is the ref of the entity that the event is about, and is left out when there is none.
    """
    event = _CloudEvent(
        specversion="1.0",
        id=envelope_id,
        source=source,
        type=f"io.backstage.analytics.{data.action}",
        time=at,
        subject=data.entity.ref if data.entity else None,
        datacontenttype="application/json",
        data=data,
    )
    return Envelope(id=envelope_id, accepted_at=accepted_at, body=_encode(event))


_decode = msgspec.json.Decoder(_CloudEvent).decode


def read_data(body: bytes) -> tuple[str, EventData]:
    """When the event of an envelope happened, and its data; raises msgspec.MsgspecError for what is no envelope."""
    event = _decode(body)
    return event.time, event.data


def rfc3339(moment: datetime) -> str:
    """*moment* in UTC with milliseconds, as `2026-11-23T12:00:00.000Z`."""
    return f"{moment.astimezone(UTC).isoformat(timespec='milliseconds')[:-6]}Z"


def believed_time(given: str | float | None, accepted_at: datetime) -> datetime:
    """When an event happened: the sender's own time if it is plausible, else when it was accepted.

    *given* is ISO 8601 text with an offset, or milliseconds since 1970 as JavaScript counts.
    """
    try:
        moment = _parse_time(given)
    except (ValueError, OverflowError, OSError):
        return accepted_at
    if moment is None or not accepted_at - _OLDEST <= moment <= accepted_at + _NEWEST:
        return accepted_at
    return moment


def _parse_time(given: str | float | None) -> datetime | None:
    match given:
        case None:
            return None
        case str():
            moment = datetime.fromisoformat(given)
            return moment.astimezone(UTC) if moment.tzinfo else None
        case _:
            return datetime.fromtimestamp(given / 1000, UTC)
