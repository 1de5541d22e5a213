"""Values from libyaml's events, for the texts that libyaml and npm's `yaml` read alike.

Whatever the two might read differently, and whatever libyaml refuses, is left to the exact grammar.
"""

import gc
import re
import sys
from typing import Any, Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from insights_cli.yaml12.javascript import number_text
from insights_cli.yaml12.limits import MAX_DEPTH, Aliases, Anchor, too_deep
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, Sequence, Source
from insights_cli.yaml12.scalars import resolve_core

# Absent where PyYAML was built without libyaml: then every text goes to the exact grammar.
_LIBYAML: Final[Any] = sys.modules.get("yaml._yaml")

# Characters that libyaml treats otherwise, and single signs that make a text one for the grammar.
_DOUBTFUL_CHARACTERS: Final = ("\t", "\r", "\x85", "\u2028", "\u2029", "\ufeff", "\n%", "\n---", "\n...")
# Explicit keys, plain texts that begin with `?` or `:`, comments glued to a sign, content on the line of a `---`.
_DOUBTFUL: Final = re.compile(r"(?:\A|[\s\[{,])(?:\?|:(?=\S))|[,\[{]#|[|>][-+0-9]*#|\A(?:%|---(?=[^\n])|\.\.\.)")
_ALIAS_ENDS: Final = frozenset(("", " ", "\n", ",", "]", "}"))


_Event: TypeAlias = Any
"""An event or mark of libyaml, whose attributes depend on its class; the stubs cannot tell."""


class _Doubt(Exception):  # noqa: N818 - a signal inside this module, never seen outside
    """The text needs the exact grammar."""


class _Frame:
    """A collection that is still open, and the key that waits for its value."""

    __slots__ = (
        "anchor",
        "around",
        "column",
        "is_flow",
        "items",
        "key",
        "key_end",
        "key_start",
        "keys",
        "members",
        "node",
        "odd",
    )

    def __init__(self, node: Mapping | Sequence, column: int, *, is_flow: bool) -> None:
        self.node = node
        self.column = column
        self.is_flow = is_flow
        self.anchor: Anchor | None = None
        self.around: list[Anchor] = []
        self.key: str | None = None
        self.key_start = self.key_end = 0
        self.odd: dict[str, list[object]] | None = None
        if isinstance(node, Mapping):
            self.members, self.keys = node.members, node.keys
        else:
            self.items = node.items


class _Builder:
    """Turns one stream of events into nodes."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.aliases = Aliases(source)
        self.frames: list[_Frame] = []
        self.root: Node = Scalar(source, 0, 0, None)
        self.documents = 0

    def build(self) -> Node:
        parser = _LIBYAML.CParser(self.text)
        get_event, source, resolve = parser.get_event, self.source, resolve_core
        while True:
            event = get_event()
            kind = type(event)
            if kind is ScalarEvent:
                start, end = event.start_mark, event.end_mark
                if event.tag is not None or event.anchor is not None:
                    node = self.marked_scalar(event)
                else:
                    style, value = event.style, event.value
                    if style or start.line != end.line:
                        self.inspect(start, end, style)
                    if value == "-":
                        raise _Doubt
                    if value or style:
                        node = Scalar(source, start.index, end.index, value if style else resolve(value))
                    else:
                        node = self.unwritten(start.index)
                self.attach(node)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self.open(event)
            elif kind is AliasEvent:
                self.alias(event)
            elif isinstance(event, CollectionEndEvent):
                self.close(event)
            elif kind is DocumentStartEvent:
                self.documents += 1
                if self.documents > 1:
                    raise _Doubt
            elif kind is StreamEndEvent:
                return self.root

    def attach(self, node: Node) -> None:
        """Give *node* to the innermost open collection, as its next key, value or item."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if type(frame.node) is Sequence:
            frame.items.append(node)
        elif frame.key is not None:
            frame.members[frame.key] = node
            frame.keys[frame.key] = (frame.key_start, frame.key_end)
            frame.key = None
        else:
            self.begin_key(frame, node)

    def begin_key(self, frame: _Frame, node: Node) -> None:
        value = node.value if type(node) is Scalar else None
        if type(value) is not str or frame.odd is not None or value in frame.members:
            value = self.odd_key(frame, node)
        frame.key, frame.key_start, frame.key_end = value, node.start, node.end

    def odd_key(self, frame: _Frame, node: Node) -> str:
        """The text of a key that is a number, or that may repeat another; equal values are the grammar's to refuse."""
        if type(node) is not Scalar or node.value is None or type(node.value) is bool or node.start == node.end:
            raise _Doubt
        value = node.value
        text = value if isinstance(value, str) else number_text(float(value)) if isinstance(value, int | float) else ""
        if frame.odd is None:
            frame.odd = {}
        if text in frame.members:
            seen = frame.odd.setdefault(text, [text])
            if value in seen:
                raise _Doubt
            seen.append(value)
        elif not isinstance(value, str):
            frame.odd[text] = [value]
        return text

    def unwritten(self, at: int) -> Scalar:
        """A null that is not written stands after the spaces that follow its indicator."""
        while self.text[at - 1 : at] in (" ", ":", "-") and self.text[at : at + 1] == " ":
            at += 1
        return Scalar(self.source, at, at, None)

    def inspect(self, start: _Event, end: _Event, style: str) -> None:
        """Leave to the grammar: keys over several lines, lines little indented, comments glued to a quote."""
        frame = self.frames[-1] if self.frames else None
        if style in ("|", ">"):
            if frame is None or start.column <= frame.column or (end.index == len(self.text) and self.text[-1] != "\n"):
                raise _Doubt
            return
        if style and self.text[end.index : end.index + 1] == "#":
            raise _Doubt
        if start.line != end.line:
            if frame is not None and type(frame.node) is Mapping and frame.key is None:
                raise _Doubt
            self.require_indent(start.index, end.index)

    def require_indent(self, start: int, end: int) -> None:
        """Leave it to the grammar unless the lines after the first are indented more than the block around them."""
        column = next((frame.column for frame in reversed(self.frames) if not frame.is_flow), -1)
        for line in self.text[start:end].split("\n")[1:]:
            if line.strip(" ") and len(line) - len(line.lstrip(" ")) <= column:
                raise _Doubt

    def marked_scalar(self, event: _Event) -> Scalar:
        if event.tag is not None or (event.start_mark.line != event.end_mark.line and event.style not in ("|", ">")):
            raise _Doubt
        start = self.after_anchor(event)
        value = event.value
        node = Scalar(self.source, start, event.end_mark.index, value if event.style else resolve_core(value))
        self.aliases.define(event.anchor).node = node
        return node

    def after_anchor(self, event: _Event) -> int:
        """Where the value of an anchored node begins; libyaml says where the anchor does."""
        start = int(event.start_mark.index)
        if event.anchor is None:
            return start
        after = name_end = start + 1 + len(event.anchor)
        while self.text[after : after + 1] in (" ", "\n"):
            after += 1
        if after == name_end:
            raise _Doubt
        return after

    def open(self, event: _Event) -> None:
        if event.tag is not None:
            raise _Doubt
        start = self.after_anchor(event)
        if len(self.frames) >= MAX_DEPTH:
            raise too_deep(self.source, start)
        node: Mapping | Sequence
        node = (
            Mapping(self.source, start, start, {}, {})
            if type(event) is MappingStartEvent
            else Sequence(self.source, start, start, [])
        )
        parent = self.frames[-1] if self.frames else None
        if parent is not None and type(parent.node) is Mapping and parent.key is None:
            raise _Doubt
        self.attach(node)
        frame = _Frame(node, event.start_mark.column, is_flow=bool(event.flow_style))
        if parent is not None:
            frame.around = parent.around
        if event.anchor is not None:
            frame.anchor = self.aliases.define(event.anchor)
            frame.around = [*frame.around, frame.anchor]
        self.frames.append(frame)

    def close(self, event: _Event) -> None:
        frame = self.frames.pop()
        node = frame.node
        if frame.is_flow:
            node.end = event.end_mark.index
            if self.text[node.end : node.end + 1] == "#":
                raise _Doubt
            self.require_indent(node.start, node.end)
        elif type(node) is Mapping:
            node.end = next(reversed(node.members.values())).end
        else:
            node.end = frame.items[-1].end
        if frame.anchor is not None:
            frame.anchor.node = node

    def alias(self, event: _Event) -> None:
        end = event.end_mark.index
        frame = self.frames[-1] if self.frames else None
        if self.text[end : end + 1] not in _ALIAS_ENDS or (frame and type(frame.node) is Mapping and frame.key is None):
            raise _Doubt
        anchor = self.aliases.resolve(event.anchor, event.start_mark.index, end)
        for around in frame.around if frame else ():
            around.inside.append(anchor)
        assert anchor.node is not None
        self.attach(anchor.node)


def parse_quickly(source: Source) -> Node | None:
    """The value of *source*, or None when only the exact grammar can tell.

    Raises:
        YamlError: nested too deeply, or aliases without an anchor or beyond the limits.
    """
    text = source.text
    if _LIBYAML is None or any(sign in text for sign in _DOUBTFUL_CHARACTERS) or _DOUBTFUL.search(text):
        return None
    # Tens of thousands of new objects set off collections that find nothing: a third of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _Builder(source).build()
    except (yaml.YAMLError, _Doubt):
        return None
    finally:
        if was_enabled:
            gc.enable()
