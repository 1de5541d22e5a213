"""The groups filter keeps what every key wants."""

import pytest

from insights_cli.capture.groups import groups_of, parse_filter, withheld_groups
from insights_cli.model.diagnostic import Location
from insights_cli.model.entity import Entity
from insights_cli.model.json import JsonValue


def entity(kind: str, name: str, **spec: JsonValue) -> Entity:
    """An entity with some spec."""
    return Entity.from_document({"kind": kind, "metadata": {"name": name, "tags": ["eu"]}, "spec": spec})


USER = entity("User", "alice", memberOf=["team-a", "group:default/Tribe-B", "other/team-c", "", 7])
TEAM = entity("Group", "team-a", type="Team", level=2, active=True)
TRIBE = Entity.from_document(
    {
        "kind": "Group",
        "metadata": {"name": "tribe-b"},
        "spec": {"type": "tribe"},
        "relations": [{"type": "childOf", "targetRef": "group:default/all"}],
    }
)
KNOWN = {"group:default/team-a": TEAM, "group:default/tribe-b": TRIBE, "group:other/team-c": None}

KEPT: dict[str, tuple[dict[str, JsonValue], set[int]]] = {
    "one value": ({"spec.type": "team"}, {0}),
    "any of a list": ({"spec.type": ["TEAM", "Tribe"]}, {0, 1}),
    "every key": ({"spec.type": ["team", "tribe"], "metadata.tags": "EU"}, {0}),
    "default namespace": ({"metadata.namespace": "default"}, {0, 1}),
    "kind": ({"kind": "group"}, {0, 1}),
    "number": ({"spec.level": "2"}, {0}),
    "boolean": ({"spec.active": "true"}, {0}),
    "relation": ({"relations.childOf": "group:default/ALL"}, {1}),
    "empty list": ({"spec.type": []}, set()),
    "not text": ({"spec.type": 7}, set()),
}


@pytest.mark.parametrize("name", KEPT)
def test_filter_keeps(name: str) -> None:
    """All keys must hold, one value of a key is enough, letter case does not count."""
    record, kept = KEPT[name]
    withheld = withheld_groups(USER, parse_filter(record), KNOWN)
    assert {steps[-1] for steps in withheld} == {0, 1, 2, 3, 4} - kept


def test_no_filter_keeps_all() -> None:
    """Without a filter, or with an empty one, nothing is kept back."""
    assert withheld_groups(USER, None, {}) == {}
    assert withheld_groups(USER, parse_filter({}), {}) == {}


def test_unknown_group_is_kept_back_and_said() -> None:
    """A group that the catalog does not know stays here, with the place of the filter."""
    chosen = parse_filter({"spec.type": "team"}, Location(path="app-config.yaml", line=58))
    withheld = withheld_groups(USER, chosen, KNOWN)
    assert withheld["spec", "memberOf", 2].why == "the catalog does not know this group"
    assert withheld["spec", "memberOf", 1].decided_by == "app-config.yaml:58"


def test_member_refs_take_kind_group_and_the_users_namespace() -> None:
    """Short refs in `memberOf` are groups in the namespace of the user."""
    user = Entity.from_document(
        {"kind": "User", "metadata": {"name": "a", "namespace": "eng"}, "spec": {"memberOf": ["x", "other/y"]}}
    )
    assert [str(ref) for ref in groups_of(user).values()] == ["group:eng/x", "group:other/y"]


def test_fields_are_those_of_the_filter() -> None:
    """What the filter looks at is asked for, relations as a whole."""
    chosen = parse_filter({"spec.type": "team", "relations.childOf": "group:default/all", "kind": "group"})
    assert chosen.fields == {"spec.type", "relations", "kind"}
