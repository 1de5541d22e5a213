"""Locations point at entities."""

from insights_cli.catalogs.files.locations import configured_pointers, pointer_of, pointer_to
from insights_cli.catalogs.files.rules import read_rules
from insights_cli.model.diagnostic import Location
from insights_cli.model.entity import Entity
from insights_cli.model.json import JsonValue

PLACE = Location(path="l.yaml", line=3)


def location(**spec: JsonValue) -> Entity:
    """A Location entity."""
    return Entity.from_document({"kind": "Location", "metadata": {"name": "l"}, "spec": spec})


def test_configured_locations_carry_their_place_and_rules() -> None:
    """Well-formed items become pointers, malformed ones are left to check-config."""
    items: JsonValue = [{"type": "file", "target": "a.yaml", "rules": [{"allow": ["User"]}]}, {"type": "file"}, 7]
    (pointer,) = configured_pointers(items, [PLACE, None, None], read_rules(None))
    assert (pointer.targets, pointer.place) == (("a.yaml",), PLACE)
    assert pointer.rules is not None
    assert len(pointer.rules) == 2
    assert configured_pointers(None, [], ()) == ()


def test_location_entity_keeps_the_origin() -> None:
    """A Location entity points on under the rules of where it came from."""
    start = pointer_to("all.yaml")
    found = pointer_of(location(target="./a.yaml", targets=["b.yaml", 7, ""]), start, folder="/x", place=PLACE)
    assert found is not None
    assert found.targets == ("./a.yaml", "b.yaml")
    assert (found.type, found.origin, found.folder, found.rules) == ("file", start.origin, "/x", None)


def test_location_entity_says_its_type_and_presence() -> None:
    """Type and presence are those of the entity."""
    found = pointer_of(location(type="url", target="x", presence="optional"), pointer_to("a"), folder="/", place=PLACE)
    assert found is not None
    assert (found.type, found.is_optional) == ("url", True)


def test_only_locations_with_targets_point() -> None:
    """Other entities and Locations without targets point nowhere."""
    other = Entity.from_document({"kind": "Component", "metadata": {"name": "l"}, "spec": {"target": "x"}})
    for entity in (other, location(), location(targets=[])):
        assert pointer_of(entity, pointer_to("a"), folder="/", place=PLACE) is None
