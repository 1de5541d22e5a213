"""The JSON text is that of JavaScript."""

from insights_cli.app_config.plain import json_text
from tests.app_config.building import loaded


def test_numbers_print_as_in_javascript() -> None:
    """Doubles, large numbers, and null for what JSON cannot hold."""
    text = json_text(loaded("a: [1.0, 1e21, 12345678901234567890, 1e-7, .inf, .nan, -0.0]").plain())
    assert " ".join(text.split()) == '{ "a": [ 1, 1e+21, 12345678901234567000, 1e-7, null, null, 0 ] }'


def test_empty_collections_and_texts() -> None:
    """Layout and escapes are those of JSON.stringify with two spaces."""
    text = json_text(loaded('a: {}\nb: []\nc: "é\\n"\nd: [null, true]\n').plain())
    assert text == '{\n  "a": {},\n  "b": [],\n  "c": "é\\n",\n  "d": [\n    null,\n    true\n  ]\n}'
