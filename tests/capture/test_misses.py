"""A wrong path is told apart from an absent field."""

import pytest

from insights_cli.capture.misses import explain_miss
from insights_cli.capture.paths import parse_path
from tests.capture.documents import ENTITY

WRONG = {
    "owner": "spec.owner",
    "annotations.example.org/tier": "metadata.annotations.example.org/tier",
    "specs.owner": "spec.owner",
    "spec.owner.name": "spec.owner",
    "spec.Owner": "spec.owner",
    "Spec.owner": "spec.owner",
    "metadata.tags.java": "metadata.tags",
    "metadata[0]": "",
    "[0]": "",
    "spec.*": "spec",
    "metadata.annotations.**": "metadata.annotations",
    "spec..owner": "",
    "": "",
}
ABSENT = {
    "spec.tier": "",
    "spec.ownr": "spec.owner",
    "metadata.description": "",
    "metadata.anotations.x": "metadata.annotations",
    "metadata.annotations.example.org/teir": "metadata.annotations.example.org/tier",
    "metadata.tags[7]": "",
    "metadata.links.icon": "",
    "spec.empty.name": "",
    "relations.ownedBy": "",
    "status.items": "",
}


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path or "empty")
def test_wrong_path(path: str) -> None:
    """A path that no entity could have is wrong, and the likely right one is named where there is one."""
    miss = explain_miss(parse_path(path), ENTITY)
    assert miss.is_wrong
    assert miss.why
    assert miss.suggestion == WRONG[path]


@pytest.mark.parametrize("path", ABSENT)
def test_absent_field(path: str) -> None:
    """A path that this entity merely lacks is absent, not wrong."""
    miss = explain_miss(parse_path(path), ENTITY)
    assert not miss.is_wrong
    assert miss.suggestion == ABSENT[path]
