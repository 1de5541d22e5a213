"""Entities are judged as a default catalog backend judges them."""

import pytest

from insights_cli.model.entity_rules import Stage, judge_entity
from insights_cli.model.json import JsonValue
from tests.recorded import WHY_NOT, recorded

ENTITIES = recorded("entities")
SPECS: dict[str, dict[str, JsonValue]] = {
    "Component": {"type": "service", "lifecycle": "production", "owner": "team-a"},
    "API": {"type": "openapi", "lifecycle": "production", "owner": "team-a", "definition": "d"},
    "Resource": {"type": "db", "owner": "team-a"},
    "System": {"owner": "team-a"},
    "Domain": {"owner": "team-a"},
    "Group": {"type": "team", "children": []},
    "User": {"memberOf": []},
    "Location": {},
}
REQUIRED = [(kind, field) for kind, spec in SPECS.items() for field in spec]


def build(
    kind: str = "Component", *, spec: JsonValue = None, metadata: dict[str, JsonValue] | None = None
) -> dict[str, JsonValue]:
    """A legal entity of *kind*, with other fields where they are given."""
    legal = SPECS.get(kind, {}) if spec is None else spec
    named: dict[str, JsonValue] = {"name": "x", **(metadata or {})}
    return {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": named, "spec": legal}


@pytest.mark.parametrize("kind", SPECS)
def test_a_minimal_entity_of_every_built_in_kind_is_valid(kind: str) -> None:
    """The required fields alone make a valid entity."""
    verdict = judge_entity(build(kind))
    assert verdict.is_valid
    assert verdict.is_built_in
    assert str(verdict.ref) == f"{kind.lower()}:default/x"


@pytest.mark.parametrize(("kind", "field"), REQUIRED)
def test_every_required_field_is_missed(kind: str, field: str) -> None:
    """Each required field of a kind is missed by name."""
    rest = {name: value for name, value in SPECS[kind].items() if name != field}
    (flaw,) = judge_entity(build(kind, spec=rest)).flaws
    assert (flaw.stage, str(flaw)) == (Stage.KIND, f"spec.{field} is required")


@pytest.mark.parametrize(
    ("metadata", "stage", "path"),
    [
        ({"name": ""}, Stage.ENVELOPE, "metadata.name"),
        ({"namespace": None}, Stage.ENVELOPE, "metadata.namespace"),
        ({"labels": {"a": 5}}, Stage.ENVELOPE, "metadata.labels.a"),
        ({"links": [{"title": "x"}]}, Stage.ENVELOPE, "metadata.links.0.url"),
        ({"name": "a b"}, Stage.FORMAT, "metadata.name"),
        ({"namespace": "Default"}, Stage.FORMAT, "metadata.namespace"),
        ({"labels": {"a": "c d"}}, Stage.FORMAT, "metadata.labels.a"),
        ({"annotations": {"a/b/c": "x"}}, Stage.FORMAT, "metadata.annotations.a/b/c"),
        ({"annotations": {"": 5}}, Stage.FORMAT, "metadata.annotations."),
        ({"tags": ["ok", "A"]}, Stage.FORMAT, "metadata.tags.1"),
        ({"links": [{"url": "nope"}]}, Stage.FORMAT, "metadata.links.0.url"),
        ({"links": [{"url": "https://x", "icon": " "}]}, Stage.FORMAT, "metadata.links.0.icon"),
    ],
)
def test_metadata_is_refused_at_its_stage(metadata: dict[str, JsonValue], stage: Stage, path: str) -> None:
    """Wrong metadata is refused by the check that the catalog refuses it with, and the place is named."""
    flaw = judge_entity(build(metadata=metadata)).flaws[0]
    assert (flaw.stage, flaw.path) == (stage, path)


@pytest.mark.parametrize("document", [None, [], 5, "x", {}, {"apiVersion": "v1", "kind": "X", "metadata": 5}])
def test_what_is_no_envelope_is_refused_without_a_name(document: JsonValue) -> None:
    """A broken envelope has flaws and no ref."""
    verdict = judge_entity(document)
    assert not verdict.is_valid
    assert verdict.ref is None


@pytest.mark.parametrize("version", ["example.com/v1", "backstage.io/v1"])
def test_an_unknown_version_has_no_built_in_validator(version: str) -> None:
    """A kind with an unknown apiVersion is left to other processors, whatever its spec holds."""
    verdict = judge_entity({**build(spec={}), "apiVersion": version})
    assert verdict.is_valid
    assert not verdict.is_built_in


def test_fields_that_the_catalog_writes_are_foreign_in_a_file() -> None:
    """`relations` and `status` are legal in the envelope and foreign in what is ingested."""
    flaws = judge_entity({**build(), "relations": [], "status": {}}).flaws
    assert [(flaw.stage, flaw.path) for flaw in flaws] == [
        (Stage.ROOT_FIELDS, "relations"),
        (Stage.ROOT_FIELDS, "status"),
    ]


@pytest.mark.parametrize(("group", "stages"), [("annotations", []), ("labels", [Stage.FORMAT])])
def test_annotations_hold_any_text_and_labels_do_not(group: str, stages: list[Stage]) -> None:
    """A URL with spaces is an annotation."""
    flaws = judge_entity(build(metadata={group: {"example.com/link": "https://example.com/a b?c=d"}})).flaws
    assert [flaw.stage for flaw in flaws] == stages


def test_everything_after_the_envelope_is_told_at_once() -> None:
    """Format and kind flaws of one entity are reported together."""
    stages = [flaw.stage for flaw in judge_entity(build(metadata={"name": "-x"}, spec={"type": ""})).flaws]
    assert stages == [Stage.FORMAT, Stage.KIND, Stage.KIND, Stage.KIND]


@pytest.mark.skipif(not ENTITIES, reason=WHY_NOT)
def test_recorded_verdicts_of_the_catalog_are_met() -> None:
    """Every recorded entity gets the recorded verdict, from the recorded check."""
    for case in ENTITIES:
        assert _describe(case["entity"]) == _expectation(case["expect"]), case["id"]


def _describe(document: JsonValue) -> tuple[str, ...]:
    verdict = judge_entity(document)
    return ("ok", str(verdict.is_built_in), str(verdict.ref)) if verdict.is_valid else (verdict.flaws[0].stage,)


def _expectation(expect: dict[str, str]) -> tuple[str, ...]:
    if expect["ok"]:
        return "ok", str(expect["kind"] == "validated"), expect["ref"]
    policies = {
        "SchemaValidEntityPolicy": Stage.ENVELOPE,
        "NoForeignRootFieldsEntityPolicy": Stage.ROOT_FIELDS,
        "FieldFormatEntityPolicy": Stage.FORMAT,
    }
    return (policies.get(expect["stage"], Stage.KIND),)
