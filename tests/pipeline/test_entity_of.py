"""Which entity an event is about."""

from typing import Any

import pytest

from insights_cli.model.event import AnalyticsEvent
from insights_cli.pipeline.entity_of import entity_of

CASES: dict[str, tuple[dict[str, Any], str | None]] = {
    "context": ({"context": {"entityRef": "Component:default/Petstore"}}, "component:default/petstore"),
    "context wins": (
        {"context": {"entityRef": "api:x/y"}, "subject": "/catalog/default/component/petstore"},
        "api:x/y",
    ),
    "attributes": ({"attributes": {"kind": "API", "name": "p", "namespace": "n"}}, "api:n/p"),
    "attributes without namespace": ({"attributes": {"kind": "api", "name": "p"}}, "api:default/p"),
    "subject": ({"subject": "/catalog/default/component/petstore"}, "component:default/petstore"),
    "subject with tab": ({"subject": "/catalog/default/component/petstore/ci-cd?x=1#y"}, "component:default/petstore"),
    "subject below a base path": ({"subject": "/portal/catalog/ns/API/p"}, "api:ns/p"),
    "subject that is encoded": ({"subject": "/catalog/default/component/pet%2Dstore"}, "component:default/pet-store"),
    "list page": ({"subject": "/catalog?filters[kind]=api"}, None),
    "other page": ({"subject": "/docs/default/component/petstore"}, None),
    "impossible name": ({"context": {"entityRef": "component:default/a b"}}, None),
    "no ref": ({"context": {"entityRef": "petstore"}}, None),
    "number": ({"context": {"entityRef": 3}}, None),
    "endless": ({"context": {"entityRef": "component:default/" + "x" * 9999}}, None),
    "encoded slashes": ({"subject": "/catalog/default/component/..%2F..%2Fetc"}, None),
}


@pytest.mark.parametrize(("changes", "ref"), CASES.values(), ids=CASES.keys())
def test_the_entity_is_found(changes: dict[str, Any], ref: str | None) -> None:
    """In its context, its route attributes or its URL, in that order."""
    found = entity_of(AnalyticsEvent(**{"action": "navigate", "subject": "/x", **changes}))
    assert (str(found) if found else None) == ref
