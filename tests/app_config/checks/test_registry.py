"""Every rule finds its bad example at the exact place, and nothing in its good one."""

import json
from pathlib import Path
from typing import Any

import pytest

from insights_cli.app_config.checks import Rule
from insights_cli.app_config.checks.registry import RULES
from tests.app_config.checks.examples import variables_of, write_project
from tests.conftest import Insights

PLACES = {
    "IN100": "app-config.yaml:1:10",
    "IN101": "app-config.yaml:1:1",
    "IN102": "app-config.yaml:1:1",
    "IN103": "app-config.yaml:2:13",
    "IN104": "app-config.yaml:1:1",
    "IN105": "app-config.yaml:2:9",
    "IN106": "app-config.yaml:2:24",
    "IN107": "app-config.yaml:3:18",
    "IN108": "app-config.yaml:2:10",
    "IN109": "app-config.yaml:3:7",
    "IN110": "app-config.yaml:2:15",
    "IN111": "app-config.yaml:3:16",
    "IN131": "app-config.yaml:2:3",
    "IN132": "app-config.yaml:1:1",
    "IN201": "app-config.yaml:2:13",
    "IN202": "app-config.yaml:2:13",
    "IN203": "app-config.yaml:2:13",
    "IN204": "app-config.yaml:3:15",
    "IN205": "app-config.yaml:2:13",
    "IN206": "app-config.yaml:2:9",
    "IN207": "app-config.yaml:2:9",
    "IN301": "app-config.yaml:2:10",
    "IN302": "app-config.yaml:5:1",
    "IN303": "app-config.yaml:2:15",
    "IN304": "app-config.yaml:4:15",
    "IN305": "app-config.yaml:7:15",
    "IN306": "app-config.production.us.yaml:2:9",
    "IN307": "app-config.yaml:2:9",
    "IN310": "app-config.yaml:8:17",
    "IN311": "app-config.yaml:2:3",
    "IN312": "app-config.yaml:3:7",
    "IN313": "app-config.yaml:10:3",
    "IN314": "app-config.yaml:3:11",
    "IN315": "app-config.yaml:7:7",
    "IN316": "app-config.yaml:10:1",
    "IN317": "app-config.yaml:10:1",
    "IN321": "app-config.yaml:8:43",
    "IN322": "app-config.yaml:12:59",
    "IN323": "app-config.yaml:8:22",
    "IN324": "app-config.yaml:16:25",
    "IN325": "app-config.yaml:7:5",
    "IN331": "app-config.yaml:6:12",
    "IN332": "app-config.yaml:7:3",
    "IN333": "app-config.yaml:8:7",
    "IN334": "app-config.yaml:10:9",
    "IN341": "template.yaml:5:30",
    "IN342": "template.yaml:5:30",
    "IN402": "app-config.yaml:3:7",
    "IN404": "app-config.yaml:3:7",
    "IN501": "app-config.yaml:3:5",
    "IN502": "app-config.yaml:3:5",
    "IN503": "app-config.yaml:3:3",
    "IN601": "backstage.json:1:13",
    "IN602": "app-config.yaml:4:3",
    "IN603": "yarn.lock:2:12",
    "IN604": "yarn.lock:2:12",
    "IN605": "yarn.lock:2:12",
    "IN606": "yarn.lock:2:12",
    "IN607": "packages/backend/src/plugins/backstageInsights.ts:2:23",
    "IN608": "packages/backend/src/plugins/backstageInsights.ts:2:23",
    "IN609": "packages/backend/src/index.ts:2:1",
}


def findings(insights: Insights, code: str, **environ: str) -> list[dict[str, Any]]:
    """What `check-config` finds of *code*."""
    answer = json.loads(insights("check-config", "--json", "--select", code, **environ).out)
    assert answer.get("error") is None
    return list(answer["findings"])


def places(insights: Insights, code: str, **environ: str) -> set[str]:
    """Where `check-config` finds *code*."""
    found = (each["location"] for each in findings(insights, code, **environ))
    return {f"{at['path']}:{at['line']}:{at['column']}" for at in found}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_example_is_found_where_it_is_wrong(rule: Rule, insights: Insights, tmp_path: Path) -> None:
    """The bad example of a rule is found at the line and column of the value or key, and nowhere else."""
    write_project(tmp_path, rule.bad)
    assert places(insights, rule.code, **variables_of(rule.bad)) == {PLACES[rule.code]}


@pytest.mark.parametrize(("code", "is_inferred"), [("IN104", True), ("IN105", False)])
def test_only_what_is_inferred_is_called_likely(
    code: str, is_inferred: bool, insights: Insights, tmp_path: Path
) -> None:
    """A documented rule is said as a fact."""
    (rule,) = (each for each in RULES if each.code == code)
    write_project(tmp_path, rule.bad)
    whys = [each["why"] for each in findings(insights, code, **variables_of(rule.bad))]
    assert ["Likely" in why for why in whys] == [is_inferred] * len(whys) != []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_example_is_clean(rule: Rule, insights: Insights, tmp_path: Path) -> None:
    """The good example of a rule gives no finding of that rule."""
    write_project(tmp_path, rule.good)
    assert places(insights, rule.code, **variables_of(rule.good)) == set()
