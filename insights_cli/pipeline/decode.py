"""Read the events out of a request body: every shape that Backstage's analytics modules send."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from insights_cli.model.event import AnalyticsEvent
from insights_cli.pipeline.flaws import Flaw, flaw_of
from insights_cli.pipeline.refusal import RefusedError, Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLimits:
    """How much one request may carry: bytes as sent, bytes inflated, events, and bytes of one event."""

    most_sent_bytes: int = 1 << 20
    most_inflated_bytes: int = 4 << 20
    most_events: int = 1000
    most_event_bytes: int = 32 << 10


class Received(msgspec.Struct, frozen=True, gc=False):
    """One event as it came; *timestamp* is the sender's own, when it gave one."""

    event: AnalyticsEvent
    timestamp: str | float | None = None


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """What a body holds: the events that are valid, and why the others are not."""

    received: list[Received]
    rejected: Sequence[Rejection]


class _Wrapper(msgspec.Struct, frozen=True, gc=False):
    event: msgspec.Raw
    timestamp: str | float | None = None


class _Root(msgspec.Struct, frozen=True, gc=False):
    events: msgspec.Raw = msgspec.Raw(b"")


_decode_event = msgspec.json.Decoder(AnalyticsEvent).decode
_decode_wrapper = msgspec.json.Decoder(_Wrapper).decode
_decode_root = msgspec.json.Decoder(_Root).decode
_decode_events = msgspec.json.Decoder(list[AnalyticsEvent]).decode
_decode_items = msgspec.json.Decoder(list[msgspec.Raw]).decode

_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)
_BOM = b"\xef\xbb\xbf"


def decode_body(body: bytes, limits: BodyLimits) -> Decoded:
    """Read *body*: an event, an array of events or of wrappers `{"event", "timestamp"}`, or `{"events": [...]}`.

    Raises RefusedError: SV101 when it is no JSON, SV105 for too many events, SV106 for one that is too large (with its
    index). Half of a surrogate pair, which browsers do send, becomes U+FFFD.
    """
    text = body.removeprefix(_BOM).strip()
    try:
        return _decode(text, limits)
    except RecursionError as deep:
        raise RefusedError("SV101", "the body is nested too deeply") from deep
    except msgspec.DecodeError as broken:
        mended = _ESCAPE.sub(_mend, text)
        if mended == text:
            raise _not_json(broken) from broken
    except UnicodeDecodeError as broken:
        raise RefusedError("SV101", "the body is not UTF-8") from broken
    try:
        return _decode(mended, limits)
    except (RecursionError, msgspec.DecodeError, UnicodeDecodeError) as broken:
        raise _not_json(broken) from broken


def _mend(escape: "re.Match[bytes]") -> bytes:
    return rb"\ufffd" if escape[1] else escape[0]


def _not_json(broken: Exception) -> RefusedError:
    return RefusedError("SV101", f"the body is not JSON: {str(broken).removeprefix('JSON is malformed: ')}")


def _decode(text: bytes, limits: BodyLimits) -> Decoded:
    if text.startswith(b"["):
        return _many(text, limits)
    if not text.startswith(b"{"):
        msgspec.json.decode(text)
        raise RefusedError("SV102", "the body is neither an event nor a list of events")
    if len(text) <= limits.most_event_bytes:
        try:
            return Decoded(received=[Received(_decode_event(text))], rejected=())
        except msgspec.ValidationError:
            pass
    events = _decode_root(text).events
    return _many(events, limits) if memoryview(events) else _each([msgspec.Raw(text)], limits)


def _many(text: bytes | msgspec.Raw, limits: BodyLimits) -> Decoded:
    """Read a list; all at once when all are plain events, which takes half as long as one by one."""
    items: list[msgspec.Raw] = []
    if len(memoryview(text)) > limits.most_event_bytes:
        items = _items(text)
        _check_sizes(items, limits)
    try:
        events = _decode_events(text)
    except msgspec.ValidationError:
        return _each(items or _items(text), limits)
    _check_count(len(events), limits)
    return Decoded(received=[Received(each) for each in events], rejected=[])


def _items(text: bytes | msgspec.Raw) -> list[msgspec.Raw]:
    try:
        return _decode_items(text)
    except msgspec.ValidationError:
        raise RefusedError("SV102", '"events" is not a list') from None


def _check_count(events: int, limits: BodyLimits) -> None:
    if events > limits.most_events:
        raise RefusedError(
            "SV105",
            f"{events} events in one request; at most {limits.most_events} are taken",
            index=limits.most_events,
        )


def _each(items: Sequence[msgspec.Raw], limits: BodyLimits) -> Decoded:
    _check_sizes(items, limits)
    received: list[Received] = []
    rejected: list[Rejection] = []
    for index, item in enumerate(items):
        try:
            received.append(_one(item))
        except _InvalidError as invalid:
            flaw = invalid.flaw
            rejected.append(Rejection(index=index, code=flaw.code, message=flaw.message, path=flaw.path))
    return Decoded(received=received, rejected=rejected)


def _check_sizes(items: Sequence[msgspec.Raw], limits: BodyLimits) -> None:
    _check_count(len(items), limits)
    for index, item in enumerate(items):
        if len(memoryview(item)) > limits.most_event_bytes:
            raise RefusedError("SV106", f"event {index} is larger than {limits.most_event_bytes} bytes", index=index)


class _InvalidError(Exception):
    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


def _one(item: msgspec.Raw) -> Received:
    try:
        return Received(_decode_event(item))
    except msgspec.ValidationError:
        pass
    try:
        wrapper = _decode_wrapper(item)
        return Received(_decode_event(wrapper.event), wrapper.timestamp)
    except msgspec.ValidationError:
        return _lenient(item)


def _lenient(item: msgspec.Raw) -> Received:
    try:
        found = msgspec.json.decode(item)
    except msgspec.ValidationError as huge:
        raise _InvalidError(Flaw(message="a number is out of range", path="")) from huge
    timestamp, prefix = None, ""
    if isinstance(found, dict) and "event" in found and "action" not in found:
        given = found.get("timestamp")
        timestamp = given if isinstance(given, str | float | int) and not isinstance(given, bool) else None
        found, prefix = found["event"], "event"
    if isinstance(found, dict):
        found = {key: part for key, part in found.items() if part is not None or key not in ("attributes", "context")}
    try:
        return Received(msgspec.convert(found, AnalyticsEvent), timestamp)
    except msgspec.ValidationError as invalid:
        raise _InvalidError(flaw_of(found, prefix)) from invalid
