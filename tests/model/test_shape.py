"""Shapes tell every miss as a path and what must be there."""

import pytest

from insights_cli.model.shape import Shape, items, record, text

PERSON = record(
    {"name": text(), "tags": items(text()), "level": text(choices=("low", "high"))}, required=("name",), closed=True
)


@pytest.mark.parametrize(
    ("shape", "value", "misses"),
    [
        (PERSON, {"name": "x", "tags": ["a"], "level": "low"}, []),
        (PERSON, {}, [("name", "is required")]),
        (PERSON, {"name": None}, [("name", "must be text, not null")]),
        (PERSON, {"name": "", "tags": 5}, [("name", "must not be empty"), ("tags", "must be a list, not a number")]),
        (PERSON, {"name": "x", "tags": ["a", True]}, [("tags.1", "must be text, not a boolean")]),
        (PERSON, {"name": "x", "level": "mid"}, [("level", 'must be low or high, not "mid"')]),
        (PERSON, {"name": "x", "age": 5}, [("age", "is no known field")]),
        (PERSON, ["x"], [("", "must be a mapping, not a list")]),
        (text(non_empty=False), "", []),
        (text(pattern="[a-z]+"), "a b", [("", 'must be letters, digits and "_", not "a b"')]),
        (record({}, others=text()), {"a": {}}, [("a", "must be text, not a mapping")]),
        (record({}, others=text()), {"": 5, "a\nb": 5}, []),
    ],
)
def test_a_shape_finds_every_miss(shape: Shape, value: object, misses: list[tuple[str, str]]) -> None:
    """A shape finds every miss, in order, and where it is."""
    assert list(shape(value, "")) == misses
