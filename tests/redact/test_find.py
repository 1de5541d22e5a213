"""Whom a search asks, and what it leaves alone."""

from collections.abc import Iterator

import pytest

from insights_cli.redact.detectors import Detector
from insights_cli.redact.detectors.registry import DETECTORS
from insights_cli.redact.field import Trait, field_of
from insights_cli.redact.find import Search, is_stand_in
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text

PLACE = field_of("spec.note", "Component")


def _everything(text: Text) -> Iterator[Span]:
    yield Span(0, len(text.text), SpanType.PERSON, "all")


@pytest.mark.parametrize(
    ("detector", "found"),
    [
        (Detector(name="always", find=_everything), True),
        (Detector(name="signs", find=_everything, chars=frozenset("@")), False),
        (Detector(name="digits", find=_everything, fewest_digits=3), False),
        (Detector(name="length", find=_everything, shortest=30), False),
        (Detector(name="field", find=_everything, shortest=30, traits=Trait.OWNER), False),
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_a_detector_is_asked_only_where_it_can_find(detector: Detector, found: bool) -> None:
    """Signs, digits and length rule a detector out."""
    assert bool(Search([detector]).spans("Some words, 12", PLACE)) is found


def test_a_field_overrides_what_a_detector_needs() -> None:
    """Where the path says what the value is, the detector is asked in any case."""
    detector = Detector(name="field", find=_everything, shortest=30, traits=Trait.OWNER)
    assert Search([detector]).spans("Jane", field_of("spec.owner", "Component"))


def test_nothing_is_found_inside_a_token() -> None:
    """What an opaque detector found is cut out before the others look."""
    token = "xoxb-4111111111111111-1234567890123-Zk3Vb9Qw7Lm2Xc8Rt5Yp1Hn6"
    value = f"bot {token} posts to jane@example.org"
    found = [(value[span.start : span.end], span.type) for span in Search(DETECTORS).spans(value, PLACE)]
    assert found == [(token, SpanType.CHAT_TOKEN), ("jane@example.org", SpanType.EMAIL)]


@pytest.mark.parametrize(
    "value", ["[EMAIL] wrote", "user:default/p1-7rxjz4kods2nsvyzrspuqkrnqy", "by p1-7rxjz4kods2nsvyzrspuqkrnqy"]
)
def test_stand_ins_are_left_alone(value: str) -> None:
    """Masks and pseudonyms are no findings."""
    assert Search(DETECTORS).spans(value, PLACE) == ()


@pytest.mark.parametrize(
    ("text", "stands_in"),
    [("[EMAIL]", True), ("user:default/p1-7rxjz4kods2nsvyzrspuqkrnqy", True), ("[EMAIL] x", False), ("[x]", False)],
)
def test_stand_ins_are_recognised(text: str, stands_in: bool) -> None:
    """Only a whole mask or token counts."""
    assert is_stand_in(text) is stands_in
