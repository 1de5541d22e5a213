"""Rules decide which kinds come in from where."""

import pytest

from insights_cli.catalogs.files.rules import Origin, is_allowed, matches, read_location_rules, read_rules
from insights_cli.model.entity import Entity
from insights_cli.model.json import JsonValue

HERE = Origin(type="file", target="./org/users.yaml")


def entity(kind: str, spec_type: str = "") -> Entity:
    """An entity of a kind and type."""
    return Entity.from_document({"kind": kind, "metadata": {"name": "x"}, "spec": {"type": spec_type}})


CASES: dict[str, tuple[JsonValue, JsonValue, str, bool]] = {
    "default allows components": (None, None, "Component", True),
    "default allows in any case": (None, None, "COMPONENT", True),
    "default refuses users": (None, None, "User", False),
    "rules replace the default": ([{"allow": ["User"]}], None, "Component", False),
    "empty rules allow nothing": ([], None, "Component", False),
    "rules allow": ([{"allow": ["user"]}], None, "User", True),
    "location adds": (None, [{"allow": ["User"]}], "User", True),
    "location cannot take away": (None, [{"allow": []}], "Component", True),
    "kind object": ([{"allow": [{"kind": "Resource"}]}], None, "Resource", True),
    "kind object with type": ([{"allow": [{"kind": "Resource", "spec.type": "DB"}]}], None, "Resource", True),
    "kind object of another type": ([{"allow": [{"kind": "Resource", "spec.type": "x"}]}], None, "Resource", False),
    "exact place": ([{"allow": ["User"], "locations": [{"type": "file", "exact": HERE.target}]}], None, "User", True),
    "other place": ([{"allow": ["User"], "locations": [{"type": "file", "exact": "x"}]}], None, "User", False),
    "other type": ([{"allow": ["User"], "locations": [{"type": "url"}]}], None, "User", False),
    "pattern": ([{"allow": ["User"], "locations": [{"type": "file", "pattern": "**/USERS.*"}]}], None, "User", True),
    "no pattern": ([{"allow": ["User"], "locations": [{"type": "file", "pattern": "*.yaml"}]}], None, "User", False),
    "malformed": ([{"allow": "User"}, "x", {"allow": [7]}], None, "User", False),
}


@pytest.mark.parametrize("name", CASES)
def test_rule_lets_in(name: str) -> None:
    """Global rules replace the default, rules of a location only add to them."""
    rules, more, kind, allowed = CASES[name]
    every = (*read_rules(rules), *read_location_rules(more, HERE))
    assert is_allowed(entity(kind, "db"), HERE, every) is allowed


def test_rules_of_another_location_do_not_count() -> None:
    """What one location may bring, another may not."""
    elsewhere = Origin(type="file", target="other.yaml")
    assert not is_allowed(entity("User"), elsewhere, read_location_rules([{"allow": ["User"]}], HERE))


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("**/*.yaml", "a/b/c.yaml", True),
        ("**/*.yaml", "c.yaml", True),
        ("*.yaml", "a/c.yaml", False),
        ("a/**", "a/b/.c", True),
        ("a?c", "abc", True),
        ("{a,b}.yml", "b.yml", True),
        ("[ab].yml", "B.yml", True),
        ("[!a].yml", "a.yml", False),
        ("[z-a]", "b", False),
        ("a.b", "axb", False),
        ("https://x.org/**/catalog-info.yaml", "https://x.org/a/b/catalog-info.yaml", True),
    ],
)
def test_pattern(pattern: str, text: str, fits: bool) -> None:
    """Patterns are those of minimatch, in any letter case, dots included."""
    assert matches(pattern, text) is fits
