"""Later sources win, as Backstage's ConfigReader merges them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.app_config.history import Standing
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


KEYS = st.sampled_from("abc")
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        st.none() | st.integers(0, 3) | st.lists(st.none() | st.integers(0, 3), max_size=2),
        lambda inner: st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=3,
)
REMOVED = object()


def expected(upper: object, lower: object) -> object:
    """The rule in its shortest form, on plain data; REMOVED is absence."""
    if upper is REMOVED:
        return REMOVED if lower is REMOVED else expected(lower, REMOVED)
    if upper is None:
        return REMOVED
    if not isinstance(upper, dict):
        return upper
    below = lower if isinstance(lower, dict) else {}
    merged = {key: expected(upper.get(key, REMOVED), below.get(key, REMOVED)) for key in {**upper, **below}}
    return {key: value for key, value in merged.items() if value is not REMOVED}


@given(st.lists(TREES, min_size=1, max_size=4))
def test_any_trees_merge_by_the_rule(trees: list[dict[str, object]]) -> None:
    """Nulls remove and mask, objects merge, everything else replaces."""
    merged: object = REMOVED
    for tree in trees:
        merged = expected(tree, merged)
    assert loaded(*(json.dumps(tree) for tree in trees)).plain() == merged


@given(TREES)
def test_a_tree_over_itself_stays(tree: dict[str, object]) -> None:
    """The same file twice is harmless."""
    text = json.dumps(tree)
    assert loaded(text, text).plain() == loaded(text).plain()


@given(st.lists(TREES, min_size=2, max_size=3))
def test_every_value_has_a_winner_at_its_place(trees: list[dict[str, object]]) -> None:
    """The history of each merged value ends with a source that won, and its place is the value's place."""
    document = loaded(*(json.dumps(tree) for tree in trees))
    for path, node in document.walk():
        winner = next(setting for setting in reversed(document.history(path)) if setting.standing is Standing.WON)
        assert winner.location == node.location
