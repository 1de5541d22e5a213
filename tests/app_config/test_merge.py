"""Later sources win, as Backstage's ConfigReader merges them."""

import pytest

from tests.app_config.building import loaded

CASES = [
    pytest.param(["a: {b: 1}", "a: {c: 2}"], {"a": {"c": 2, "b": 1}}, id="objects merge deeply"),
    pytest.param(["a: [1, 2]", "a: []"], {"a": []}, id="a list replaces a list"),
    pytest.param(["a: {b: 1}", "a: 5"], {"a": 5}, id="a value replaces an object"),
    pytest.param(["a: 5", "a: {b: 1}"], {"a": {"b": 1}}, id="an object replaces a value"),
    pytest.param(["a: {b: {z: 1}}", "a: {b: null}", "a: {b: {c: 2}}"], {"a": {"b": {"c": 2}}}, id="a null masks"),
    pytest.param(["a: {b: 1}", "a: null"], {}, id="a null removes"),
    pytest.param(["a: 1", "a: ${NO}"], {"a": 1}, id="an unset variable is transparent"),
    pytest.param(["a: [null, {b: null}]"], {"a": [None, {"b": None}]}, id="nulls in lists stay"),
    pytest.param(["a: {b: 1}", "a: {}"], {"a": {"b": 1}}, id="an empty object adds nothing"),
    pytest.param(["a: 1", 'a: ""'], {"a": ""}, id="an empty text is a value"),
    pytest.param(["", "# only a comment"], {}, id="empty files give nothing"),
    pytest.param(["toString: 1", "b: 2"], {"b": 2}, id="an inherited name hides the value below"),
]


@pytest.mark.parametrize(("texts", "merged"), CASES)
def test_merging(texts: list[str], merged: object) -> None:
    """Files merge in order, the later over the earlier."""
    assert loaded(*texts).plain() == merged
