"""Variables that override the files, and files of variables."""

import pytest

from insights_cli.app_config.environment import parse_env_file
from insights_cli.errors import InsightsError
from insights_cli.yaml12.nodes import Source
from tests.app_config.building import loaded

VALUES = [
    ({"app_title": "new"}, {"app": {"title": "new"}}),
    ({"app_port": "7000"}, {"app": {"port": 7000}}),
    ({"app_port": '"7000"'}, {"app": {"port": "7000"}}),
    ({"app": '{"a": null}'}, {"app": {}}),
    ({"app_x": "012"}, {"app": {"x": "012"}}),
    ({"app_x": "NaN"}, {"app": {"x": "NaN"}}),
    ({"app_x": " 12 "}, {"app": {"x": 12}}),
    ({"app_x": " "}, {"app": {"x": " "}}),
    ({"app_x": "${A}"}, {"app": {"x": "${A}"}}),
    ({"app_x": ""}, {}),
    ({"app-title": "1", "a:b": "2"}, {"app-title": 1, "a:b": 2}),
    ({"APP_TITLE": "x"}, {"APP": {"TITLE": "x"}}),
]


@pytest.mark.parametrize(("variables", "value"), VALUES)
def test_a_variable_sets_its_key(variables: dict[str, str], value: object) -> None:
    """JSON where it parses, else the text itself."""
    environment = {f"APP_CONFIG_{name}": text for name, text in variables.items()}
    assert loaded("", environment=environment).plain() == value


ERRORS = [
    ({"": "1"}, "IN013"),
    ({"app__title": "1"}, "IN013"),
    ({"1app": "1"}, "IN013"),
    ({"app_\u212a": "1"}, "IN013"),
    ({"app": "x", "app_title": "y"}, "IN014"),
    ({"app_title": "y", "app": "x"}, "IN014"),
    ({"toString": "y"}, "IN014"),
    ({"app_title": "null"}, "IN015"),
]


@pytest.mark.parametrize(("variables", "code"), ERRORS)
def test_a_variable_that_stops_backstage_is_refused(variables: dict[str, str], code: str) -> None:
    """Bad names, contradictions in both orders, and null."""
    with pytest.raises(InsightsError) as caught:
        loaded("", environment={f"APP_CONFIG_{name}": text for name, text in variables.items()})
    assert caught.value.code == code
    assert str(caught.value.location).startswith("env:APP_CONFIG_")


def test_a_variable_wins_over_files_and_is_its_place() -> None:
    """The place of such a value is the variable."""
    document = loaded("app: {title: old}", environment={"APP_CONFIG_app_title": "new"})
    assert document.get("app.title") == "new"
    assert str(document.location("app.title")) == "env:APP_CONFIG_app_title:1:1"
    assert str(document.key_location("app.title")) == "env:APP_CONFIG_app_title:1:1"


def test_env_files_are_read_line_by_line() -> None:
    """Comments, quotes and export are understood."""
    text = "# c\nA=1\nexport B = two words # c\nC='#x'\nD=\"l1\\nl2\"\n\nE=\n"
    variables = {"A": "1", "B": "two words", "C": "#x", "D": "l1\nl2", "E": ""}
    assert parse_env_file(Source(".env", text)) == variables


def test_a_line_that_is_no_variable_is_refused_without_showing_it() -> None:
    """The value of a broken line may be a secret."""
    with pytest.raises(InsightsError) as caught:
        parse_env_file(Source(".env", "A=1\nhunter2\n"))
    assert "hunter2" not in caught.value.summary
    assert str(caught.value.location) == ".env:2:1"
