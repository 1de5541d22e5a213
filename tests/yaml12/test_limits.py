"""The limits hold on both ways of reading, and what is within them is read."""

import pytest

from insights_cli.app_config.plain import json_text
from insights_cli.yaml12 import quick
from insights_cli.yaml12.errors import YamlError, YamlProblem
from insights_cli.yaml12.limits import MAX_DEPTH
from tests.app_config.building import loaded
from tests.yaml12.building import exact_value_of, value_of

INSIDE = MAX_DEPTH - 2


@pytest.mark.parametrize("head", ["", "# \t\n"], ids=["quick", "exact"])
@pytest.mark.parametrize(
    "text",
    [
        f"k: {'[' * INSIDE}{']' * INSIDE}",
        f"k: {'{a: ' * INSIDE}1{'}' * INSIDE}",
        "".join(f"{' ' * level}a:\n" for level in range(INSIDE)),
        f"k:\n {'- ' * INSIDE}x",
    ],
    ids=["lists", "objects", "lines", "dashes"],
)
def test_nesting_within_the_limit_is_read_and_printed(head: str, text: str) -> None:
    """No step of a load runs out of stack before the limit."""
    assert json_text(loaded(head + text, head + text).plain()).count("\n") >= INSIDE


def test_aliases_that_multiply_are_refused() -> None:
    """Ninety aliases of a large list are too much, though each is allowed."""
    text = "a: &a [" + "x," * 50_000 + "x]\nb: [" + ", ".join(["*a"] * 90) + "]\n"
    with pytest.raises(YamlError) as caught:
        value_of(text)
    assert caught.value.problem is YamlProblem.SIZE


def test_the_grammar_refuses_endless_texts() -> None:
    """A text with more tokens than it keeps is refused and not waited for."""
    with pytest.raises(YamlError) as caught:
        exact_value_of("\n" * 600_000 + "a: 1")
    assert caught.value.problem is YamlProblem.LENGTH


def test_without_libyaml_the_grammar_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML without its C part is enough."""
    monkeypatch.setattr(quick, "LIBYAML", None)
    assert value_of("a: [1, 'x']\n") == {"a": [1, "x"]}
