"""The lists of words say everything once."""

import ast
from collections import Counter
from pathlib import Path

import pytest

import insights_cli.redact
from insights_cli.redact.detectors.iban import _COUNTRIES
from insights_cli.redact.libraries import number_database
from insights_cli.redact.words.person import ANNOUNCES, ANNOUNCING_ENDINGS, UNIT_ENDINGS, UNIT_STEMS

MODULES = sorted(Path(insights_cli.redact.__file__).parent.rglob("*.py"))
LISTS = {
    f"{path.stem}:{call.lineno}": argument.value.split()
    for path in MODULES
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "vocabulary"
    for argument in call.args
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
}


@pytest.mark.parametrize("name", LISTS)
def test_no_word_stands_twice(name: str) -> None:
    """A word is in a list once."""
    assert [word for word, times in Counter(LISTS[name]).items() if times > 1] == []


@pytest.mark.parametrize("stems", [ANNOUNCES, UNIT_STEMS])
def test_no_stem_covers_another(stems: tuple[str, ...]) -> None:
    """What begins with a stem needs none of its own."""
    assert [long for long in stems for short in stems if long != short and long.startswith(short)] == []


@pytest.mark.parametrize("endings", [ANNOUNCING_ENDINGS, UNIT_ENDINGS])
def test_no_ending_covers_another(endings: tuple[str, ...]) -> None:
    """What ends with an ending needs none of its own."""
    assert [long for long in endings for short in endings if long != short and long.endswith(short)] == []


def test_countries_of_bank_accounts_are_those_of_the_registry() -> None:
    """A country that joins comes with the library."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    registry = number_database("iban")
    known = {a + b for a in alphabet for b in alphabet if registry.info(a + b)[0][1]}
    assert known == _COUNTRIES
