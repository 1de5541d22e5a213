"""What people type leads to the entity that they mean, or says what is near."""

import asyncio
import json
from pathlib import Path

import pytest

from insights_cli.catalogs.files.catalog import FilesCatalog
from insights_cli.catalogs.files.locations import pointer_to
from insights_cli.errors import InsightsError, UsageError
from insights_cli.preview.lookup import UnknownEntityError, look_up, nearest

REFS = (
    "component:default/web",
    "api:default/web",
    "component:shop/cart",
    "user:default/alice",
    "group:default/al-team",
)


@pytest.fixture
def catalog(tmp_path: Path) -> FilesCatalog:
    """A few entities."""
    documents = []
    for ref in REFS:
        kind, _, rest = ref.partition(":")
        namespace, _, name = rest.partition("/")
        documents.append({"kind": kind.title(), "metadata": {"name": name, "namespace": namespace}})
    (tmp_path / "all.json").write_text(json.dumps(documents))
    return FilesCatalog([pointer_to("all.json")], cwd=tmp_path)


MEANT = [
    ("component:default/web", None, "component:default/web"),
    ("COMPONENT:web", None, "component:default/web"),
    ("web", "api", "api:default/web"),
    ("cart", None, "component:shop/cart"),
    ("shop/cart", None, "component:shop/cart"),
    ("alice", "user", "user:default/alice"),
    ("Alice", None, "user:default/alice"),
]


@pytest.mark.parametrize(("text", "kind", "ref"), MEANT)
def test_text_means_one_entity(catalog: FilesCatalog, text: str, kind: str | None, ref: str) -> None:
    """Kind and namespace may be left out while the answer is unambiguous, and letter case does not count."""
    assert str(asyncio.run(look_up(text, catalog, default_kind=kind)).ref) == ref


REFUSED: list[tuple[str, type[InsightsError], str, str]] = [
    ("web", UsageError, "EN103", "api:default/web, component:default/web"),
    ("", UsageError, "EN101", "component:default/petstore"),
    ("component:", UsageError, "EN101", "component:default/petstore"),
    ("component:default/wbe", UnknownEntityError, "EN102", "component:default/web"),
    ("component:cart", UnknownEntityError, "EN102", "component:shop/cart"),
    ("componnt:web", UnknownEntityError, "EN102", "component:default/web"),
    ("user:alise", UnknownEntityError, "EN102", "user:default/alice"),
    ("crat", UnknownEntityError, "EN102", "component:shop/cart"),
    ("other/cart", UnknownEntityError, "EN102", "component:shop/cart"),
    (
        "component:default/zzzzzz",
        UnknownEntityError,
        "EN102",
        "such as component:default/web, component:shop/cart",
    ),
    ("user:zzzzzz", UnknownEntityError, "EN102", "such as user:default/alice"),
    ("zzzzzz", UnknownEntityError, "EN102", "such as component:default/web, api:default/web, component:shop/cart, ..."),
]


@pytest.mark.parametrize(("text", "error", "code", "fix"), REFUSED)
def test_text_that_means_nothing_names_what_is_near(
    catalog: FilesCatalog, text: str, error: type[InsightsError], code: str, fix: str
) -> None:
    """Ambiguous, malformed and unknown refs are told apart, with something to write instead."""
    with pytest.raises(error) as caught:
        asyncio.run(look_up(text, catalog))
    assert caught.value.code == code
    assert fix in (caught.value.fix or "")


@pytest.mark.parametrize("text", ["a,kind=user", "component:default/a b", "component:De_f/web"])
def test_impossible_name_says_why_it_cannot_exist(catalog: FilesCatalog, text: str) -> None:
    """A ref that no entity can have is unknown with the reason."""
    with pytest.raises(UnknownEntityError) as caught:
        asyncio.run(look_up(text, catalog))
    assert "is no legal" in dict(caught.value.notes)["cause"]


def test_a_name_that_no_entity_may_have_is_found_where_a_file_has_it(tmp_path: Path) -> None:
    """The preview then says that the catalog would refuse it."""
    (tmp_path / "a.json").write_text('{"kind": "Component", "metadata": {"name": "a b"}}')
    catalog = FilesCatalog([pointer_to("a.json")], cwd=tmp_path)
    assert str(asyncio.run(look_up("a b", catalog)).ref) == "component:default/a b"


def test_nearest_is_short(catalog: FilesCatalog) -> None:
    """At most three names are offered."""
    assert len(asyncio.run(nearest("component:default/web", catalog, kind=None))) <= 3
