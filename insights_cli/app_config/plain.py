"""A tree as plain data and as the JSON text that JavaScript would print for it."""

import json
import math
from collections.abc import Callable
from typing import TypeAlias

from insights_cli.yaml12.javascript import number_text, ordered_keys
from insights_cli.yaml12.nodes import Mapping, Node, Path, Scalar, ScalarValue, Sequence

Plain: TypeAlias = ScalarValue | list["Plain"] | dict[str, "Plain"]
Show: TypeAlias = Callable[[Path, Scalar], ScalarValue]
"""How one value is shown; a mask puts `***` for a secret here."""


def as_it_is(_path: Path, node: Scalar) -> ScalarValue:
    """The value itself, unmasked."""
    return node.value


def plain(node: Node, show: Show = as_it_is, path: Path = ()) -> Plain:
    """The tree as dicts and lists, keys in the order of a JavaScript object; *show* gives each single value."""
    if isinstance(node, Mapping):
        return {key: plain(node.members[key], show, (*path, key)) for key in ordered_keys(node.members)}
    if isinstance(node, Sequence):
        return [plain(item, show, (*path, index)) for index, item in enumerate(node.items)]
    assert isinstance(node, Scalar)
    return show(path, node)


def _number(value: float) -> str:
    return number_text(value) if math.isfinite(value) else "null"


def _scalar_text(value: ScalarValue) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    return json.dumps(value if isinstance(value, str) else "<unknown>", ensure_ascii=False)


def json_text(value: Plain, indent: str = "") -> str:
    """The text of `JSON.stringify(value, null, 2)`: numbers as JavaScript prints them, NaN and Infinity as null."""
    inner = indent + "  "
    if isinstance(value, dict):
        lines = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {json_text(below, inner)}" for key, below in value.items()
        ]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}" if lines else "{}"
    if isinstance(value, list):
        lines = [inner + json_text(item, inner) for item in value]
        return "[\n" + ",\n".join(lines) + f"\n{indent}]" if lines else "[]"
    return _scalar_text(value)
