"""What a lexeme does to an open block mapping or block sequence."""

from insights_cli.yaml12.grammar.parser import Parser
from insights_cli.yaml12.grammar.tokens import (
    FILLERS,
    FLOW_SCALARS,
    Block,
    Flow,
    Item,
    Kind,
    Token,
    Tokens,
    includes,
    key_props,
    value_end,
)


def _newline_in_block(parser: Parser, block: Block, item: Item) -> None:
    if item.value is not None:
        end = value_end(item.value)
        if end and end[-1].kind is Kind.COMMENT:
            end.append(parser.token())
        else:
            block.items.append(Item([parser.token()]))
    elif item.sep is not None:
        item.sep.append(parser.token())
    else:
        item.start.append(parser.token())


def _filler_in_block(parser: Parser, block: Block, item: Item) -> None:
    if item.value is not None:
        block.items.append(Item([parser.token()]))
    elif item.sep is not None:
        item.sep.append(parser.token())
    elif not _goes_to_previous(parser, block, item):
        item.start.append(parser.token())


def _goes_to_previous(parser: Parser, block: Block, item: Item) -> bool:
    """Whether a comment is indented under the previous entry, and then give it to that."""
    if parser.kind is not Kind.COMMENT or parser.indent <= block.indent or len(block.items) < 2:
        return False
    end = value_end(block.items[-2].value)
    if end is None or any(token.kind not in (Kind.NEWLINE, Kind.SPACE) for token in item.start):
        return False
    end.extend(item.start)
    end.append(parser.token())
    block.items.pop()
    return True


def block_seq(parser: Parser, block: Block) -> bool:
    """Take the lexeme into a block sequence."""
    item = block.items[-1]
    if parser.kind is Kind.NEWLINE:
        _newline_in_block(parser, block, item)
        return False
    if parser.kind in FILLERS:
        _filler_in_block(parser, block, item)
        return False
    if parser.kind in (Kind.ANCHOR, Kind.TAG) and item.value is None and parser.indent > block.indent:
        item.start.append(parser.token())
        return False
    if parser.kind is Kind.SEQ_ITEM and parser.indent == block.indent:
        if item.value is not None or includes(item.start, Kind.SEQ_ITEM):
            block.items.append(Item([parser.token()]))
        else:
            item.start.append(parser.token())
        return False
    # A break in the cases above falls through to here.
    if parser.indent > block.indent:
        value = parser.block_value(block)
        if value is not None:
            parser.push(value)
            return False
    parser.pop()
    return True


def _filler_before_next(item: Item, indent: int) -> Tokens:
    """Cut the lines after an empty value from its separator: they belong to the entry that follows."""
    newlines: list[int] = []
    sep = item.sep or []
    for index, token in enumerate(sep):
        if token.kind is Kind.NEWLINE:
            newlines.append(index)
        elif token.kind is not Kind.SPACE and (token.kind is not Kind.COMMENT or token.indent > indent):
            newlines.clear()
    if len(newlines) < 2:
        return []
    taken = sep[newlines[1] :]
    del sep[newlines[1] :]
    return taken


def block_map(parser: Parser, block: Block) -> bool:
    """Take the lexeme into a block mapping."""
    item = block.items[-1]
    if parser.kind is Kind.NEWLINE:
        parser.on_key_line = False
        _newline_in_block(parser, block, item)
        return False
    if parser.kind in FILLERS:
        _filler_in_block(parser, block, item)
        return False
    if parser.indent >= block.indent and _entry(parser, block, item):
        return False
    parser.pop()
    return True


def _entry(parser: Parser, block: Block, item: Item) -> bool:
    """Take the lexeme into a block mapping; False when it belongs to none of its entries."""
    at_map_indent = not parser.on_key_line and parser.indent == block.indent
    is_started = item.sep is not None or item.explicit_key
    at_next = at_map_indent and is_started and parser.kind is not Kind.SEQ_ITEM
    start: Tokens = []
    if at_next and item.sep is not None and item.value is None:
        start = _filler_before_next(item, block.indent)
    if parser.kind in (Kind.ANCHOR, Kind.TAG):
        _property(parser, block, item, start, at_next=at_next)
    elif parser.kind is Kind.EXPLICIT_KEY:
        _explicit_key(parser, block, item, start, at_next=at_next)
    elif parser.kind is Kind.MAP_VALUE:
        if item.explicit_key:
            _value_of_explicit(parser, block, item, start)
        else:
            _value_of_implicit(parser, block, item, start, at_next=at_next)
        parser.on_key_line = True
    elif parser.kind in FLOW_SCALARS:
        _flow_scalar(parser, block, item, start, at_next=at_next)
    else:
        return _block_value(parser, block, item, start, at_map_indent=at_map_indent)
    return True


def _property(parser: Parser, block: Block, item: Item, start: Tokens, *, at_next: bool) -> None:
    if at_next or item.value is not None:
        block.items.append(Item([*start, parser.token()]))
        parser.on_key_line = True
    elif item.sep is not None:
        item.sep.append(parser.token())
    else:
        item.start.append(parser.token())


def _explicit_key(parser: Parser, block: Block, item: Item, start: Tokens, *, at_next: bool) -> None:
    if item.sep is None and not item.explicit_key:
        item.start.append(parser.token())
        item.explicit_key = True
    elif at_next or item.value is not None:
        block.items.append(Item([*start, parser.token()], explicit_key=True))
    else:
        parser.push(parser.new_map(Item([parser.token()], explicit_key=True)))
    parser.on_key_line = True


def _value_of_explicit(parser: Parser, block: Block, item: Item, start: Tokens) -> None:
    if item.sep is None:
        if includes(item.start, Kind.NEWLINE):
            item.key, item.sep = None, [parser.token()]
        else:
            parser.push(parser.new_map(Item(key_props(item.start), sep=[parser.token()])))
    elif item.value is not None:
        block.items.append(Item([], sep=[parser.token()]))
    elif includes(item.sep, Kind.MAP_VALUE):
        parser.push(parser.new_map(Item(start, sep=[parser.token()])))
    elif _is_flow(item.key) and not includes(item.sep, Kind.NEWLINE):
        inner = Item(key_props(item.start), key=item.key, sep=[*item.sep, parser.token()])
        item.key = item.sep = None
        parser.push(parser.new_map(inner))
    else:
        item.sep.extend((*start, parser.token()))


def _is_flow(token: Token | None) -> bool:
    return token is not None and (token.kind in FLOW_SCALARS or isinstance(token, Flow))


def _value_of_implicit(parser: Parser, block: Block, item: Item, start: Tokens, *, at_next: bool) -> None:
    if item.sep is None:
        item.key, item.sep = None, [parser.token()]
    elif item.value is not None or at_next:
        block.items.append(Item(start, sep=[parser.token()]))
    elif includes(item.sep, Kind.MAP_VALUE):
        parser.push(parser.new_map(Item([], sep=[parser.token()])))
    else:
        item.sep.append(parser.token())


def _flow_scalar(parser: Parser, block: Block, item: Item, start: Tokens, *, at_next: bool) -> None:
    scalar = parser.token()
    if at_next or item.value is not None:
        block.items.append(Item(start, key=scalar, sep=[]))
        parser.on_key_line = True
    elif item.sep is not None:
        parser.push(scalar)
    else:
        item.key, item.sep = scalar, []
        parser.on_key_line = True


def _block_value(parser: Parser, block: Block, item: Item, start: Tokens, *, at_map_indent: bool) -> bool:
    value = parser.block_value(block)
    if value is None:
        return False
    if value.kind is Kind.BLOCK_SEQ:
        if not item.explicit_key and item.sep is not None and not includes(item.sep, Kind.NEWLINE):
            raise parser.fail("a list cannot begin on the line of its key")
    elif at_map_indent:
        block.items.append(Item(start))
    parser.push(value)
    return True
