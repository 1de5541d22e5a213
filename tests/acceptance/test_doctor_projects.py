"""Healthy projects get no complaint, and each project that is broken by one thing gets that one, on top."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Insights
from tests.doctor.broken import BROKEN
from tests.doctor.projects import ENVIRON, Broken, legacy, new_system, write

SYMPTOMATIC = [each for each in BROKEN if each.symptom]
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
