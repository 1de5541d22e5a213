"""JSON is read as JavaScript reads it, with places."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.json_text import parse_json
from insights_cli.yaml12.nodes import Source, descend
from tests.yaml12.building import bare

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_json_writes_is_read_back(value: object) -> None:
    """Every JSON text gives its value."""
    assert bare(parse_json(Source("x", json.dumps(value)))) == value


@pytest.mark.parametrize(
    "text", ["", "{", "[1,]", "{'a': 1}", "01", "NaN", "\ufeff1", '"a\tb"', "1 2", '{"a" 1}', "[1 2]", "["]
)
def test_what_is_no_json_is_refused(text: str) -> None:
    """JSON.parse refuses the same texts."""
    with pytest.raises(YamlError):
        parse_json(Source("x", text))


def test_values_keep_their_places() -> None:
    """A value inside lists and objects knows where it stands."""
    node = descend(parse_json(Source("x", '{\n "a": [1, "b"]}')), ("a", 1))
    assert node is not None
    assert str(node.location) == "x:2:11"
