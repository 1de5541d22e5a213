"""What a lexeme does to the token that is open: one handler for each kind of open token."""

from collections.abc import Callable
from typing import Final

from insights_cli.yaml12.grammar.blocks import block_map, block_seq
from insights_cli.yaml12.grammar.parser import Handlers, Parser
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
    is_only_filler,
    settle_flow_items,
)
from insights_cli.yaml12.nodes import Source


def _document(parser: Parser, document: DocumentToken) -> bool:
    if document.value is not None:
        if document.end is None:
            document.end = []
        return parser.line_end(document.end)
    if parser.kind is Kind.DOC_START:
        if not is_only_filler(document.start):
            parser.pop()
            return True
        document.start.append(parser.token())
    elif parser.kind in (Kind.ANCHOR, Kind.TAG) or parser.kind in FILLERS:
        document.start.append(parser.token())
    else:
        value = parser.block_value(document)
        if value is None:
            raise parser.fail(f"unexpected {parser.kind} in the document")
        parser.push(value)
    return False


def _document_end(parser: Parser, mark: Token) -> bool:
    if parser.kind is not Kind.DOC_MODE:
        mark.end = [*(mark.end or []), parser.token()]
        if parser.kind is Kind.NEWLINE:
            parser.pop()
    return False


def _scalar(parser: Parser, scalar: Token) -> bool:
    if scalar.kind is Kind.DOC_END:
        return _document_end(parser, scalar)
    if parser.kind is Kind.MAP_VALUE:
        sep = [*(scalar.end or []), parser.token()]
        scalar.end = None
        parser.replace_top_by_map(scalar, sep)
        return False
    if scalar.end is None:
        scalar.end = []
    return parser.line_end(scalar.end)


def _block_scalar(parser: Parser, scalar: BlockScalar) -> bool:
    if parser.kind in FILLERS:
        scalar.props.append(parser.token())
        return False
    if parser.kind is Kind.SCALAR:
        scalar.source = parser.text
        parser.at_newline, parser.indent = True, 0
        parser.pop()
        return False
    parser.pop()
    return True


def _flow(parser: Parser, flow: Flow) -> bool:
    if parser.kind is Kind.FLOW_ERROR_END:
        while parser.stack and isinstance(parser.stack[-1], Flow):
            parser.pop()
        return False
    if not flow.closing:
        return _inside_flow(parser, flow)
    parent = parser.stack[-2]
    if isinstance(parent, Block) and parent.kind is Kind.BLOCK_MAP and _closes_key(parser, parent, flow):
        parser.pop()
        return True
    if parser.kind is Kind.MAP_VALUE and not isinstance(parent, Flow):
        settle_flow_items(flow)
        sep = [*flow.closing[1:], parser.token()]
        del flow.closing[1:]
        parser.replace_top_by_map(flow, sep)
        return False
    return parser.line_end(flow.closing)


def _closes_key(parser: Parser, parent: Block, flow: Flow) -> bool:
    if parser.kind is Kind.MAP_VALUE:
        return parent.indent == flow.indent
    return parser.kind is Kind.NEWLINE and parent.items[-1].sep is None


def _inside_flow(parser: Parser, flow: Flow) -> bool:
    item = flow.items[-1] if flow.items else None
    if parser.kind in (Kind.FLOW_MAP_END, Kind.FLOW_SEQ_END):
        flow.closing.append(parser.token())
    elif parser.kind in (Kind.COMMA, Kind.EXPLICIT_KEY):
        if item is None or item.sep is not None:
            flow.items.append(Item([parser.token()]))
        else:
            item.start.append(parser.token())
    elif parser.kind is Kind.MAP_VALUE:
        _value_in_flow(parser, flow, item)
    elif parser.kind in FILLERS or parser.kind in (Kind.ANCHOR, Kind.TAG):
        _filler_in_flow(parser, flow, item)
    elif parser.kind in FLOW_SCALARS:
        _scalar_in_flow(parser, flow, item)
    else:
        value = parser.block_value(flow)
        if value is None:
            parser.pop()
            return True
        parser.push(value)
    return False


def _value_in_flow(parser: Parser, flow: Flow, item: Item | None) -> None:
    if item is None or item.value is not None:
        flow.items.append(Item([], sep=[parser.token()]))
    elif item.sep is not None:
        item.sep.append(parser.token())
    else:
        item.key, item.sep = None, [parser.token()]


def _filler_in_flow(parser: Parser, flow: Flow, item: Item | None) -> None:
    if item is None or item.value is not None:
        flow.items.append(Item([parser.token()]))
    elif item.sep is not None:
        item.sep.append(parser.token())
    else:
        item.start.append(parser.token())


def _scalar_in_flow(parser: Parser, flow: Flow, item: Item | None) -> None:
    if item is None or item.value is not None:
        flow.items.append(Item([], key=parser.token(), sep=[]))
    elif item.sep is not None:
        parser.push(parser.token())
    else:
        item.key, item.sep = parser.token(), []


def _block(parser: Parser, block: Block) -> bool:
    return block_map(parser, block) if block.kind is Kind.BLOCK_MAP else block_seq(parser, block)


HANDLERS: Final[Handlers] = {
    DocumentToken: _document,
    Token: _scalar,
    BlockScalar: _block_scalar,
    Block: _block,
    Flow: _flow,
}


def parse_tokens(source: Source, emit: Callable[[Token], None]) -> None:
    """Give *emit* the documents of *source* and what stands outside them, in order.

    Raises:
        YamlError: a lexeme that can stand nowhere, or nesting beyond the limit.
    """
    Parser(source, HANDLERS, emit).parse()
