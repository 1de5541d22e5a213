"""Entities in catalog files."""

from insights_cli.projects.catalog_files import parse_entities
from insights_cli.yaml12.nodes import Source, descend

TEXT = "# first\nkind: Group\nmetadata: {name: a}\n---\n\n---\nkind: User\nmetadata:\n  name: b\n"


def test_every_document_is_an_entity_with_its_place() -> None:
    """Lines are those of the file, and empty documents are left out."""
    group, user = parse_entities(Source("org.yaml", TEXT))
    name = descend(user.root, ("metadata", "name"))
    assert (group.kind, user.kind) == ("group", "user")
    assert name is not None
    assert str(name.location) == "org.yaml:9:9"


def test_a_broken_document_drops_the_file() -> None:
    """The catalog drops the whole file, so no entity of it exists."""
    assert parse_entities(Source("org.yaml", TEXT + "---\na: b: c\n")) == ()
