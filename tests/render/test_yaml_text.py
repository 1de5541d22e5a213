"""YAML that reads back as the same data."""

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.app_config.plain import Plain, plain
from insights_cli.render.yaml_text import yaml_text
from insights_cli.yaml12.nodes import Source
from insights_cli.yaml12.parse import parse_yaml

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    [
        "",
        "true",
        "null",
        "~",
        "1",
        "0x1",
        "1e3",
        "a: b",
        "a #b",
        "- a",
        "---",
        "@a",
        "x y",
        "yes",
        ".inf",
        "*a",
        "2024-01-01",
    ]
)
KEYS = TEXTS.filter(lambda key: key not in ("__proto__",) and not key.isdigit())
SINGLE = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS
VALUES = st.recursive(
    SINGLE, lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4), max_leaves=12
)


@given(VALUES)
def test_what_is_written_reads_back(value: Plain) -> None:
    """Keys, texts, numbers and nesting survive."""
    assert plain(parse_yaml(Source("x", yaml_text(value))).root) == value


def test_it_reads_well() -> None:
    """Block style, quotes only where they are needed."""
    value: Plain = {"app": {"title": "My portal", "on": True}, "list": [{"a": 1, "b": []}, "x: y"]}
    assert yaml_text(value) == 'app:\n  title: My portal\n  on: true\nlist:\n  - a: 1\n    b: []\n  - "x: y"\n'
