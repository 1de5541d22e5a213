"""A syntax error says what likely mends it."""

import pytest

from insights_cli.app_config.texts import parse_yaml_file
from insights_cli.errors import InsightsError
from insights_cli.yaml12.nodes import Source

MISTAKES = [
    pytest.param("app:\n  {{- if .Values.x }}\n  title: x\n", "fill in the template", id="a template"),
    pytest.param("a: [${A}, b]\n", "in quotes", id="a placeholder between brackets"),
    pytest.param("a:\n  token:${A}\n  key: x\n", "a space after the ':'", id="a glued colon"),
    pytest.param("a:\n\tb: 1\n", "indent with spaces", id="a tab"),
    pytest.param('a: "C:\\dir"\n', "double the backslash", id="a path of Windows"),
    pytest.param("a: @scope/name\n", "in quotes", id="an at sign"),
    pytest.param("a: 'it's'\n", "an apostrophe twice", id="an apostrophe"),
    pytest.param('a: "x\n', "close the quote", id="an open quote"),
    pytest.param("a: 1\na: 2\n", "remove one", id="a key twice"),
    pytest.param("a:\n  b: 1\n c: 2\n", "alike", id="a key at another column"),
    pytest.param("a: b: c\n", "quote a text", id="a colon in a text"),
    pytest.param("%YAML 2\n---\na: 1\n", "correct the marked place", id="anything else"),
]


@pytest.mark.parametrize(("text", "fix"), MISTAKES)
def test_a_mistake_comes_with_what_mends_it(text: str, fix: str) -> None:
    """The words depend on what the line looks like and what is wrong with it."""
    with pytest.raises(InsightsError) as caught:
        parse_yaml_file(Source("a.yaml", text), [])
    assert caught.value.code == "IN005"
    assert fix in (caught.value.fix or "")


def test_a_repeated_key_tells_where_it_stands_first() -> None:
    """Two places are needed to mend it."""
    with pytest.raises(InsightsError, match="at line 1 too"):
        parse_yaml_file(Source("a.yaml", "a: 1\nb: 2\na: 3\n"), [])
