"""Healthy projects get no complaint, and each project that is broken by one thing gets that one, on top."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from insights_cli.render.schemas import schema_text
from tests.conftest import Insights
from tests.doctor.broken import BROKEN
from tests.doctor.healthy import DISGUISES, USERS_ELSEWHERE
from tests.doctor.projects import ENVIRON, Broken, legacy, new_system, write

SYMPTOMATIC = [each for each in BROKEN if each.symptom]
SCHEMA = json.loads(schema_text("doctor"))
COMPLAINTS = ("fail", "warn", "unknown")


def examine(insights: Insights, *argv: str, **environ: str) -> Any:
    """The JSON answer of an offline run."""
    return json.loads(insights("doctor", "--offline", "--json", *argv, **environ).out)


def complaints(answer: Any) -> list[tuple[str, str]]:
    """Code and state of every check that does not say that all is well."""
    return [(each["code"], each["state"]) for each in answer["checks"] if each["state"] in COMPLAINTS]


@pytest.mark.parametrize("project", [new_system, legacy], ids=["new", "legacy"])
def test_a_healthy_project_has_no_complaint(insights: Insights, tmp_path: Path, project: Any) -> None:
    """Nothing fails, warns or is unknown."""
    write(project(), tmp_path)
    answer = examine(insights, **ENVIRON)
    assert (complaints(answer), answer["exit_code"], answer["causes"]) == ([], 0, [])


@pytest.mark.parametrize("name", DISGUISES)
def test_another_way_to_write_it_is_no_complaint(insights: Insights, tmp_path: Path, name: str) -> None:
    """Lists, loaders, other files, other names, branches: what works raises no alarm."""
    write(DISGUISES[name], tmp_path)
    assert complaints(examine(insights, **ENVIRON)) == []
    found = json.loads(insights("check-config", "--json", **ENVIRON).out)["findings"]
    assert [each for each in found if each["code"] in ("IN607", "IN608", "IN609")] == []


@pytest.mark.parametrize("name", USERS_ELSEWHERE)
def test_users_that_no_file_holds_are_not_missing(insights: Insights, tmp_path: Path, name: str) -> None:
    """Where something else brings entities, files prove nothing: it is unknown, and no cause."""
    write(USERS_ELSEWHERE[name], tmp_path)
    answer = examine(insights, "catalog", **ENVIRON)
    assert (complaints(answer), answer["causes"]) == ([("DR702", "unknown")], [])


def test_a_folder_without_a_project_is_one_line(insights: Insights, tmp_path: Path) -> None:
    """Where there is nothing, nothing is said to be missing but the project."""
    answer = examine(insights, **ENVIRON)
    assert complaints(answer) == [("DR101", "fail")]
    assert [cause["code"] for cause in answer["causes"]] == ["DR101"]


@pytest.mark.parametrize("each", BROKEN, ids=lambda each: each.name)
def test_a_broken_project_is_named(insights: Insights, tmp_path: Path, each: Broken) -> None:
    """One thing is wrong: one check complains, in the right state, and it is the cause on top."""
    write(each.files, tmp_path, tracked=each.tracked)
    answer = examine(insights, **each.variables)
    assert complaints(answer) == [(each.code, each.state)], [
        (found["code"], found["summary"], found["notes"]) for found in answer["checks"] if found["state"] in COMPLAINTS
    ]
    if each.state == "fail":
        assert [cause["code"] for cause in answer["causes"]][:1] == [each.cause or each.code]
    assert answer["exit_code"] == (1 if each.state == "fail" else 0)


@pytest.mark.parametrize("each", SYMPTOMATIC, ids=lambda each: f"{each.symptom}-{each.name}")
def test_a_symptom_leads_to_its_cause(insights: Insights, tmp_path: Path, each: Broken) -> None:
    """Asked about what an administrator sees, the doctor names the planted thing first."""
    write(each.files, tmp_path, tracked=each.tracked)
    answer = examine(insights, "--symptom", each.symptom, **each.variables)
    assert [cause["code"] for cause in answer["causes"]][:1] == [each.cause or each.code]


def test_the_projects_are_many_and_all_different() -> None:
    """There are at least forty, under forty names, and no two are the same."""
    worlds = {(tuple(sorted(each.files.items())), tuple(each.variables.items()), each.tracked) for each in BROKEN}
    assert len({each.name for each in BROKEN}) == len(BROKEN) == len(worlds) >= 40


@pytest.mark.parametrize("each", BROKEN[::9], ids=lambda each: each.name)
def test_every_answer_follows_the_schema(insights: Insights, tmp_path: Path, each: Broken) -> None:
    """Programs can rely on the published schema, whatever was found."""
    write(each.files, tmp_path, tracked=each.tracked)
    Draft202012Validator(SCHEMA).validate(examine(insights, **each.variables))


@pytest.mark.parametrize("flags", [("--list",), ("--paths",), ("nope",), ("--report", "x")], ids=" ".join)
def test_other_answers_follow_the_schema(insights: Insights, flags: tuple[str, ...]) -> None:
    """The list, the paths and a refusal are described too."""
    Draft202012Validator(SCHEMA).validate(json.loads(insights("doctor", "--json", *flags).out))


def test_the_schema_refuses_what_is_wrong(insights: Insights, tmp_path: Path) -> None:
    """A state that does not exist, or a key that is missing, is no valid answer."""
    write(new_system(), tmp_path)
    answer = examine(insights, **ENVIRON)
    validator = Draft202012Validator(SCHEMA)
    Draft202012Validator.check_schema(SCHEMA)
    assert not validator.is_valid({**answer, "checks": [{**answer["checks"][0], "state": "fine"}]})
    assert not validator.is_valid({**answer, "summary": {}})
