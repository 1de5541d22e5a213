"""Paths reach what they name."""

import pytest
from hypothesis import given

from insights_cli.capture.paths import Leaf, format_steps, leaves, parse_path, resolve
from insights_cli.model.json import JsonValue
from tests.capture.documents import DOCUMENTS, ENTITY

REACHED: dict[str, list[JsonValue]] = {
    "kind": ["Component"],
    "metadata.name": ["payments-api"],
    "spec.on": [True],
    "spec.nothing": [None],
    "spec.empty": [[]],
    "metadata.tags": ["java", "grpc"],
    "metadata.tags[1]": ["grpc"],
    "metadata.tags.1": ["grpc"],
    "metadata.tags[]": ["java", "grpc"],
    "metadata.tags[*]": ["java", "grpc"],
    "metadata.tags[2]": [],
    "metadata.links.url": ["https://a.example", "https://b.example"],
    "metadata.links[0].title": ["A"],
    "metadata.links[*].title": ["A"],
    "metadata.links": ["https://a.example", "A", "https://b.example"],
    "metadata.annotations.example.org/tier": ["gold"],
    "metadata.annotations['example.org/tier']": ["gold"],
    'metadata.annotations["a.b/c.d"]': ["deep"],
    "metadata.annotations.a.b/c.d": ["deep"],
    "metadata.annotations.example.org": ["short"],
    "spec.Owner": [],
    "spec.owner.name": [],
    "owner": [],
    "": [],
    "spec..owner": [],
}


@pytest.mark.parametrize("path", REACHED, ids=lambda path: path or "empty")
def test_path_reaches_its_leaves(path: str) -> None:
    """A path reaches the value it names, or all leaves below it."""
    assert [leaf.value for leaf in resolve(parse_path(path), ENTITY)] == REACHED[path]


FLAWS = {"": "empty", ".a": "character 1", "a.": "", "a..b": "character 3", "a[0": "character 2", "a[0]b": 'a "."'}


@pytest.mark.parametrize("text", [text for text in FLAWS if text != "a."])
def test_malformed_path_says_its_flaw(text: str) -> None:
    """A malformed path comes back with what is wrong and where."""
    assert FLAWS[text] in parse_path(text).flaw
    assert parse_path(text).atoms == ()


def test_trailing_dot_is_a_flaw() -> None:
    """A path that ends in a dot names nothing."""
    assert parse_path("spec.").flaw


def test_longest_key_that_leads_anywhere_wins() -> None:
    """A shorter key is taken when the longer one does not reach the rest of the path."""
    document: JsonValue = {"a.b": {"x": 1}, "a": {"b": {"y": 2, "x": 3}}}
    assert [leaf.value for leaf in resolve(parse_path("a.b.x"), document)] == [1]
    assert [leaf.value for leaf in resolve(parse_path("a.b.y"), document)] == [2]


def test_quoted_key_is_not_split() -> None:
    """Quotes keep a key whole."""
    document: JsonValue = {"a.b": 1, "a": {"b": 2}}
    assert [leaf.value for leaf in resolve(parse_path("a['b']"), document)] == [2]


@given(DOCUMENTS)
def test_every_leaf_is_reached_by_exact_steps(document: dict[str, JsonValue]) -> None:
    """The steps of a leaf lead to its value, and no two leaves share them."""
    found = list(leaves(document))
    assert len({leaf.steps for leaf in found}) == len(found)
    assert all(_follow(document, leaf) == leaf.value for leaf in found)


@given(DOCUMENTS)
def test_written_path_of_a_leaf_parses(document: dict[str, JsonValue]) -> None:
    """What `format_steps` writes is a well-formed path unless a key holds both kinds of quotes."""
    for leaf in leaves(document):
        if not any(isinstance(step, str) and "'" in step and '"' in step for step in leaf.steps):
            assert parse_path(format_steps(leaf.steps)).flaw == ""


def test_plain_entity_paths_lead_back() -> None:
    """Every leaf of an ordinary entity is found again under its written path."""
    for leaf in leaves(ENTITY):
        assert [found for found in resolve(parse_path(leaf.path), ENTITY) if found.steps == leaf.steps]


def _follow(document: JsonValue, leaf: Leaf) -> JsonValue:
    value: JsonValue = document
    for step in leaf.steps:
        value = value[step]  # type: ignore[index]  # the steps came out of this very document
    return value
