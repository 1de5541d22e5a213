"""Values from libyaml's events, for the texts that libyaml and npm's `yaml` read alike.

Whatever the two might read differently, and whatever libyaml refuses, is left to the exact grammar.
"""

from typing import Any, Final, TypeAlias

from insights_cli.yaml12.doubts import (
    ODD_STARTS,
    behind_comments,
    count_tabs,
    is_doubtful,
    is_odd_break,
    is_odd_flow,
    is_odd_header,
    is_odd_plain,
)
from insights_cli.yaml12.javascript import number_text
from insights_cli.yaml12.libyaml import EVENTS, LIBYAML, YAMLError
from insights_cli.yaml12.limits import MAX_DEPTH, Aliases, Anchor, too_deep
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, Sequence, Source
from insights_cli.yaml12.scalars import PLAIN_STARTS, resolve_core

_Alias: Final = EVENTS.AliasEvent
_DocumentStart: Final = EVENTS.DocumentStartEvent
_MappingEnd: Final = EVENTS.MappingEndEvent
_MappingStart: Final = EVENTS.MappingStartEvent
_Scalar: Final = EVENTS.ScalarEvent
_SequenceEnd: Final = EVENTS.SequenceEndEvent
_SequenceStart: Final = EVENTS.SequenceStartEvent
_StreamEnd: Final = EVENTS.StreamEndEvent

_ALIAS_ENDS: Final = frozenset(("", " ", "\r", "\n", ",", "]", "}"))
_STARTS: Final = PLAIN_STARTS | ODD_STARTS


_Event: TypeAlias = Any
"""An event or mark of libyaml, whose attributes depend on its class; the stubs cannot tell."""


class _Doubt(Exception):  # noqa: N818 - a signal inside this module, never seen outside
    """The text needs the exact grammar."""


class _Frame:
    """A collection that is still open; *members* is None for a list, *key* waits for its value."""

    __slots__ = ("anchor", "around", "column", "is_flow", "items", "key", "keys", "members", "node", "odd")

    def __init__(self, node: Mapping | Sequence, column: int, *, is_flow: bool) -> None:
        self.node = node
        self.column = column
        self.is_flow = is_flow
        self.anchor: Anchor | None = None
        self.around: list[Anchor] = []
        self.key: str | None = None
        self.odd: dict[str, list[object]] | None = None
        self.members: dict[str, Node] | None = None
        if isinstance(node, Mapping):
            self.members, self.keys = node.members, node.keys
        else:
            self.items = node.items


class _Builder:
    """Turns one stream of events into nodes."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        # Where the last line begins if no line break ends it.
        self.unended = len(self.text) + 1 if self.text.endswith("\n") else self.text.rfind("\n") + 1
        self.tabs = count_tabs(self.text)
        self.behind_comments = behind_comments(self.text)
        self.aliases = Aliases(source)
        self.frame = _Frame(Sequence(source, 0, 0, []), -1, is_flow=False)
        self.frames: list[_Frame] = [self.frame]

    def build(self) -> Node:
        # The loop makes no call that it can do without: a large file is a hundred thousand events.
        get_event = LIBYAML.CParser(self.text).get_event
        source, resolve, starts, odd = self.source, resolve_core, _STARTS, self.behind_comments
        while True:
            event = get_event()
            kind = type(event)
            if kind is not _Scalar:
                if kind is _StreamEnd:
                    if self.tabs:
                        raise _Doubt
                    return self.frame.items[0] if self.frame.items else Scalar(source, 0, 0, None)
                self.structure(kind, event)
                continue
            if event.tag is not None or event.anchor is not None:
                self.attach(self.marked_scalar(event))
                continue
            value, style, start, end = event.value, event.style, event.start_mark, event.end_mark
            if style or start.line != end.line or start.index in odd:
                self.inspect(start, end, style)
            if not style:
                if not value:
                    self.attach(self.unwritten(start.index))
                    continue
                if value[0] in starts:
                    if value[0] in ODD_STARTS and is_odd_plain(value):
                        raise _Doubt
                    value = resolve(value)
            frame = self.frame
            if frame.members is None:
                frame.items.append(Scalar(source, start.index, end.index, value))
            elif frame.key is not None:
                frame.members[frame.key] = Scalar(source, start.index, end.index, value)
                frame.key = None
            elif type(value) is str and frame.odd is None and value not in frame.members:
                frame.key = value
                frame.keys[value] = (start.index, end.index)
            else:
                self.attach(Scalar(source, start.index, end.index, value))

    def structure(self, kind: type[object], event: _Event) -> None:
        """Take in an event that is no single value."""
        if kind is _MappingStart or kind is _SequenceStart:
            self.open(event)
        elif kind is _MappingEnd or kind is _SequenceEnd:
            self.close(event)
        elif kind is _Alias:
            self.alias(event)
        elif kind is _DocumentStart and self.frame.items:
            raise _Doubt

    def attach(self, node: Node) -> None:
        """Give *node* to the innermost open collection, as its next key, value or item."""
        frame = self.frame
        if frame.members is None:
            frame.items.append(node)
        elif frame.key is not None:
            frame.members[frame.key] = node
            frame.key = None
        else:
            frame.key = self.odd_key(frame, node)
            frame.keys[frame.key] = (node.start, node.end)

    def is_at_key(self) -> bool:
        """Whether the next node is a key."""
        return self.frame.members is not None and self.frame.key is None

    def odd_key(self, frame: _Frame, node: Node) -> str:
        """The text of a key that is a number, or that may repeat another; equal values are the grammar's to refuse."""
        if type(node) is not Scalar or node.value is None or type(node.value) is bool or node.start == node.end:
            raise _Doubt
        value = node.value
        text = value if isinstance(value, str) else number_text(float(value)) if isinstance(value, int | float) else ""
        if frame.odd is None:
            frame.odd = {}
        assert frame.members is not None
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
        """Leave to the grammar: keys over several lines, lines little indented, comments before or glued to a text."""
        frame = self.frame
        if style in ("|", ">"):
            if (
                is_odd_header(self.text, start.index, start.index)
                or len(self.frames) == 1
                or start.column <= frame.column
                or end.index >= self.unended
            ):
                raise _Doubt
            self.tabs -= count_tabs(self.text, start.index, end.index)
            return
        if self.text[end.index : end.index + 1] == "#" if style else start.index in self.behind_comments:
            raise _Doubt
        if start.line != end.line:
            if self.is_at_key() or is_odd_break(self.text, start.index, end.index):
                raise _Doubt
            self.require_indent(start.index, end.index)

    def require_indent(self, start: int, end: int) -> None:
        """Leave it to the grammar unless the lines after the first are indented more than the block around them."""
        column = next((frame.column for frame in reversed(self.frames) if not frame.is_flow), -1)
        for line in self.text[start:end].split("\n")[1:]:
            text = line.lstrip(" ")
            if text.rstrip(" \t\r") and len(line) - len(text) <= column:
                raise _Doubt

    def require_plain_flow(self, start: int, end: int) -> None:
        """Leave odd signs between brackets to the grammar; the last bracket may stand below what it closes."""
        if is_odd_flow(self.text, start, end):
            raise _Doubt
        last = self.text.rfind("\n", start, end) + 1
        if last and not self.text[last : end - 1].strip(" ") and end - 1 - last == self.frame.column:
            end = last - 1
        self.require_indent(start, end)

    def marked_scalar(self, event: _Event) -> Scalar:
        if event.tag is not None or (event.start_mark.line != event.end_mark.line and event.style not in ("|", ">")):
            raise _Doubt
        value = event.value
        self.inspect(event.start_mark, event.end_mark, event.style)
        if not event.style and (not value or (value[0] in ODD_STARTS and is_odd_plain(value))):
            raise _Doubt
        start = self.after_anchor(event)
        if event.style in ("|", ">") and is_odd_header(self.text, event.start_mark.index, start):
            raise _Doubt
        node = Scalar(self.source, start, event.end_mark.index, value if event.style else resolve_core(value))
        self.aliases.define(event.anchor).node = node
        return node

    def after_anchor(self, event: _Event) -> int:
        """Where the value of an anchored node begins; libyaml says where the anchor does."""
        start = int(event.start_mark.index)
        if event.anchor is None:
            return start
        after = name_end = start + 1 + len(event.anchor)
        while self.text[after : after + 1] in (" ", "\r", "\n"):
            after += 1
        if after == name_end or self.text[after : after + 1] in ("#", "\t"):
            raise _Doubt
        return after

    def column_of(self, offset: int) -> int:
        return offset - self.text.rfind("\n", 0, offset) - 1

    def open(self, event: _Event) -> None:
        if event.tag is not None:
            raise _Doubt
        start = self.after_anchor(event)
        if len(self.frames) > MAX_DEPTH:
            raise too_deep(self.source, start)
        node: Mapping | Sequence
        node = (
            Mapping(self.source, start, start, {}, {})
            if type(event) is _MappingStart
            else Sequence(self.source, start, start, [])
        )
        if self.is_at_key():
            raise _Doubt
        parent = self.frame
        self.attach(node)
        column = event.start_mark.column if event.anchor is None else self.column_of(start)
        frame = _Frame(node, column, is_flow=bool(event.flow_style))
        frame.around = parent.around
        if event.anchor is not None:
            frame.anchor = self.aliases.define(event.anchor)
            frame.around = [*frame.around, frame.anchor]
        self.frames.append(frame)
        self.frame = frame

    def close(self, event: _Event) -> None:
        frame = self.frames.pop()
        self.frame = self.frames[-1]
        node = frame.node
        if frame.is_flow:
            node.end = event.end_mark.index
            if self.text[node.end : node.end + 1] == "#":
                raise _Doubt
            if not self.frame.is_flow:
                self.require_plain_flow(node.start, node.end)
        elif type(node) is Mapping:
            node.end = next(reversed(node.members.values())).end
        else:
            node.end = frame.items[-1].end
        if frame.anchor is not None:
            frame.anchor.node = node

    def alias(self, event: _Event) -> None:
        end = event.end_mark.index
        if self.is_at_key() or self.text[end : end + 1] not in _ALIAS_ENDS:
            raise _Doubt
        anchor = self.aliases.resolve(event.anchor, event.start_mark.index, end)
        for around in self.frame.around:
            around.inside.append(anchor)
        assert anchor.node is not None
        self.attach(anchor.node)


def parse_quickly(source: Source) -> Node | None:
    """The value of *source*, or None when only the exact grammar can tell.

    Raises:
        YamlError: nested too deeply, or aliases without an anchor or beyond the limits.
    """
    if LIBYAML is None or is_doubtful(source.text):
        return None
    try:
        return _Builder(source).build()
    except (YAMLError, _Doubt):
        return None
