"""`insights explain` knows every code."""

import json

import pytest

from insights_cli.cli.explanations import every_explanation
from tests.conftest import Insights


@pytest.mark.parametrize("each", every_explanation(), ids=lambda each: each.code)
def test_every_code_has_a_page(insights: Insights, each: object) -> None:
    """The page of a code says why it matters and how to fix it."""
    result = insights("explain", getattr(each, "code", "").lower())
    assert result.code == 0
    assert "why:" in result.out
    assert "fix:" in result.out


def test_the_list_is_one_line_a_code(insights: Insights) -> None:
    """Without a code everything is listed."""
    lines = insights("explain").out.splitlines()
    assert [line.split()[0] for line in lines] == [each.code for each in every_explanation()]


def test_json_has_every_key(insights: Insights) -> None:
    """Programs get the same texts."""
    answer = json.loads(insights("explain", "CL001", "--json").out)
    assert set(answer["explanations"][0]) == {"code", "title", "severity", "why", "fix", "bad", "good", "likely"}


def test_an_unknown_schema_is_refused(insights: Insights) -> None:
    """A schema that does not exist is a usage error."""
    assert insights("explain", "--schema", "nope").code == 2
