"""What envelopes tell about entities."""

import json

from insights_cli.capture.defaults import defaults_for
from insights_cli.capture.groups import parse_filter
from insights_cli.model.entity import Entity
from insights_cli.pipeline.describer import CapturePlan, Describer
from tests.server.parts import redactor

DEFAULTS = defaults_for((0, 8, 1))


def entity(kind: str, name: str, **spec: object) -> Entity:
    """An entity with a *spec*."""
    return Entity.from_document({"kind": kind, "metadata": {"name": name}, "spec": spec})  # type: ignore[dict-item]  # any JSON


def test_users_among_the_captured_values_become_pseudonyms() -> None:
    """And are counted."""
    plan = CapturePlan(entity=DEFAULTS.entity_rules, identity=DEFAULTS.identity_rules)
    facts = Describer(plan, redactor()[0]).entity(entity("Component", "petstore", owner="user:default/alice"))
    assert json.loads(bytes(facts.fields))["spec"]["owner"].startswith("user:default/p1-")
    assert sum(facts.redactions.values()) == 1


def test_the_groups_filter_keeps_groups_back() -> None:
    """Only the groups that it names are told, and they must be looked up."""
    chosen = parse_filter({"spec.type": "team"})
    plan = CapturePlan(entity=DEFAULTS.entity_rules, identity=DEFAULTS.identity_rules, groups=chosen)
    describer = Describer(plan, redactor()[0])
    user = entity("User", "alice", memberOf=["team-a", "everybody"])
    groups = {
        "group:default/team-a": entity("Group", "team-a", type="team"),
        "group:default/everybody": entity("Group", "everybody", type="org"),
    }
    assert [str(ref) for ref in describer.groups_to_know(user)] == list(groups)
    assert json.loads(bytes(describer.identity(user, groups).fields))["spec"]["memberOf"] == ["team-a"]
