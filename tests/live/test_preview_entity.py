"""A real catalog is previewed like files, and says no in its own words."""

import asyncio
import json
from typing import Any

import pytest

from insights_cli.capture.defaults import BY_VERSION
from insights_cli.capture.groups import parse_filter
from insights_cli.capture.rules import asked_rules
from insights_cli.catalogs.http.catalog import HttpCatalog
from insights_cli.catalogs.http.token import environment_token
from insights_cli.model.entity import parse_entity_ref
from insights_cli.pipeline.describer import CapturePlan, Describer
from insights_cli.redact.redactor import Redactor
from tests.conftest import Insights, Result
from tests.live.conftest import Backend
from tests.preview.sample import KEY

pytestmark = pytest.mark.live

STATIC = "static-token-of-the-live-tests"
RESTRICTED = "restricted-token-of-the-live-tests"


def preview(insights: Insights, backend: Backend, token: str, *argv: str) -> Result:
    """`preview-entity` against the live backend."""
    where = ("--catalog", backend.url, *(("--token-env", "T") if token else ()))
    return insights("preview-entity", *argv, *where, T=token, INSIGHTS_PSEUDONYM_KEY=KEY)


def shown(result: Result) -> Any:
    """The subjects of a JSON answer."""
    assert result.code == 0, result.err
    return json.loads(result.out)["subjects"]


def test_user_token_and_static_token_see_the_same(insights: Insights, backend: Backend) -> None:
    """The whole entity comes with either token, and the fates add up."""
    argv = ("website", "--field", "metadata.annotations.example.com/email", "--json")
    (by_user,) = shown(preview(insights, backend, backend.token(sub="user:default/alice"), *argv))
    (by_static,) = shown(preview(insights, backend, STATIC, *argv))
    assert by_user == by_static
    fates = {leaf["path"]: leaf["fate"] for leaf in by_user["leaves"]}
    assert fates["spec.owner"] == "sent"
    assert fates["metadata.annotations.example.com/email"] == "redacted"
    counts = by_user["counts"]
    assert sum(counts.values()) - counts["absent"] == len(by_user["leaves"])


def test_user_is_a_pseudonym(insights: Insights, backend: Backend) -> None:
    """The user who acts leaves as a pseudonym, with groups and without the profile."""
    result = preview(insights, backend, STATIC, "website", "--as", "alice", "--event")
    event = json.loads(result.out)
    assert event["data"]["identity"]["fields"]["spec"] == {"memberOf": ["team-a"]}
    assert "alice" not in result.out.lower()


def test_coverage_goes_over_the_whole_catalog(insights: Insights, backend: Backend) -> None:
    """All entities are paged through."""
    result = preview(insights, backend, STATIC, "--coverage", "--kind", "Component", "--json")
    assert json.loads(result.out)["coverage"]["entities"] == 1


def test_unknown_entity_names_the_nearest(insights: Insights, backend: Backend) -> None:
    """A misspelt ref is exit 3 with what is near."""
    result = preview(insights, backend, STATIC, "component:websit")
    assert (result.code, "component:default/website" in result.err) == (3, True)


@pytest.mark.parametrize(
    ("token", "code", "words"),
    [("", 4, "EN204"), ("not-a-token", 3, "HTTP 401"), (RESTRICTED, 3, "HTTP 403")],
    ids=["none", "wrong", "restricted"],
)
def test_refusals_are_explained(insights: Insights, backend: Backend, token: str, code: int, words: str) -> None:
    """401 and 403 are told apart, without the token."""
    result = preview(insights, backend, token, "website")
    assert result.code == code
    assert words in result.err
    assert "fix:" in result.err
    assert not token or token not in result.err


def test_wrong_path_of_a_backend_is_no_catalog(insights: Insights, backend: Backend) -> None:
    """Another route of the same backend answers 404 with nothing, which is told."""
    result = insights(
        "preview-entity", "component:website", "--catalog", f"{backend.url}/api/none", "--token-env", "T", T=STATIC
    )
    assert (result.code, "EN203" in result.err) == (3, True)


def test_more_refs_than_one_request_takes(backend: Backend) -> None:
    """2,500 refs are asked within the body limit of the real backend."""
    refs = [parse_entity_ref(f"component:default/{'x' * 55}{number}") for number in range(2500)]
    website = parse_entity_ref("component:default/website")

    async def ask() -> dict[str, bool]:
        catalog = HttpCatalog(backend.url, token=environment_token("T", {"T": STATIC}))
        try:
            found = await catalog.find([*refs, website], fields=["spec.owner"])
            return {ref: entity is not None for ref, entity in found.items()}
        finally:
            await catalog.close()

    found = asyncio.run(ask())
    assert len(found) == 2501
    assert [ref for ref, known in found.items() if known] == ["component:default/website"]


def test_needed_fields_are_enough_for_the_server(backend: Backend) -> None:
    """What events tell of entities is the same whether the catalog sends whole entities or only what is needed."""
    fields = ["metadata.annotations.example.com/email", "spec.profile.displayName", "relations.type", "metadata.tags"]
    rules = (*BY_VERSION[0].entity_rules, *asked_rules(fields))
    describer = Describer(
        CapturePlan(entity=rules, identity=rules, groups=parse_filter({"spec.type": "team"})), Redactor()
    )

    async def ask(asked: frozenset[str] | None) -> list[object]:
        catalog = HttpCatalog(backend.url, token=environment_token("T", {"T": STATIC}))
        try:
            refs = [ref async for ref in catalog.names()]
            found = await catalog.find(refs, fields=asked)
            return [describer.capture_entity(entity).document for entity in found.values() if entity]
        finally:
            await catalog.close()

    whole = asyncio.run(ask(None))
    assert len(whole) >= 3
    assert asyncio.run(ask(describer.fields)) == whole
