"""A field is explained rule by rule."""

import pytest

from insights_cli.capture.fates import capture
from insights_cli.capture.misses import Miss
from insights_cli.capture.rules import asked_rules
from insights_cli.errors import UsageError
from insights_cli.model.entity import Entity
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.describer import treat_of
from insights_cli.preview.explain import explain_path
from insights_cli.preview.subject import Role, Subject
from insights_cli.redact.redactor import Redactor

DOCUMENT: dict[str, JsonValue] = {
    "kind": "Component",
    "metadata": {"name": "web", "annotations": {"example.org/contact": "bob@example.com"}},
    "spec": {"owner": "team-a", "links": [{"url": "https://a.example"}]},
}
REDACTOR = Redactor()


def subject() -> Subject:
    """An entity of which only the owner is captured."""
    ref = Entity.from_document(DOCUMENT).ref
    captured = capture(DOCUMENT, asked_rules(["spec.owner"]), treat_of(REDACTOR, ref))
    return Subject(ref=ref, role=Role.ENTITY, capture=captured, stand_in=str(ref), document=DOCUMENT)


def test_captured_leaf_names_its_path_rule() -> None:
    """A captured leaf is explained by what was done."""
    told = explain_path("spec.owner", subject(), REDACTOR)
    assert not isinstance(told, Miss)
    assert [(each.leaf.fate, each.rule, each.if_captured) for each in told] == [(Fate.SENT, "owner", None)]


def test_uncaptured_leaf_says_what_capturing_would_do() -> None:
    """A leaf that stays here is explained by what would become of it."""
    told = explain_path("metadata.annotations", subject(), REDACTOR)
    assert not isinstance(told, Miss)
    (each,) = told
    assert each.if_captured is not None
    assert (each.leaf.fate, each.if_captured.fate) == (Fate.DROPPED, Fate.REDACTED)


def test_absent_field_is_no_error() -> None:
    """A field that the entity merely lacks is told, a path that is wrong is refused."""
    assert isinstance(explain_path("spec.tier", subject(), REDACTOR), Miss)
    with pytest.raises(UsageError, match="EN305") as caught:
        explain_path("owner", subject(), REDACTOR)
    assert caught.value.fix == "likely: spec.owner"
