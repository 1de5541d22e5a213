"""Rules find in the needed fields all that they find in the whole entity."""

import pytest

from insights_cli.capture.needed import needed_fields
from insights_cli.capture.paths import parse_path

NEEDED: dict[str, set[str]] = {
    "kind": {"kind"},
    "spec": {"spec"},
    "spec.owner": {"spec.owner"},
    "spec.profile.email": {"spec.profile", "spec.profile.email"},
    "spec.links[0].url": {"spec.links"},
    "spec.links.url": {"spec.links", "spec.links.url"},
    "metadata.annotations.example.org/tier": {"metadata.annotations", "metadata.annotations.example.org/tier"},
    "metadata.annotations['a.b/c']": {"metadata.annotations", "metadata.annotations.a.b/c"},
    "spec['x[0]']": {"spec"},
    "relations.type": {"relations"},
    "[0]": set(),
    "spec..x": set(),
}


@pytest.mark.parametrize("path", NEEDED)
def test_needed_fields_of_a_path(path: str) -> None:
    """The first two steps hold everything below; brackets and commas are no part of a field."""
    assert needed_fields([parse_path(path)]) == NEEDED[path]
