"""Lexemes to documents: nests tokens by indentation and brackets, and keeps every space."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.grammar.lexer import BOM, DOCUMENT, FLOW_END, SCALAR, Lexer
from insights_cli.yaml12.grammar.tokens import (
    FILLERS,
    FLOW_SCALARS,
    Block,
    BlockScalar,
    DocumentToken,
    Flow,
    Item,
    Kind,
    Token,
    Tokens,
    is_only_filler,
    key_props,
    settle_flow_items,
)
from insights_cli.yaml12.limits import MAX_DEPTH, MAX_TOKENS, too_deep, too_long
from insights_cli.yaml12.nodes import Source

_WHOLE: Final = {
    BOM: Kind.BOM,
    DOCUMENT: Kind.DOC_MODE,
    FLOW_END: Kind.FLOW_ERROR_END,
    SCALAR: Kind.SCALAR,
    "---": Kind.DOC_START,
    "...": Kind.DOC_END,
    "": Kind.NEWLINE,
    "\n": Kind.NEWLINE,
    "\r\n": Kind.NEWLINE,
    "-": Kind.SEQ_ITEM,
    "?": Kind.EXPLICIT_KEY,
    ":": Kind.MAP_VALUE,
    "{": Kind.FLOW_MAP_START,
    "}": Kind.FLOW_MAP_END,
    "[": Kind.FLOW_SEQ_START,
    "]": Kind.FLOW_SEQ_END,
    ",": Kind.COMMA,
}
_FIRST: Final = {
    " ": Kind.SPACE,
    "\t": Kind.SPACE,
    "#": Kind.COMMENT,
    "%": Kind.DIRECTIVE,
    "*": Kind.ALIAS,
    "&": Kind.ANCHOR,
    "!": Kind.TAG,
    "'": Kind.SINGLE_QUOTED,
    '"': Kind.DOUBLE_QUOTED,
    "|": Kind.BLOCK_HEADER,
    ">": Kind.BLOCK_HEADER,
}
_INDICATORS: Final = frozenset((Kind.EXPLICIT_KEY, Kind.MAP_VALUE, Kind.SEQ_ITEM))
_LINE_CLOSERS: Final = frozenset(
    (Kind.COMMA, Kind.DOC_START, Kind.DOC_END, Kind.FLOW_SEQ_END, Kind.FLOW_MAP_END, Kind.MAP_VALUE)
)


def _props_before(parent: Token) -> Tokens:
    """The list at whose end the properties of the value below *parent* stand."""
    if isinstance(parent, DocumentToken):
        return parent.start
    if isinstance(parent, Block):
        item = parent.items[-1]
        return item.sep if parent.kind is Kind.BLOCK_MAP and item.sep is not None else item.start
    return []


class Parser:
    """Feeds lexemes to the token that is open; *emit* takes what stands outside any document and the documents.

    Each handler of an open token returns whether the lexeme has to be looked at again, the token having been closed.
    """

    def __init__(self, source: Source, handlers: "Handlers", emit: Callable[[Token], None]) -> None:
        self.source = source
        self.handlers = handlers
        self.emit = emit
        self.stack: list[Token] = []
        self.offset = 0
        self.indent = 0
        self.at_newline = True
        self.on_key_line = False
        self.kind = Kind.NEWLINE
        self.text = ""

    def fail(self, reason: str, token: Token | None = None) -> YamlError:
        """The error for *token*, or for the lexeme at hand."""
        start = self.offset if token is None else token.offset
        return YamlError(reason, self.source, start, end=start + len(self.text if token is None else token.source))

    def parse(self) -> None:
        """Read the whole text."""
        at_scalar = False
        for count, lexeme in enumerate(Lexer(self.source.text).lexemes()):
            if count > MAX_TOKENS:
                raise too_long(self.source, self.offset)
            self.text = lexeme
            if at_scalar:
                at_scalar = False
                self._settle()
                self.offset += len(lexeme)
                continue
            kind = _WHOLE.get(lexeme) or _FIRST.get(lexeme[0])
            if kind is None:
                raise self.fail(f"unexpected text {lexeme[:40]!r}")
            self.kind = kind
            if kind is Kind.SCALAR:
                self.at_newline, at_scalar = False, True
                continue
            self._settle()
            self._advance(lexeme, kind)
        while self.stack:
            self.pop()

    def _advance(self, lexeme: str, kind: Kind) -> None:
        if kind is Kind.DOC_MODE or kind is Kind.FLOW_ERROR_END:
            return
        if kind is Kind.NEWLINE:
            self.at_newline, self.indent = True, 0
        elif kind is Kind.SPACE:
            if self.at_newline and lexeme[0] == " ":
                self.indent += len(lexeme)
        elif kind in _INDICATORS:
            if self.at_newline:
                self.indent += len(lexeme)
        else:
            self.at_newline = False
        self.offset += len(lexeme)

    def token(self) -> Token:
        """The lexeme at hand as a token."""
        return Token(self.kind, self.offset, self.indent, self.text)

    def push(self, token: Token) -> None:
        """Open *token*."""
        if len(self.stack) > MAX_DEPTH + 1:
            raise too_deep(self.source, token.offset)
        self.stack.append(token)

    def _settle(self) -> None:
        top = self.stack[-1] if self.stack else None
        if self.kind is Kind.DOC_END and (top is None or top.kind is not Kind.DOC_END):
            while self.stack:
                self.pop()
            self.stack.append(Token(Kind.DOC_END, self.offset, 0, self.text))
            return
        while self._step():
            pass

    def _step(self) -> bool:
        if not self.stack:
            self._outside()
            return False
        top = self.stack[-1]
        return self.handlers[type(top)](self, top)

    def _outside(self) -> None:
        """A lexeme outside any document."""
        if self.kind in (Kind.DIRECTIVE, Kind.BOM) or self.kind in FILLERS:
            self.emit(self.token())
        elif self.kind in (Kind.DOC_MODE, Kind.DOC_START):
            document = DocumentToken(self.offset)
            if self.kind is Kind.DOC_START:
                document.start.append(self.token())
            self.stack.append(document)
        else:
            raise self.fail(f"unexpected {self.kind} outside the document")

    def pop(self) -> None:
        """Close the innermost token and give it to the one around it."""
        token = self.stack.pop()
        if not self.stack:
            self.emit(token)
            return
        top = self.stack[-1]
        if isinstance(token, BlockScalar):
            token.indent = top.indent
        elif isinstance(token, Flow):
            if isinstance(top, DocumentToken):
                token.indent = 0
            settle_flow_items(token)
        if self._give(top, token):
            self._hand_up_trailing(top, token)

    def _give(self, top: Token, token: Token) -> bool:
        """Put *token* into *top*; whether it may still hold lines that belong to *top*."""
        if isinstance(top, DocumentToken):
            top.value = token
            return True
        if not isinstance(top, Block | Flow):
            raise self.fail(f"unexpected {token.kind}", token)
        item = top.items[-1] if top.items else None
        if top.kind is Kind.BLOCK_SEQ:
            if item is None or item.value is not None:
                top.items.append(Item([], value=token))
            else:
                item.value = token
            return True
        if item is None or item.value is not None:
            top.items.append(Item([], key=token, sep=[]))
            self.on_key_line = self.on_key_line or top.kind is Kind.BLOCK_MAP
            return False
        if item.sep is not None:
            item.value = token
            return top.kind is Kind.BLOCK_MAP
        item.key, item.sep = token, []
        if top.kind is Kind.BLOCK_MAP:
            self.on_key_line = not item.explicit_key
        return False

    def _hand_up_trailing(self, top: Token, token: Token) -> None:
        """Move the empty lines and comments at the end of a block to what is around it, unless indented as its own."""
        if not isinstance(token, Block) or not token.items:
            return
        last = token.items[-1]
        if last.sep is not None or last.value is not None or not last.start or not is_only_filler(last.start):
            return
        if token.indent != 0 and any(t.kind is Kind.COMMENT and t.indent >= token.indent for t in last.start):
            return
        if isinstance(top, DocumentToken):
            top.end = last.start
        elif isinstance(top, Block):
            top.items.append(Item(last.start))
        token.items.pop()

    def line_end(self, rest: Tokens) -> bool:
        """What follows a complete value on its line goes to *rest*; errors among it are found later."""
        if self.kind in _LINE_CLOSERS:
            self.pop()
            return True
        if self.kind is Kind.NEWLINE:
            self.on_key_line = False
        rest.append(self.token())
        if self.kind is Kind.NEWLINE:
            self.pop()
        return False

    def block_value(self, parent: Token) -> Token | None:
        """The token that the lexeme at hand opens below *parent*; None when it opens none."""
        if self.kind in FLOW_SCALARS:
            return self.token()
        if self.kind is Kind.BLOCK_HEADER:
            return BlockScalar(self.token())
        if self.kind in (Kind.FLOW_MAP_START, Kind.FLOW_SEQ_START):
            return Flow(self.token())
        if self.kind is Kind.SEQ_ITEM:
            return Block(Kind.BLOCK_SEQ, self.offset, self.indent, [Item([self.token()])])
        if self.kind not in (Kind.EXPLICIT_KEY, Kind.MAP_VALUE):
            return None
        self.on_key_line = True
        start = key_props(_props_before(parent))
        if self.kind is Kind.EXPLICIT_KEY:
            return self.new_map(Item([*start, self.token()], explicit_key=True))
        return self.new_map(Item(start, sep=[self.token()]))

    def new_map(self, item: Item, *, at: Token | None = None) -> Block:
        """A block mapping that begins at *at* or with the lexeme at hand."""
        if at is None:
            return Block(Kind.BLOCK_MAP, self.offset, self.indent, [item])
        return Block(Kind.BLOCK_MAP, at.offset, at.indent, [item])

    def replace_top_by_map(self, key: Token, sep: Tokens) -> None:
        """The value on top of the stack turns out to be the first key of a block mapping."""
        start = key_props(_props_before(self.stack[-2]))
        self.on_key_line = True
        self.stack[-1] = self.new_map(Item(start, key=key, sep=sep), at=key)


Handlers: TypeAlias = Mapping[type[Token], Callable[[Parser, Any], bool]]
"""What is done with a lexeme, by the type of the token that is open."""
