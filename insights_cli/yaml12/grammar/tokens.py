"""The token tree: what the lexer yields and the parser nests, with every space and comment."""

from enum import StrEnum
from typing import Final, TypeAlias


class Kind(StrEnum):
    """The kinds of tokens."""

    BOM = "byte-order-mark"
    DOC_MODE = "document"
    FLOW_ERROR_END = "flow-error-end"
    SCALAR = "plain value"
    DOC_START = "doc-start"
    DOC_END = "doc-end"
    NEWLINE = "newline"
    SEQ_ITEM = "'-' indicator"
    EXPLICIT_KEY = "'?' indicator"
    MAP_VALUE = "':' indicator"
    FLOW_MAP_START = "'{'"
    FLOW_MAP_END = "'}'"
    FLOW_SEQ_START = "'['"
    FLOW_SEQ_END = "']'"
    COMMA = "','"
    SPACE = "space"
    COMMENT = "comment"
    DIRECTIVE = "directive"
    ALIAS = "alias"
    ANCHOR = "anchor"
    TAG = "tag"
    SINGLE_QUOTED = "single-quoted value"
    DOUBLE_QUOTED = "double-quoted value"
    BLOCK_HEADER = "block scalar header"
    BLOCK_SCALAR = "block scalar"
    BLOCK_MAP = "block mapping"
    BLOCK_SEQ = "block sequence"
    FLOW = "flow collection"
    DOCUMENT = "document content"


FLOW_SCALARS: Final = frozenset((Kind.ALIAS, Kind.SCALAR, Kind.SINGLE_QUOTED, Kind.DOUBLE_QUOTED))
FILLERS: Final = frozenset((Kind.SPACE, Kind.COMMENT, Kind.NEWLINE))

_KEY_BREAKS: Final = frozenset((Kind.DOC_START, Kind.EXPLICIT_KEY, Kind.MAP_VALUE, Kind.SEQ_ITEM, Kind.NEWLINE))


class Token:
    """A piece of text that means something; *end* are the tokens that follow a value on its line."""

    __slots__ = ("end", "indent", "kind", "offset", "source")

    def __init__(self, kind: Kind, offset: int, indent: int, source: str) -> None:
        self.kind = kind
        self.offset = offset
        self.indent = indent
        self.source = source
        self.end: list[Token] | None = None


class BlockScalar(Token):
    """A literal or folded text: the header and what stands beside it are *props*, the lines are the source."""

    __slots__ = ("props",)

    def __init__(self, header: Token) -> None:
        super().__init__(Kind.BLOCK_SCALAR, header.offset, header.indent, "")
        self.props = [header]


class Item:
    """An entry of a collection; None is absence, which differs from an empty list."""

    __slots__ = ("explicit_key", "key", "sep", "start", "value")

    def __init__(
        self,
        start: list[Token],
        *,
        key: "Token | None" = None,
        sep: list[Token] | None = None,
        value: "Token | None" = None,
        explicit_key: bool = False,
    ) -> None:
        self.start = start
        self.key = key
        self.sep = sep
        self.value = value
        self.explicit_key = explicit_key


class Block(Token):
    """A block mapping or a block sequence."""

    __slots__ = ("items",)

    def __init__(self, kind: Kind, offset: int, indent: int, items: list[Item]) -> None:
        super().__init__(kind, offset, indent, "")
        self.items = items


class Flow(Token):
    """A flow collection; *closing* is the closing bracket and what follows it."""

    __slots__ = ("closing", "items", "opening")

    def __init__(self, opening: Token) -> None:
        super().__init__(Kind.FLOW, opening.offset, opening.indent, "")
        self.opening = opening
        self.items: list[Item] = []
        self.closing: list[Token] = []


class DocumentToken(Token):
    """One document: what comes before its value, the value, and what follows."""

    __slots__ = ("start", "value")

    def __init__(self, offset: int) -> None:
        super().__init__(Kind.DOCUMENT, offset, 0, "")
        self.start: list[Token] = []
        self.value: Token | None = None


Tokens: TypeAlias = list[Token]


def includes(tokens: Tokens, kind: Kind) -> bool:
    """Whether any of *tokens* is of *kind*."""
    return any(token.kind is kind for token in tokens)


def is_only_filler(tokens: Tokens) -> bool:
    """Whether *tokens* are nothing but spaces, comments and line breaks."""
    return all(token.kind in FILLERS for token in tokens)


def value_end(token: Token | None) -> Tokens | None:
    """The list that takes what follows *token* on its line; None where there is none."""
    if isinstance(token, Flow):
        return token.closing
    return token.end if token is not None else None


def holds_newline(token: Token | None) -> bool:
    """Whether *token*, used as a key, stretches over more than one line."""
    if token is None:
        return False
    if token.kind in FLOW_SCALARS:
        return "\n" in token.source or (token.end is not None and includes(token.end, Kind.NEWLINE))
    if isinstance(token, Flow):
        return any(
            includes(item.start, Kind.NEWLINE)
            or (item.sep is not None and includes(item.sep, Kind.NEWLINE))
            or holds_newline(item.key)
            or holds_newline(item.value)
            for item in token.items
        )
    return True


def key_props(before: Tokens) -> Tokens:
    """Take from the end of *before* the anchors, tags and spaces that belong to a key which begins now."""
    at = len(before)
    while at > 0 and before[at - 1].kind not in _KEY_BREAKS:
        at -= 1
    while at < len(before) and before[at].kind is Kind.SPACE:
        at += 1
    taken = before[at:]
    del before[at:]
    return taken


def settle_flow_items(flow: Flow) -> None:
    """In a list, turn the keys that got no `:` into the values they are."""
    if flow.opening.kind is not Kind.FLOW_SEQ_START:
        return
    for item in flow.items:
        if item.sep is None or item.value is not None:
            continue
        if includes(item.start, Kind.EXPLICIT_KEY) or includes(item.sep, Kind.MAP_VALUE):
            continue
        item.value, item.key = item.key, None
        if isinstance(item.value, Flow):
            item.value.closing.extend(item.sep)
        elif item.value is not None and item.value.kind in FLOW_SCALARS:
            item.value.end = (item.value.end or []) + item.sep
        else:
            item.start.extend(item.sep)
        item.sep = None
