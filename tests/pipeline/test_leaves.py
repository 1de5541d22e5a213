"""What became of single fields."""

import pytest

from insights_cli.model.entity import Entity
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.leaves import SeenLeaf, hidden_leaf
from insights_cli.redact.reason import Action, Redacted, Redaction
from insights_cli.redact.span import SpanType
from tests.server.parts import describer


def _reason(rule: str, kind: SpanType | None) -> Redaction:
    return Redaction(path="subject", kind="", start=0, end=3, type=kind, action=Action.MASK, rule=rule)


EMAIL = _reason("email", SpanType.EMAIL)


@pytest.mark.parametrize(
    ("redacted", "received", "sent", "rule"),
    [
        (
            Redacted(value="[EMAIL] a", fate=Fate.REDACTED, rule="free-text", reasons=(EMAIL, EMAIL)),
            "[EMAIL] a", "[EMAIL] a", "email",
        ),
        (Redacted(value="p1", fate=Fate.PSEUDONYMISED, rule="user", reasons=(EMAIL,)), "[EMAIL]", "p1", "email"),
        (Redacted(value=None, fate=Fate.DROPPED, rule="search-terms"), "[SEARCH TERMS]", None, "search-terms"),
        (Redacted(value={"a": 1}, fate=Fate.DROPPED, rule="r", reasons=(_reason("p", None),)), "[P]", None, "p"),
    ],
)  # fmt: skip
def test_marks_stand_for_what_was_hidden(redacted: Redacted, received: str, sent: str | None, rule: str) -> None:
    """A mark says the kind once and no length; a mask is already in the text that leaves."""
    leaf = hidden_leaf("subject", redacted)
    assert (leaf.path, leaf.received, leaf.sent, leaf.rule) == ("subject", received, sent, rule)


def _described(spec: dict[str, JsonValue]) -> dict[str, SeenLeaf]:
    document: dict[str, JsonValue] = {
        "kind": "Component",
        "metadata": {"name": "a", "title": "Ask jane.doe@example.com"},
        "spec": spec,
    }
    facts = describer().entity(Entity.from_document(document))
    return {leaf.path: leaf for leaf in facts.leaves}


def test_captured_fields_name_the_line_that_captures_them() -> None:
    """What is not captured is not shown at all."""
    leaves = _described({"type": "service", "secretThing": "x"})
    assert leaves["spec.type"].fate == "sent"
    assert (leaves["spec.type"].received, leaves["spec.type"].sent) == ("service", "service")
    assert leaves["spec.type"].place
    assert "spec.secretThing" not in leaves


def test_captured_fields_that_are_not_there_are_absent() -> None:
    """With the line that asked for them."""
    absent = [leaf for leaf in _described({}).values() if leaf.fate == "absent"]
    assert absent
    assert all(leaf.place and leaf.sent is None for leaf in absent)


def test_nothing_personal_is_in_any_leaf() -> None:
    """Neither in what was received nor in what was sent."""
    assert "jane" not in str(_described({"type": "service", "owner": "jane.doe@example.com"}))
