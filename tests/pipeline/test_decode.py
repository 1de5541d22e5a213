"""What is an event, in which shapes, and what is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.model.event import AnalyticsEvent
from insights_cli.pipeline.decode import BodyLimits, decode_body
from insights_cli.pipeline.refusal import RefusedError

LIMITS = BodyLimits()
EVENT = {"action": "navigate", "subject": "/catalog", "context": {"pluginId": "catalog", "extensionId": "page:catalog"}}
SHAPES = {
    "one event": EVENT,
    "an array": [EVENT],
    "wrappers": [{"event": EVENT, "timestamp": "2026-11-23T12:00:00Z", "userId": "x"}],
    "an object with events": {"events": [EVENT]},
    "an object with wrappers": {"events": [{"event": EVENT}]},
    "one wrapper": {"event": EVENT, "timestamp": 1795435200000},
}


def body(value: object) -> bytes:
    """A value as JavaScript sends it."""
    return json.dumps(value).encode()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_every_shape_gives_the_event(shape: object) -> None:
    """All shapes that Backstage's modules send mean the same event."""
    decoded = decode_body(body(shape), LIMITS)
    assert [received.event.subject for received in decoded.received] == ["/catalog"]
    assert decoded.rejected == () or decoded.rejected == []


def test_wrappers_carry_their_time() -> None:
    """The sender's timestamp stays with its event, as text or as a number."""
    stamps = [decode_body(body(SHAPES[name]), LIMITS).received[0].timestamp for name in ("wrappers", "one wrapper")]
    assert stamps == ["2026-11-23T12:00:00Z", 1795435200000]


def test_old_and_new_context_are_kept_as_they_are() -> None:
    """The old frontend system says extension, the new one extensionId."""
    old = {**EVENT, "context": {"pluginId": "catalog", "extension": "App", "routeRef": "unknown"}}
    contexts = [received.event.context for received in decode_body(body([old, EVENT]), LIMITS).received]
    assert contexts == [old["context"], EVENT["context"]]


INVALID = [
    ([1], "", "an event must be an object, and is a number"),
    ([None], "", "an event must be an object, and is null"),
    ([{}], "action", "action is missing"),
    ([{"action": 3, "subject": "x"}], "action", "action must be text, and is a number"),
    ([{"action": "", "subject": "x"}], "action", "action must have 1 to 256 characters, and has 0"),
    ([{"action": "a" * 257, "subject": "x"}], "action", "action must have 1 to 256 characters, and has 257"),
    ([{"action": "a"}], "subject", "subject is missing"),
    ([{"action": "a", "subject": None}], "subject", "subject must be text, and is null"),
    ([{**EVENT, "value": "3"}], "value", "value must be a number, and is text"),
    ([{**EVENT, "value": True}], "value", "value must be a number, and is a boolean"),
    ([{**EVENT, "attributes": []}], "attributes", "attributes must be an object, and is a list"),
    (
        [{**EVENT, "attributes": {"a": {"b": 1}}}],
        "attributes.a",
        "a field must be text, a number or a boolean, and is an object",
    ),
    ([{**EVENT, "context": {"a": 10**30}}], "context.a", "the number is out of range"),
    ([{"event": {"action": "a"}}], "event.subject", "subject is missing"),
    ([{"event": 3}], "event", "an event must be an object, and is a number"),
]


@pytest.mark.parametrize(
    ("shape", "path", "message"), INVALID, ids=[f"{path or 'whole'}-{at}" for at, (_, path, _) in enumerate(INVALID)]
)
def test_an_invalid_event_is_rejected_with_its_path(shape: object, path: str, message: str) -> None:
    """What is no event says where and why."""
    decoded = decode_body(body(shape), LIMITS)
    assert [(each.index, each.code, each.path, each.message) for each in decoded.rejected] == [
        (0, "SV111", path, message)
    ]
    assert not decoded.received


def test_valid_events_survive_invalid_neighbours() -> None:
    """One bad event costs itself only."""
    decoded = decode_body(body([EVENT, 1, EVENT]), LIMITS)
    assert (len(decoded.received), [each.index for each in decoded.rejected]) == (2, [1])


def test_null_attributes_are_no_attributes() -> None:
    """A client that writes null for undefined is understood."""
    assert decode_body(body({**EVENT, "attributes": None}), LIMITS).received[0].event.attributes == {}


REFUSED = {
    "empty": (b"", "SV101"),
    "half": (b'{"action":', "SV101"),
    "nan": (b'{"action":"a","subject":"b","value":NaN}', "SV101"),
    "infinity": (b"[-Infinity]", "SV101"),
    "deep": (b'{"action":"a","subject":"b","x":' + b"[" * 100_000, "SV101"),
    "deep list": (b"[" * 100_000 + b"]" * 100_000, "SV101"),
    "latin-1": ('{"action":"a","subject":"é"}'.encode("latin-1"), "SV101"),
    "latin-1 in a list": ('[{"action":"a","subject":"é"}]'.encode("latin-1"), "SV101"),
    "utf-16": ('{"action":"a","subject":"b"}'.encode("utf-16"), "SV101"),
    "bad escape": (rb'{"action":"a","subject":"\q"}', "SV101"),
    "a number": (b"3", "SV102"),
    "text": (b'"event"', "SV102"),
    "events is no list": (b'{"events": 3}', "SV102"),
    "two documents": (b"{}{}", "SV101"),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_body_is_refused(text: bytes, code: str) -> None:
    """A body that holds no events is refused as a whole with the reason's code."""
    with pytest.raises(RefusedError) as refused:
        decode_body(text, LIMITS)
    assert refused.value.code == code


def test_half_a_surrogate_pair_is_replaced() -> None:
    """Text that JavaScript cut through an emoji keeps the rest; escaped backslashes are no escapes."""
    text = rb'{"action":"search","subject":"\ud83d a \ud83d\ude00 b \udc00 \\ud83d"}'
    assert decode_body(text, LIMITS).received[0].event.subject == "\ufffd a \U0001f600 b \ufffd \\ud83d"


def test_the_last_of_duplicate_keys_counts() -> None:
    """As in browsers."""
    assert decode_body(b'{"action":"a","subject":"b","subject":"c"}', LIMITS).received[0].event.subject == "c"


def test_a_huge_number_rejects_only_its_event() -> None:
    """A number that no double can hold is that event's fault."""
    decoded = decode_body(
        b'[{"action":"a","subject":"b","value":1e999},{"action":"a","subject":"b","value":1e99}]', LIMITS
    )
    assert ([each.index for each in decoded.rejected], len(decoded.received)) == ([0], 1)


def test_too_many_events_are_refused() -> None:
    """The 1001st event is the one to blame."""
    with pytest.raises(RefusedError) as refused:
        decode_body(body([EVENT] * 1001), LIMITS)
    assert (refused.value.code, refused.value.index) == ("SV105", 1000)


@pytest.mark.parametrize(("shape", "index"), [(1, None), (3, 2)], ids=["alone", "in a list"])
def test_a_large_event_is_refused_with_its_index(shape: int, index: int | None) -> None:
    """An event over 32 KiB names itself."""
    large = {**EVENT, "subject": "x" * 32_768}
    with pytest.raises(RefusedError) as refused:
        decode_body(body(large if shape == 1 else [EVENT, EVENT, large]), LIMITS)
    assert (refused.value.code, refused.value.index) == ("SV106", index or 0)


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
events = st.builds(
    AnalyticsEvent,
    action=st.text(min_size=1, max_size=256).filter(lambda text: text.isprintable()),
    subject=st.text(max_size=50),
    value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    attributes=st.dictionaries(st.text(max_size=5), scalars, max_size=3),
    context=st.dictionaries(st.text(max_size=5), scalars, max_size=3),
)


@given(st.lists(events, max_size=5))
def test_whatever_is_an_event_is_taken(found: list[AnalyticsEvent]) -> None:
    """Decoding gives back what was encoded."""
    text = json.dumps(
        [
            {
                "action": e.action,
                "subject": e.subject,
                "value": e.value,
                "attributes": e.attributes,
                "context": e.context,
            }
            for e in found
        ]
    )
    decoded = decode_body(text.encode(), LIMITS)
    assert ([received.event for received in decoded.received], list(decoded.rejected)) == (found, [])


@given(st.binary(max_size=200) | st.text(alphabet='{}[]":,\\ud83ac10.eE-+nulltrue ', max_size=60).map(str.encode))
def test_no_bytes_break_the_decoder(text: bytes) -> None:
    """Any bytes are decoded or refused."""
    codes = []
    try:
        decode_body(text, LIMITS)
    except RefusedError as refused:
        codes.append(refused.code)
    assert set(codes) <= {"SV101", "SV102"}
