"""Which shape a JSON value has: small checks that compose, each miss told as a path and what must be there.

Only what the catalog's JSON schemas use; absent and null are different things, as in JSON.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

Miss: TypeAlias = tuple[str, str]
"""A dotted path (empty for the whole value), and what must be there."""

Shape: TypeAlias = Callable[[object, str], Iterator[Miss]]
"""Finds the misses of a value that stands at a path."""


def text(*, non_empty: bool = True, choices: tuple[str, ...] = (), pattern: str | None = None) -> Shape:
    """A text; by default with at least one character."""
    compiled = re.compile(pattern) if pattern is not None else None

    def check(value: object, path: str) -> Iterator[Miss]:
        if not isinstance(value, str):
            yield path, f"must be text, not {_name_type(value)}"
        elif non_empty and not value:
            yield path, "must not be empty"
        elif choices and value not in choices:
            yield path, f'must be {" or ".join(choices)}, not "{value}"'
        elif compiled is not None and not compiled.fullmatch(value):
            yield path, f'must be letters, digits and "_", not "{value}"'

    return check


def items(shape: Shape) -> Shape:
    """A list whose every item has *shape*."""

    def check(value: object, path: str) -> Iterator[Miss]:
        if not isinstance(value, list | tuple):
            yield path, f"must be a list, not {_name_type(value)}"
            return
        for index, item in enumerate(value):
            yield from shape(item, _join(path, str(index)))

    return check


def record(
    fields: Mapping[str, Shape], *, required: tuple[str, ...] = (), closed: bool = False, others: Shape | None = None
) -> Shape:
    """A mapping; *closed* forbids keys that are no field, *others* is the shape of every other value.

    Keys that hold a line break or are empty escape *others*, as they do in the catalog's pattern `^.+$`.
    """

    def check(value: object, path: str) -> Iterator[Miss]:
        if not isinstance(value, Mapping):
            yield path, f"must be a mapping, not {_name_type(value)}"
            return
        yield from ((_join(path, key), "is required") for key in required if key not in value)
        for key, member in value.items():
            place = _join(path, str(key))
            if key in fields:
                yield from fields[key](member, place)
            elif closed:
                yield place, "is no known field"
            elif others is not None and _ONE_LINE.fullmatch(str(key)):
                yield from others(member, place)

    return check


_ONE_LINE = re.compile("[^\n\r\u2028\u2029]+")


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _name_type(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list() | tuple():
            return "a list"
        case _:
            return "a mapping"
