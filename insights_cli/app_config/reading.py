"""Typed reads, as Backstage's ConfigReader does them: source by source, no fallback past a wrong type."""

import math
import re
from collections.abc import Callable
from typing import Final

from insights_cli.app_config.document import Document, Key, as_path
from insights_cli.app_config.load_errors import WRONG_TYPE
from insights_cli.app_config.tree import ConfigSource
from insights_cli.errors import InsightsError
from insights_cli.yaml12.javascript import SPACE, number_text, to_number
from insights_cli.yaml12.nodes import UNKNOWN, Mapping, Node, Path, Scalar, Sequence, child

_TRUE: Final = re.compile("y|yes|true|1|on", re.IGNORECASE | re.ASCII)
_FALSE: Final = re.compile("n|no|false|0|off", re.IGNORECASE | re.ASCII)


def type_name(node: Node) -> str:
    """What Backstage calls the type of *node* in its messages."""
    if isinstance(node, Mapping):
        return "object"
    if isinstance(node, Sequence):
        return "array"
    value = node.value if isinstance(node, Scalar) else None
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "nan" if math.isnan(value) else "number"
    return "empty-string" if value == "" else "string"


def shown(path: Path) -> str:
    """The *path* as Backstage names a key: `a.b[1].c`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _wrong(path: Path, node: Node, source: ConfigSource, wanted: str) -> InsightsError:
    return WRONG_TYPE.raised(
        f"{shown(path)} in {source.name} is of type {type_name(node)}, and {wanted} is wanted",
        location=node.location,
        fix=f"give {shown(path)} a value of type {wanted}",
    )


def _unconvertible(path: Path, node: Node, source: ConfigSource, wanted: str) -> InsightsError:
    return WRONG_TYPE.raised(
        f"{shown(path)} in {source.name} cannot be read as a {wanted}",
        location=node.location,
        fix=f"give {shown(path)} a value that is a {wanted}",
    )


def _look(source: ConfigSource, path: Path) -> Node | None:
    """The value at *path* in one source; None where it is silent. A null on the way is the answer.

    Raises:
        InsightsError: IN019, something on the way is no object.
    """
    node: Node | None = source.tree
    for depth, step in enumerate(path):
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return node
        if not isinstance(node, Mapping):
            raise _wrong(path[:depth], node, source, "object")
        node = child(node, step)
    return node


def _read(
    document: Document, key: Key, wanted: str, accepts: Callable[[Node], bool]
) -> tuple[Node, ConfigSource] | None:
    path = as_path(key)
    for source in reversed(document.sources):
        node = _look(source, path)
        if node is None:
            continue
        if isinstance(node, Scalar) and node.value is None:
            return None
        if isinstance(node, Scalar) and node.value is UNKNOWN:
            raise _unconvertible(path, node, source, f"{wanted} while a variable in it is unset")
        if not accepts(node):
            raise _wrong(path, node, source, wanted)
        return node, source
    return None


def _is_text(node: Node) -> bool:
    return isinstance(node, Scalar) and isinstance(node.value, str) and node.value != ""


def read_string(document: Document, key: Key) -> str | None:
    """The text at *key*, None where nothing or null is set.

    Raises:
        InsightsError: IN019, it is empty or no text.
    """
    found = _read(document, key, "string", _is_text)
    return None if found is None else str(found[0].value) if isinstance(found[0], Scalar) else None


def read_number(document: Document, key: Key) -> int | float | None:
    """The number at *key*; texts are read as JavaScript's `Number()` reads them. None where nothing or null is set.

    Raises:
        InsightsError: IN019, it is neither a number nor a text that is one.
    """
    found = _read(document, key, "number", lambda node: type_name(node) in ("number", "nan", "string", "empty-string"))
    if found is None or not isinstance(found[0], Scalar):
        return None
    value = found[0].value
    if isinstance(value, int | float):
        return value
    number = to_number(str(value))
    if number is None or not math.isfinite(number):
        raise _unconvertible(as_path(key), *found, "number")
    return number


def read_boolean(document: Document, key: Key) -> bool | None:
    """The boolean at *key*; y, yes, true, 1, on and their opposites count. None where nothing or null is set.

    Raises:
        InsightsError: IN019, it is none of these.
    """
    found = _read(document, key, "boolean", lambda node: isinstance(node, Scalar))
    if found is None or not isinstance(found[0], Scalar):
        return None
    value = found[0].value
    if isinstance(value, bool):
        return value
    text = (number_text(float(value)) if isinstance(value, int | float) else str(value)).strip(SPACE)
    if _TRUE.fullmatch(text):
        return True
    if _FALSE.fullmatch(text):
        return False
    raise _unconvertible(as_path(key), *found, "boolean")


def read_strings(document: Document, key: Key) -> tuple[str, ...] | None:
    """The list of texts at *key*, None where nothing or null is set.

    Raises:
        InsightsError: IN019, it is no list, or an item is empty or no text.
    """
    found = _read(document, key, "string-array", lambda node: isinstance(node, Sequence))
    if found is None:
        return None
    node, source = found
    items = node.items if isinstance(node, Sequence) else []
    for index, item in enumerate(items):
        if not _is_text(item):
            raise _wrong((*as_path(key), index), item, source, "string-array")
    return tuple(str(item.value) for item in items if isinstance(item, Scalar))
