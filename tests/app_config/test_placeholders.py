"""Placeholders follow the substitution transform of Backstage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.app_config.placeholders import VariableState, fill
from insights_cli.yaml12.javascript import SPACE

ENVIRONMENT = {
    "A": "hello",
    "SP": "  pad  ",
    "EMPTY": "",
    "WS": "   ",
    "NUM": "42",
    "NEST": "${A}",
    "BOM": "\ufeffx\u0085",
}


def look_up(name: str) -> str | None:
    """The trimmed value of a variable."""
    value = ENVIRONMENT.get(name)
    return None if value is None else value.strip(SPACE)


CASES = [
    ("${A}-${A}", "hello-hello"),
    ("[${SP}]", "[pad]"),
    ("[${WS}]", "[]"),
    ("[${BOM}]", "[x\u0085]"),
    ("${EMPTY}", ""),
    ("x${NO}y", None),
    ("${NO:-8080}", "8080"),
    ("${NEST}", "${A}"),
    ("${ A }", "hello"),
    ("${NO:-  two words  }", "two words"),
    ("${EMPTY:-f}", "f"),
    ("${NO:-}", None),
    ("${NO:-a:-b}", "a:-b"),
    ("${:-x}", "x"),
    ("$${A}", "${A}"),
    ("$$${A}", "$${A}"),
    ("$A ${A", "$A ${A"),
    ("${}", None),
    ("${NO:-${A}}", "${NO:-hello}"),
    ("${NO-x}", None),
    ("${a}", None),
]


@pytest.mark.parametrize(("text", "value"), CASES)
def test_a_text_is_filled_as_in_backstage(text: str, value: str | None) -> None:
    """Every recorded form of a placeholder."""
    assert fill(text, look_up)[0] == value


def test_every_use_is_told_with_its_place() -> None:
    """Name, state, fallback and offsets of each variable."""
    text = "a ${A} ${NO:-d} ${GONE} ${NO:-}"
    value, uses = fill(text, look_up)
    assert value is None
    assert [(use.name, use.state, text[use.start : use.end]) for use in uses] == [
        ("A", VariableState.SET, "${A}"),
        ("NO", VariableState.DEFAULTED, "${NO:-d}"),
        ("GONE", VariableState.UNSET, "${GONE}"),
        ("NO", VariableState.UNSET, "${NO:-}"),
    ]


@given(st.text(alphabet="ab {}:-").map(lambda text: text.replace("${", "")))
def test_a_text_without_placeholders_stays(text: str) -> None:
    """Nothing else is special."""
    assert fill(text, look_up) == (text, ())
