"""Values that remember the text they came from.

These are slotted classes and not dataclasses: a large file makes tens of thousands of them, and a frozen dataclass
costs four times as much to make. Nobody changes a node after the parser handed it out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, TypeAlias

from insights_cli.model.diagnostic import Location

_NEWLINE = re.compile("\n")


class _Unknown:
    """The type of UNKNOWN."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        return False


UNKNOWN: Final = _Unknown()
"""The state of a value that depends on a variable nobody set, when that is tolerated."""

ScalarValue: TypeAlias = bool | int | float | str | _Unknown | None
Path: TypeAlias = tuple[str | int, ...]


class Source:
    """A named text; turns offsets (code points from 0, the end excluded) into lines and columns from 1."""

    __slots__ = ("_starts", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts: list[int] | None = None

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(found.end() for found in _NEWLINE.finditer(self.text))]
        return self._starts

    def _place(self, offset: int) -> tuple[int, int]:
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def locate(self, start: int, end: int | None = None) -> Location:
        """The place of the stretch from *start* to *end*; without *end* one point."""
        line, column = self._place(start)
        if end is None:
            return Location(path=self.path, line=line, column=column)
        end_line, end_column = self._place(end)
        return Location(path=self.path, line=line, column=column, end_line=end_line, end_column=end_column)

    def line(self, number: int) -> str:
        """The text of line *number*, counted from 1, without its line break; empty where there is none."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


class Node:
    """A value and where it stands: *start* and *end* are offsets in *source*."""

    __slots__ = ("end", "source", "start")

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.end = end

    @property
    def location(self) -> Location:
        """The lines and columns of the value."""
        return self.source.locate(self.start, self.end)

    @property
    def raw(self) -> str:
        """The text exactly as it was written."""
        return self.source.text[self.start : self.end]


class Scalar(Node):
    """Null, a boolean, a number or text; numbers are IEEE doubles, shown as int where that loses nothing.

    *origin* says what the value was made from when it is not simply what is written (see `app_config.placeholders`).
    """

    __slots__ = ("origin", "value")

    def __init__(self, source: Source, start: int, end: int, value: ScalarValue, origin: object = None) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.value = value
        self.origin = origin


class Sequence(Node):
    """A list."""

    __slots__ = ("items",)

    def __init__(self, source: Source, start: int, end: int, items: list[Node]) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.items = items


class Mapping(Node):
    """An object: values by key text in the order of the file, and the offsets `(start, end)` of every key."""

    __slots__ = ("keys", "members")

    def __init__(
        self, source: Source, start: int, end: int, members: dict[str, Node], keys: dict[str, tuple[int, int]]
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.members = members
        self.keys = keys

    def key_location(self, key: str) -> Location:
        """The lines and columns of *key* itself."""
        start, end = self.keys[key]
        return self.source.locate(start, end)


def is_null(node: Node | None) -> bool:
    """Whether a null is written there; where nothing is, none is."""
    return isinstance(node, Scalar) and node.value is None


def child(node: Node | None, step: str | int) -> Node | None:
    """The value one *step* below *node*; None where there is none."""
    if isinstance(node, Mapping):
        return node.members.get(step) if isinstance(step, str) else None
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def descend(node: Node | None, path: Path) -> Node | None:
    """The value at *path* below *node*; None where there is none."""
    for step in path:
        node = child(node, step)
    return node


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every value from *node* down with its path, parents first, in the order of the file."""
    yield path, node
    if isinstance(node, Mapping):
        for key, value in node.members.items():
            yield from walk(value, (*path, key))
    elif isinstance(node, Sequence):
        for index, value in enumerate(node.items):
            yield from walk(value, (*path, index))
