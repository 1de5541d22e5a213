"""The text of a key: JavaScript objects know no other keys than texts."""

import json
import math
import re
from typing import Final

from insights_cli.yaml12.javascript import exponential_text, number_text
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, ScalarValue, Sequence
from insights_cli.yaml12.scalars import resolve_core

_NEEDS_QUOTES: Final = re.compile(
    r"[\[\]{},\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
    r"|^[\n\t #&*!|>'\"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n \t:-]$"
)


def scalar_key(value: ScalarValue) -> str:
    """What `String(value)` gives; the empty text for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(float(value))
    return str(value)


def _quoted(text: str) -> str:
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def _number(value: float, raw: str) -> str:
    """A number as it is printed again: hexadecimal, octal and exponents stay, so do zeros at the end of a fraction."""
    text = number_text(float(value))
    if raw.startswith("0x"):
        return f"0x{int(value):x}"
    if raw.startswith("0o"):
        return f"0o{int(value):o}"
    if "e" in raw.lower() and math.isfinite(value):
        return exponential_text(value)
    if "." in raw and raw.endswith("0"):
        whole, _, fraction = text.partition(".")
        return f"{whole}.{fraction.ljust(len(raw.partition('.')[2]), '0')}"
    return text


def _scalar(value: ScalarValue, raw: str) -> str:
    if raw[:1] in ("'", '"') or not isinstance(value, str):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return _number(float(value), raw) if is_number and isinstance(value, int | float) else raw
    return _quoted(value) if "\n" in raw or _NEEDS_QUOTES.search(value) else raw


def _pair(mapping: Mapping, key: str) -> str:
    start, end = mapping.keys[key]
    value = mapping.members[key]
    raw = value.source.text[start:end]
    name = f"? {key}" if raw[:1] in ("[", "{") else _scalar(key if raw[:1] in ("'", '"') else resolve_core(raw), raw)
    if value.start == value.end == end:
        return name
    return f"{name}: {_as_written(value)}".rstrip() if name else f": {_as_written(value)}".rstrip()


def _as_written(node: Node) -> str:
    """The *node* in flow style, as npm's `yaml` prints a collection that is a key."""
    if isinstance(node, Mapping):
        inner = ", ".join(_pair(node, key) for key in node.members)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(node, Sequence):
        inner = ", ".join(_as_written(item) for item in node.items)
        return f"[ {inner} ]" if node.items else "[]"
    assert isinstance(node, Scalar)
    return _scalar(node.value, node.raw)


def as_key(node: Node) -> str:
    """The text under which the value of the key *node* is kept."""
    return scalar_key(node.value) if isinstance(node, Scalar) else _as_written(node)


def pairs_as_key(pairs: list[Node]) -> str:
    """The text of a `!!pairs` or `!!omap` list that is a key."""
    inner = ", ".join(_pair(pair, key) for pair in pairs if isinstance(pair, Mapping) for key in pair.members)
    return f"[ {inner} ]" if inner else "[]"
