"""Token trees to values."""

from typing import Final

from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.grammar import tags
from insights_cli.yaml12.grammar.block_text import block_text
from insights_cli.yaml12.grammar.collections import block_mapping, block_sequence, flow_collection
from insights_cli.yaml12.grammar.directives import CORE, Directives
from insights_cli.yaml12.grammar.flow_text import flow_text
from insights_cli.yaml12.grammar.keys import as_key, pairs_as_key
from insights_cli.yaml12.grammar.props import Props, check_end, empty_position, error_at
from insights_cli.yaml12.grammar.scalars_1_1 import Timestamp, resolve_1_1
from insights_cli.yaml12.grammar.tokens import Block, BlockScalar, DocumentToken, Flow, Kind, Token, Tokens
from insights_cli.yaml12.limits import Aliases, Anchor
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, ScalarValue, Sequence, Source
from insights_cli.yaml12.scalars import resolve_core

_PLURAL: Final = {"map": "a mapping", "seq": "a list"}


class Composer:
    """Makes the values of one document; every method gives the node and the offset after its trailing tokens."""

    def __init__(self, source: Source, directives: Directives) -> None:
        self.source = source
        self.directives = directives
        self.at_root = True
        self._aliases = Aliases(source)
        self._around: list[Anchor] = []
        self._key_texts: dict[int, tuple[Node, str]] = {}

    def fail(self, token: Token, reason: str) -> YamlError:
        """The error for the text of *token*."""
        return error_at(self.source, token, reason)

    def document(self, document: DocumentToken) -> Node:
        """The value of *document*.

        Raises:
            YamlError: it breaks a rule of the grammar.
        """
        value = document.value
        following = value if value is not None else document.end[0] if document.end else None
        props = Props(self.source, Kind.DOC_START, flow=None, start_on_newline=True)
        props.read(document.start, following, document.offset, 0)
        if props.found is not None and isinstance(value, Block) and not props.has_newline:
            raise self.fail(value, "a block collection cannot begin on the line of the '---'")
        if value is not None:
            node, after = self.node(value, props)
        else:
            node, after = self.empty(props.end, document.start, props)
        check_end(self.source, document.end, after, needs_space=False)
        return node

    def node(self, token: Token, props: Props, *, at_key: bool = False) -> tuple[Node, int]:
        """The value of *token*."""
        if token.kind is Kind.ALIAS:
            return self._alias(token, props)
        if isinstance(token, Block | Flow):
            return self._collection(token, props)
        return self._scalar(token, props, at_key=at_key)

    def empty(self, offset: int, before: Tokens | None, props: Props) -> tuple[Node, int]:
        """The value that is not written after the tokens *before*."""
        return self._scalar(Token(Kind.SCALAR, empty_position(offset, before), -1, ""), props, at_key=False)

    def _alias(self, token: Token, props: Props) -> tuple[Node, int]:
        if props.anchor is not None or props.tag is not None:
            raise self.fail(token, "an alias has no anchor or tag of its own")
        name, end = token.source[1:], token.offset + len(token.source)
        if not name:
            raise self.fail(token, "an alias needs a name")
        anchor = self._aliases.resolve(name, token.offset, end)
        for around in self._around:
            around.inside.append(anchor)
        assert anchor.node is not None
        return anchor.node, check_end(self.source, token.end, end, needs_space=True)

    def _define(self, props: Props) -> Anchor | None:
        if props.anchor is None:
            return None
        if len(props.anchor.source) == 1:
            raise self.fail(props.anchor, "an anchor needs a name")
        return self._aliases.define(props.anchor.source[1:])

    def _scalar(self, token: Token, props: Props, *, at_key: bool) -> tuple[Node, int]:
        if isinstance(token, BlockScalar):
            text, after = block_text(self.source, token, at_root=self.at_root)
            end = after
        else:
            text, end = flow_text(self.source, token), token.offset + len(token.source)
            after = check_end(self.source, token.end, end, needs_space=True)
        anchor = self._define(props)
        node = self._value(token, text, end, props, at_key=at_key)
        if anchor is not None:
            anchor.node = node
        return node, after

    def _value(self, token: Token, text: str, end: int, props: Props, *, at_key: bool) -> Node:
        start, name = token.offset, self.directives.tag_name(props.tag)
        is_1_1 = self.directives.is_1_1
        value: ScalarValue | Timestamp
        if name is not None and props.tag is not None:
            if name == CORE + "binary":
                return self._with_text(*tags.binary(self.source, start, end, text))
            try:
                value, is_known = tags.tagged_value(name, text, is_1_1=is_1_1)
            except ValueError as error:
                raise self.fail(props.tag, str(error)) from error
            if not is_known:
                self.directives.warn(props.tag, f"the tag {props.tag.source} is unknown and ignored")
        elif token.kind is not Kind.SCALAR:
            value = text
        elif is_1_1 and not (at_key and text == "<<"):
            value = resolve_1_1(text)
        else:
            value = resolve_core(text)
        if isinstance(value, Timestamp):
            return self._with_text(tags.empty_object(self.source, start, end), value.text)
        return Scalar(self.source, start, end, value)

    def _with_text(self, node: Mapping | Sequence, text: str) -> Node:
        """The *node*, whose text as a key is not what its parts are."""
        self._key_texts[id(node)] = node, text
        return node

    def key_text(self, node: Node, token: Token | None) -> str:
        """The text under which the value of the key *node*, written as *token*, is kept."""
        if token is not None and token.kind is Kind.ALIAS and not isinstance(node, Scalar):
            return token.source
        special = self._key_texts.get(id(node))
        return special[1] if special is not None else as_key(node)

    def is_merge_key(self, token: Token | None, props: Props) -> bool:
        """Whether a key asks to merge what its value holds: a plain `<<` in YAML 1.1, or one tagged so."""
        if token is None or isinstance(token, Block | Flow):
            return False
        if props.tag is not None:
            return self.directives.tag_name(props.tag) == tags.MERGE
        return self.directives.is_1_1 and token.kind is Kind.SCALAR and token.source == "<<"

    def _collection(self, token: Block | Flow, props: Props) -> tuple[Node, int]:
        name = self.directives.tag_name(props.tag)
        if token.kind is Kind.BLOCK_SEQ:
            self._check_props_line(props)
        anchor = self._define(props)
        if anchor is not None:
            self._around.append(anchor)
        self.at_root, at_root = False, self.at_root
        node: Node
        if isinstance(token, Flow):
            node, after = flow_collection(self, token, at_root=at_root)
        elif token.kind is Kind.BLOCK_MAP:
            node, after = block_mapping(self, token)
        else:
            node, after = block_sequence(self, token)
        if name is not None and props.tag is not None:
            node = self._tagged(node, name, props.tag)
        if anchor is not None:
            self._around.pop()
            anchor.node = node
        return node, after

    def _check_props_line(self, props: Props) -> None:
        """An anchor or tag stands on the line before a block sequence."""
        last = props.anchor or props.tag
        if props.anchor is not None and props.tag is not None:
            last = props.anchor if props.anchor.offset > props.tag.offset else props.tag
        newline = props.newline_after_prop
        if last is not None and (newline is None or newline.offset < last.offset):
            raise self.fail(last, "a block list begins on the line after its anchor or tag")

    def _tagged(self, node: Node, name: str, tag: Token) -> Node:
        kind = "map" if isinstance(node, Mapping) else "seq"
        if name == "!" or (name in (CORE + "map", CORE + "seq") and tags.KNOWN_COLLECTIONS[name] == kind):
            return node
        expected = tags.KNOWN_COLLECTIONS.get(name)
        if expected != kind:
            what = f"is for {_PLURAL[expected]}" if expected else "is unknown"
            self.directives.warn(tag, f"the tag {tag.source} {what} and ignored")
            return node
        try:
            return self._special(node, name)
        except ValueError as error:
            raise self.fail(tag, str(error)) from error

    def _special(self, node: Node, name: str) -> Node:
        empty = tags.empty_object(node.source, node.start, node.end)
        if isinstance(node, Sequence):
            pairs = tags.as_pairs(node)
            text = pairs_as_key(pairs)
            if name == CORE + "pairs":
                return self._with_text(Sequence(node.source, node.start, node.end, pairs), text)
            keys = [key for pair in pairs if isinstance(pair, Mapping) for key in pair.members]
            if len(set(keys)) != len(keys):
                message = "an !!omap has no key twice"
                raise ValueError(message)
            return self._with_text(empty, text)
        if isinstance(node, Mapping):
            if any(not isinstance(value, Scalar) or value.value is not None for value in node.members.values()):
                message = "the items of a !!set have no values"
                raise ValueError(message)
            return self._with_text(empty, as_key(node))
        return empty
