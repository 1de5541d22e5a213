"""What stands before and after a value: anchor, tag, indicator, spaces, comments."""

from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.grammar.tokens import FILLERS, Block, Flow, Kind, Token, Tokens
from insights_cli.yaml12.nodes import Source

_SEPARATORS = frozenset((Kind.SPACE, Kind.NEWLINE, Kind.COMMA))
_TABS = "tabs are not allowed as indentation"
_GLUED = "an anchor or tag needs a space after it"


def error_at(source: Source, token: Token, reason: str) -> YamlError:
    """The error for the text of *token*."""
    return YamlError(reason, source, token.offset, end=token.offset + len(token.source) or None)


class Props:
    """The properties of one value; *end* is the offset after them, *start* the offset of the first anchor or tag."""

    __slots__ = (
        "_at_newline",
        "_flow",
        "_has_space",
        "_indicator",
        "_needs_space",
        "_source",
        "_tab",
        "anchor",
        "comma",
        "end",
        "found",
        "has_newline",
        "newline_after_prop",
        "start",
        "tag",
    )

    def __init__(self, source: Source, indicator: Kind, *, flow: str | None, start_on_newline: bool) -> None:
        self._source = source
        self._flow = flow
        self._indicator = indicator
        self._at_newline = self._has_space = start_on_newline
        self._needs_space = False
        self._tab: Token | None = None
        self.anchor: Token | None = None
        self.tag: Token | None = None
        self.comma: Token | None = None
        self.found: Token | None = None
        self.newline_after_prop: Token | None = None
        self.has_newline = False
        self.start = self.end = -1

    def read(self, tokens: Tokens, following: Token | None, offset: int, parent_indent: int) -> "Props":
        """Take in all *tokens*; *following* is the value or what else comes after them.

        Raises:
            YamlError: something stands where it must not.
        """
        for token in tokens:
            self._check_before(token)
            self._take(token, following)
        self.end = tokens[-1].offset + len(tokens[-1].source) if tokens else offset
        self._check_after(following, parent_indent)
        if self.start == -1:
            self.start = self.end
        return self

    def _check_before(self, token: Token) -> None:
        if self._needs_space:
            if token.kind not in _SEPARATORS:
                raise error_at(self._source, token, _GLUED)
            self._needs_space = False
        if self._tab is not None:
            if self._at_newline and token.kind not in (Kind.COMMENT, Kind.NEWLINE):
                raise error_at(self._source, self._tab, _TABS)
            self._tab = None

    def _check_after(self, following: Token | None, parent_indent: int) -> None:
        if following is None:
            is_empty = True
        else:
            is_empty = following.kind in _SEPARATORS or (following.kind is Kind.SCALAR and following.source == "")
        if self._needs_space and following is not None and not is_empty:
            raise error_at(self._source, following, _GLUED)
        if self._tab is not None:
            is_indent = self._at_newline and self._tab.indent <= parent_indent
            if is_indent or isinstance(following, Block):
                raise error_at(self._source, self._tab, _TABS)

    def _take(self, token: Token, following: Token | None) -> None:
        kind = token.kind
        if kind is Kind.SPACE:
            is_free = self._flow is not None or (self._indicator is Kind.DOC_START and isinstance(following, Flow))
            if not is_free and "\t" in token.source:
                self._tab = token
            self._has_space = True
        elif kind is Kind.COMMENT:
            if not self._has_space:
                raise error_at(self._source, token, "a comment needs a space before the #")
            self._at_newline = False
        elif kind is Kind.NEWLINE:
            self._at_newline = self.has_newline = self._has_space = True
            if self.anchor is not None or self.tag is not None:
                self.newline_after_prop = token
        elif kind is Kind.ANCHOR or kind is Kind.TAG:
            self._take_property(token)
        elif kind is self._indicator:
            self._take_indicator(token)
        elif kind is Kind.COMMA and self._flow is not None:
            if self.comma is not None:
                raise error_at(self._source, token, f"unexpected ',' in the {self._flow}")
            self.comma = token
            self._at_newline = self._has_space = False
        else:
            raise error_at(self._source, token, f"unexpected {kind}")

    def _take_property(self, token: Token) -> None:
        if token.kind is Kind.ANCHOR:
            if self.anchor is not None:
                raise error_at(self._source, token, "a value has at most one anchor")
            self.anchor = token
        else:
            if self.tag is not None:
                raise error_at(self._source, token, "a value has at most one tag")
            self.tag = token
        if self.start == -1:
            self.start = token.offset
        self._at_newline = self._has_space = False
        self._needs_space = True

    def _take_indicator(self, token: Token) -> None:
        if self.anchor is not None or self.tag is not None:
            raise error_at(self._source, token, f"anchors and tags come after the {token.source!r}")
        if self.found is not None:
            raise error_at(self._source, token, f"unexpected {token.source!r}")
        self.found = token
        self._at_newline = self._indicator in (Kind.SEQ_ITEM, Kind.EXPLICIT_KEY)
        self._has_space = False


def check_end(source: Source, end: Tokens | None, offset: int, *, needs_space: bool) -> int:
    """The offset after the tokens that follow a value on its line.

    Raises:
        YamlError: one of them is neither space, comment nor line break.
    """
    has_space = False
    for token in end or ():
        if token.kind not in FILLERS:
            raise error_at(source, token, f"unexpected {token.kind} after the value")
        if token.kind is not Kind.COMMENT:
            has_space = True
        elif needs_space and not has_space:
            raise error_at(source, token, "a comment needs a space before the #")
        offset += len(token.source)
    return offset


def empty_position(offset: int, before: Tokens | None) -> int:
    """Where a value that is not written stands: after the last of *before* that means something, and its spaces."""
    if not before:
        return offset
    at = len(before)
    while at > 0 and before[at - 1].kind in FILLERS:
        at -= 1
        offset -= len(before[at].source)
    if at == 0:
        return offset
    while at < len(before) and before[at].kind is Kind.SPACE:
        offset += len(before[at].source)
        at += 1
    return offset
