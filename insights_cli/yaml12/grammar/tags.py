"""Values that a tag asks for: `!!int "12"`, `!!binary`, `!!set` and what else npm's `yaml` knows."""

import base64
import re
from typing import Final

from insights_cli.yaml12.grammar.directives import CORE
from insights_cli.yaml12.grammar.scalars_1_1 import Timestamp, is_timestamp, resolve_1_1
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, ScalarValue, Sequence, Source
from insights_cli.yaml12.scalars import resolve_core

MERGE: Final = CORE + "merge"
KNOWN_COLLECTIONS: Final = {
    CORE + "map": "map",
    CORE + "seq": "seq",
    CORE + "set": "map",
    CORE + "omap": "seq",
    CORE + "pairs": "seq",
}
_TESTED: Final = {CORE + "null": type(None), CORE + "bool": bool, CORE + "int": int, CORE + "float": float}
_BASE64 = re.compile("[^A-Za-z0-9+/]")
_FLOAT_MARK = re.compile("[.eE]")


def _is_float_text(text: str) -> bool:
    return _FLOAT_MARK.search(text) is not None and not text.lower().lstrip("+-").startswith("0x")


def _tested(name: str, text: str, *, is_1_1: bool) -> tuple[ScalarValue | Timestamp, bool]:
    """The value of *text* when the schema would give it the type *name*; whether it would."""
    value = resolve_1_1(text) if is_1_1 else resolve_core(text)
    wanted = _TESTED[name]
    if wanted is type(None) or wanted is bool:
        return value, isinstance(value, wanted)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value, is_number and _is_float_text(text) is (wanted is float)


def tagged_value(name: str, text: str, *, is_1_1: bool) -> tuple[ScalarValue | Timestamp, bool]:
    """The value of the single value *text* under the tag *name*, and whether the tag is known.

    Raises:
        ValueError: the tag is known and refuses the text.
    """
    if name in ("!", CORE + "str"):
        return text, True
    if name in _TESTED:
        value, is_known = _tested(name, text, is_1_1=is_1_1)
        return (value, True) if is_known else (text, False)
    if name == CORE + "timestamp":
        if not is_timestamp(text):
            message = "!!timestamp expects a date like 2024-01-31"
            raise ValueError(message)
        return Timestamp(text), True
    return (None, True) if name == MERGE else (text, False)


def binary(source: Source, start: int, end: int, text: str) -> tuple[Mapping, str]:
    """The bytes of base64 *text*: the object of numbers that Backstage sees, and the text they have as a key."""
    digits = _BASE64.sub("", text.partition("=")[0].replace("-", "+").replace("_", "/"))
    usable = digits[: len(digits) - (len(digits) % 4 == 1)]
    content = base64.b64decode(usable + "=" * (-len(usable) % 4))
    members: dict[str, Node] = {str(at): Scalar(source, start, end, byte) for at, byte in enumerate(content)}
    node = Mapping(source, start, end, members, dict.fromkeys(members, (start, end)))
    return node, content.decode("utf-8", "replace")


def empty_object(source: Source, start: int, end: int) -> Mapping:
    """What Backstage sees of a date, a set or an ordered map: an object without keys."""
    return Mapping(source, start, end, {}, {})


def as_pairs(node: Sequence) -> list[Node]:
    """The entries of a `!!pairs` or `!!omap` list, each an object with one key.

    Raises:
        ValueError: an entry has several keys.
    """
    pairs: list[Node] = []
    for item in node.items:
        if isinstance(item, Mapping) and len(item.members) > 1:
            message = "each pair needs its own '-'"
            raise ValueError(message)
        if isinstance(item, Mapping) and item.members:
            pairs.append(item)
        else:
            text = "" if not isinstance(item, Scalar) or item.value is None else str(item.value)
            null = Scalar(item.source, item.end, item.end, None)
            pairs.append(Mapping(item.source, item.start, item.end, {text: null}, {text: (item.start, item.end)}))
    return pairs
