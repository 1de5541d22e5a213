"""A catalog of files."""

import asyncio
from pathlib import Path

import pytest

from insights_cli.catalogs import CatalogMisbehavedError
from insights_cli.catalogs.files.catalog import FilesCatalog
from insights_cli.catalogs.files.locations import pointer_to
from insights_cli.model.entity import parse_entity_ref


def test_entities_know_their_place(tmp_path: Path) -> None:
    """The file and line of an entity can be shown."""
    (tmp_path / "a.yaml").write_text("\n\nkind: Component\nmetadata: {name: a}\n")
    catalog = FilesCatalog([pointer_to("a.yaml")], cwd=tmp_path)
    assert str(catalog.place(parse_entity_ref("component:a"))) == "a.yaml:3:1"
    assert catalog.place(parse_entity_ref("component:b")) is None


def test_no_entities_at_all_is_an_error_with_causes(tmp_path: Path) -> None:
    """Nothing to look at is told with what was wrong."""
    (tmp_path / "a.yaml").write_text("kind: [\n")
    catalog = FilesCatalog([pointer_to("a.yaml"), pointer_to("b.yaml")], cwd=tmp_path)
    with pytest.raises(CatalogMisbehavedError, match="EN001") as caught:
        asyncio.run(catalog.find([]))
    assert len(caught.value.notes) == 2
