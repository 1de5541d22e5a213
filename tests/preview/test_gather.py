"""What is shown is what the real redactor lets leave."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.capture.groups import parse_filter
from insights_cli.capture.paths import leaves
from insights_cli.capture.rules import asked_rules
from insights_cli.catalogs.files.catalog import FilesCatalog
from insights_cli.catalogs.files.locations import pointer_to
from insights_cli.model.entity import Entity
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.describer import CapturePlan, Describer
from insights_cli.preview.gather import Sources, gather_coverage, gather_subjects
from insights_cli.preview.subject import Role
from insights_cli.redact.redactor import Redactor
from tests.capture.documents import VALUES

RULES = asked_rules(["spec", "metadata"])
DESCRIBER = Describer(CapturePlan(entity=RULES, identity=RULES), Redactor())


def sources(folder: Path, *documents: Mapping[str, JsonValue]) -> Sources:
    """Sources over a few entities."""
    (folder / "all.json").write_text(json.dumps(documents))
    catalog = FilesCatalog([pointer_to("all.json")], cwd=folder)
    return Sources(catalog=catalog, describer=DESCRIBER, stand_in=lambda _: None, place=catalog.place)


def component(name: str) -> dict[str, JsonValue]:
    """A component."""
    return {"kind": "Component", "metadata": {"name": name}, "spec": {"owner": "team-a"}}


def test_refs_that_lead_nowhere_stop_no_other(tmp_path: Path) -> None:
    """Each ref has its subject or its failure."""
    found = asyncio.run(gather_subjects(["a", "nope", "b", ":"], sources(tmp_path, component("a"), component("b"))))
    assert [str(subject.ref) for subject in found.subjects] == ["component:default/a", "component:default/b"]
    assert [failure.code for failure in found.failures] == ["EN102", "EN101"]


def test_user_who_acts_comes_last(tmp_path: Path) -> None:
    """The user is a subject of its own role, whose ref does not leave without a key."""
    user: dict[str, JsonValue] = {"kind": "User", "metadata": {"name": "alice"}, "spec": {"memberOf": ["team-a"]}}
    found = asyncio.run(gather_subjects(["a"], sources(tmp_path, component("a"), user), user="alice"))
    assert [subject.role for subject in found.subjects] == [Role.ENTITY, Role.IDENTITY]
    assert [subject.stand_in for subject in found.subjects] == ["component:default/a", None]


def test_coverage_stops_at_its_limit(tmp_path: Path) -> None:
    """No more entities are looked at than asked for."""
    all_of_them = sources(tmp_path, *(component(f"c{number}") for number in range(9)))
    found = asyncio.run(gather_coverage(all_of_them, kind=None, limit=4, counts_all=False, role=Role.ENTITY))
    assert found.entities == 4


def test_coverage_of_users_knows_their_groups(tmp_path: Path) -> None:
    """The groups filter looks at the real groups of every user."""
    group: dict[str, JsonValue] = {"kind": "Group", "metadata": {"name": "team-a"}, "spec": {"type": "team"}}
    user: dict[str, JsonValue] = {"kind": "User", "metadata": {"name": "al"}, "spec": {"memberOf": ["team-a", "b"]}}
    plan = CapturePlan(entity=(), identity=asked_rules(["spec.memberOf"]), groups=parse_filter({"spec.type": "team"}))
    filtered = replace(sources(tmp_path, group, user), describer=Describer(plan, Redactor()))
    found = asyncio.run(gather_coverage(filtered, kind="user", limit=None, counts_all=False, role=Role.IDENTITY))
    (row,) = found.rows()
    assert row.fates == {Fate.SENT: 1, Fate.DROPPED: 1}


MAIL = "bob.smith@corp.example.com"


@given(VALUES, st.sampled_from(["contact", "notes", "on-call", "x"]))
def test_nothing_personal_leaves_whatever_is_around_it(value: JsonValue, key: str) -> None:
    """A mail address as value, in a list and as key never leaves, and the fates add up to the leaves."""
    spec: dict[str, JsonValue] = {"around": value, key: MAIL, "list": [MAIL, value], "map": {MAIL: 1}}
    document: dict[str, JsonValue] = {"kind": "Component", "metadata": {"name": "x"}, "spec": spec}
    found = DESCRIBER.capture_entity(Entity.from_document(document))
    assert MAIL not in json.dumps(found.document)
    assert sum(found.counts[fate] for fate in Fate if fate is not Fate.ABSENT) == len(list(leaves(document)))
