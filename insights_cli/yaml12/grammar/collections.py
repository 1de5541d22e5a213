"""Block and flow collections from their tokens: which entries make sense, and no key twice."""

from typing import Final, Protocol

from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.grammar.props import Props, check_end
from insights_cli.yaml12.grammar.tokens import Block, BlockScalar, Flow, Item, Kind, Token, Tokens, holds_newline
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, Sequence, Source

MAX_KEY_LENGTH: Final = 1024


class Nodes(Protocol):
    """What makes the values inside a collection."""

    source: Source

    def node(self, token: Token, props: Props, *, at_key: bool = False) -> tuple[Node, int]:
        """The value of *token* and the offset after it."""
        ...

    def empty(self, offset: int, before: Tokens | None, props: Props) -> tuple[Node, int]:
        """The value that is not written after the tokens *before*."""
        ...

    def is_merge_key(self, token: Token | None, props: Props) -> bool:
        """Whether a key asks to merge what its value holds."""
        ...

    def key_text(self, node: Node, token: Token | None) -> str:
        """The text under which the value of the key *node*, written as *token*, is kept."""
        ...

    def fail(self, token: Token, reason: str) -> YamlError:
        """The error for the text of *token*."""
        ...


class _Entries:
    """The members of one mapping so far; equal keys are refused as JavaScript's `===` sees them."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self.members: dict[str, Node] = {}
        self.keys: dict[str, tuple[int, int]] = {}
        self.seen: dict[tuple[str, object], Node] = {}

    def check(self, key: Node, token: Token | None, props: Props) -> None:
        """Refuse *key* when it is there already; aliases and collections are never equal."""
        if not isinstance(key, Scalar) or (token is not None and token.kind is Kind.ALIAS):
            return
        if self.nodes.is_merge_key(token, props) or key.value != key.value:
            return
        is_number = isinstance(key.value, int | float) and not isinstance(key.value, bool)
        identity = ("number" if is_number else type(key.value).__name__, key.value)
        first = self.seen.setdefault(identity, key)
        if first is not key:
            reason = f"map keys must be unique, and this one is at line {first.location.line} too"
            raise YamlError(reason, self.nodes.source, key.start, end=key.end)

    def add(self, key: Node, value: Node, token: Token | None, props: Props) -> None:
        """Set *key* to *value*, or merge *value* in where the key says so."""
        if self.nodes.is_merge_key(token, props):
            self._merge(value)
            return
        text = self.nodes.key_text(key, token)
        self.members[text] = value
        self.keys[text] = (key.start, key.end)

    def _merge(self, value: Node) -> None:
        for source in value.items if isinstance(value, Sequence) else [value]:
            if not isinstance(source, Mapping):
                raise YamlError("'<<' takes mappings or aliases of them", value.source, value.start, end=value.end)
            for text, member in source.members.items():
                if text not in self.members:
                    self.members[text] = member
                    self.keys[text] = source.keys[text]


def _props(nodes: Nodes, indicator: Kind, *, flow: str | None = None, newline: bool = True) -> Props:
    return Props(nodes.source, indicator, flow=flow, start_on_newline=newline)


def _after_key(item: Item) -> Token | None:
    return item.key if item.key is not None else item.sep[0] if item.sep else None


def _error(nodes: Nodes, offset: int, reason: str) -> YamlError:
    return YamlError(reason, nodes.source, offset)


def _node(nodes: Nodes, token: Token | None, offset: int, before: Tokens | None, props: Props) -> tuple[Node, int]:
    return nodes.empty(offset, before, props) if token is None else nodes.node(token, props)


def _check_implicit(nodes: Nodes, block: Block, item: Item, props: Props, offset: int) -> bool:
    """Refuse what cannot be a key without a `?`; whether there are only comments and line breaks."""
    key = item.key
    if key is not None and key.kind is Kind.BLOCK_SEQ:
        raise _error(nodes, offset, "a block list cannot be a key without '?'")
    if key is not None and key.indent != block.indent:
        raise _error(nodes, key.offset, "all keys of a mapping start at the same column")
    is_alone = props.anchor is None and props.tag is None and item.sep is None
    if not is_alone and (props.newline_after_prop is not None or holds_newline(key)):
        raise nodes.fail(key if key is not None else item.start[-1], "a key without '?' stands on one line")
    return is_alone


def block_mapping(nodes: Nodes, block: Block) -> tuple[Mapping, int]:
    """The mapping of *block* and the offset after it.

    Raises:
        YamlError: a rule of block mappings is broken.
    """
    entries, offset = _Entries(nodes), block.offset
    comment_end = 0
    for item in block.items:
        props = _props(nodes, Kind.EXPLICIT_KEY).read(item.start, _after_key(item), offset, block.indent)
        if props.found is None:
            if _check_implicit(nodes, block, item, props, offset):
                comment_end = props.end
                continue
        elif props.found.indent != block.indent:
            raise nodes.fail(props.found, "all keys of a mapping start at the same column")
        offset = _block_entry(nodes, block, item, props, entries)
    if comment_end and comment_end < offset:
        # The parser of npm's `yaml` takes the line break before such a key for the end of the mapping.
        raise _error(nodes, comment_end, "a key in brackets that is not the first needs a '?' before it")
    end = max((value.end for value in entries.members.values()), default=block.offset)
    last = max((key_end for _, key_end in entries.keys.values()), default=end)
    return Mapping(nodes.source, block.offset, max(end, last), entries.members, entries.keys), offset


def _block_entry(nodes: Nodes, block: Block, item: Item, props: Props, entries: _Entries) -> int:
    key, after = (
        nodes.node(item.key, props, at_key=True) if item.key is not None else nodes.empty(props.end, item.start, props)
    )
    entries.check(key, item.key, props)
    newline = item.key is None or isinstance(item.key, BlockScalar)
    value_props = _props(nodes, Kind.MAP_VALUE, newline=newline)
    value_props.read(item.sep or [], item.value, after, block.indent)
    offset = value_props.end
    if value_props.found is None:
        if props.found is None:
            raise YamlError("a key needs a ':' and a value", nodes.source, key.start, end=key.end)
        value: Node = Scalar(nodes.source, key.end, key.end, None)
    else:
        if props.found is None:
            _check_value(nodes, item, props, value_props)
        value, offset = _node(nodes, item.value, offset, item.sep, value_props)
    entries.add(key, value, item.key, props)
    return offset


def _check_value(nodes: Nodes, item: Item, props: Props, value_props: Props) -> None:
    value, found = item.value, value_props.found
    if value is not None and value.kind is Kind.BLOCK_MAP and not value_props.has_newline:
        raise _error(
            nodes, value_props.end, "a mapping cannot begin on the line of its key: quote a text with ': ' in it"
        )
    if found is not None and props.start < found.offset - MAX_KEY_LENGTH:
        raise nodes.fail(found, f"the ':' is more than {MAX_KEY_LENGTH} characters after the start of its key")


def block_sequence(nodes: Nodes, block: Block) -> tuple[Sequence, int]:
    """The list of *block* and the offset after it.

    Raises:
        YamlError: a rule of block lists is broken.
    """
    items: list[Node] = []
    offset = block.offset
    for item in block.items:
        props = _props(nodes, Kind.SEQ_ITEM).read(item.start, item.value, offset, block.indent)
        if props.found is None:
            if props.anchor is None and props.tag is None and item.value is None:
                continue
            is_list = item.value is not None and item.value.kind is Kind.BLOCK_SEQ
            reason = "all items of a list start at the same column" if is_list else "a list item needs a '-'"
            raise _error(nodes, props.end if is_list else offset, reason)
        node, offset = _node(nodes, item.value, props.end, item.start, props)
        items.append(node)
    end = items[-1].end if items else block.offset
    return Sequence(nodes.source, block.offset, end, items), offset


class _FlowReader:
    """The entries of one flow collection."""

    def __init__(self, nodes: Nodes, flow: Flow) -> None:
        self.nodes = nodes
        self.flow = flow
        self.is_map = flow.opening.source == "{"
        self.name = "flow mapping" if self.is_map else "flow list"
        self.entries = _Entries(nodes)
        self.items: list[Node] = []
        self.offset = flow.offset + 1

    def read(self) -> None:
        for index, item in enumerate(self.flow.items):
            props = _props(self.nodes, Kind.EXPLICIT_KEY, flow=self.name, newline=False)
            props.read(item.start, _after_key(item), self.offset, self.flow.indent)
            if self._check(index, item, props):
                self._entry(item, props)

    def _check(self, index: int, item: Item, props: Props) -> bool:
        """Refuse misplaced commas; whether there is an entry at all."""
        if index == 0 and props.comma is not None:
            raise self.nodes.fail(props.comma, f"unexpected ',' in the {self.name}")
        if props.found is None:
            is_alone = props.anchor is None and props.tag is None
            if is_alone and item.sep is None and item.value is None:
                if index < len(self.flow.items) - 1:
                    raise _error(self.nodes, props.start, f"an item is missing in the {self.name}")
                self.offset = props.end
                return False
            if not self.is_map and item.key is not None and holds_newline(item.key):
                raise self.nodes.fail(item.key, "a key in a flow list stands on one line")
        if index > 0 and props.comma is None:
            raise _error(self.nodes, props.start, f"a ',' is missing between the items of the {self.name}")
        return True

    def _entry(self, item: Item, props: Props) -> None:
        if self.is_map or item.sep is not None or props.found is not None:
            self._pair(item, props)
            return
        node, self.offset = _node(self.nodes, item.value, props.end, item.sep, props)
        self._refuse_block(item.value)
        self.items.append(node)

    def _refuse_block(self, token: Token | None) -> None:
        if isinstance(token, Block):
            raise self.nodes.fail(token, "block collections are not allowed inside flow collections")

    def _pair(self, item: Item, props: Props) -> None:
        self._refuse_block(item.key)
        key, after = (
            self.nodes.node(item.key, props, at_key=True)
            if item.key is not None
            else self.nodes.empty(props.end, item.start, props)
        )
        value_props = _props(self.nodes, Kind.MAP_VALUE, flow=self.name, newline=False)
        value_props.read(item.sep or [], item.value, after, self.flow.indent)
        self._check_pair(item, props, value_props)
        entries = self.entries if self.is_map else _Entries(self.nodes)
        entries.check(key, item.key, props)
        value = self._value(item, value_props, key)
        entries.add(key, value, item.key, props)
        if not self.is_map:
            end = max(key.end, value.end)
            self.items.append(Mapping(self.nodes.source, key.start, end, entries.members, entries.keys))

    def _value(self, item: Item, value_props: Props, key: Node) -> Node:
        self._refuse_block(item.value)
        if item.value is not None:
            value, self.offset = self.nodes.node(item.value, value_props)
        elif value_props.found is not None:
            value, self.offset = self.nodes.empty(value_props.end, item.sep, value_props)
        else:
            value, self.offset = Scalar(self.nodes.source, key.end, key.end, None), value_props.end
        return value

    def _check_pair(self, item: Item, props: Props, value_props: Props) -> None:
        found = value_props.found
        if found is None:
            if item.value is not None:
                is_glued = item.value.source.startswith(":")
                reason = "a space is missing after ':'" if is_glued else "a ',' or ':' is missing between the items"
                raise _error(
                    self.nodes, item.value.offset if is_glued else value_props.start, f"{reason} of the {self.name}"
                )
            return
        if self.is_map or props.found is not None:
            return
        before = [token for token in item.sep or [] if token.offset < found.offset]
        if any(token.kind is Kind.NEWLINE for token in before):
            raise self.nodes.fail(found, "a key in a flow list stands on one line")
        if props.start < found.offset - MAX_KEY_LENGTH:
            raise self.nodes.fail(found, f"the ':' is more than {MAX_KEY_LENGTH} characters after the start of its key")


def flow_collection(nodes: Nodes, flow: Flow, *, at_root: bool) -> tuple[Mapping | Sequence, int]:
    """The mapping or list of *flow* and the offset after it; *at_root* only chooses the words of an error.

    Raises:
        YamlError: a rule of flow collections is broken, or the closing bracket is missing.
    """
    reader = _FlowReader(nodes, flow)
    reader.read()
    bracket = "}" if reader.is_map else "]"
    if not flow.closing or flow.closing[0].source != bracket:
        indent = "" if at_root else "be indented more than the block around it and "
        raise _error(nodes, reader.offset, f"the {reader.name} must {indent}end with {bracket}")
    end = flow.closing[0].offset + 1
    after = check_end(nodes.source, flow.closing[1:], end, needs_space=True)
    if reader.is_map:
        return Mapping(nodes.source, flow.offset, end, reader.entries.members, reader.entries.keys), after
    return Sequence(nodes.source, flow.offset, end, reader.items), after
