"""The entry to the exact grammar: one text, one document, one value."""

from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.grammar.composer import Composer
from insights_cli.yaml12.grammar.directives import Directives
from insights_cli.yaml12.grammar.openers import parse_tokens
from insights_cli.yaml12.grammar.props import check_end, error_at
from insights_cli.yaml12.grammar.tokens import DocumentToken, Kind, Token
from insights_cli.yaml12.nodes import Node, Scalar, Source

_SEVERAL = "the file holds several documents; a configuration is one, without further '---' or '...' lines"


class _Stream:
    """Takes the documents of one text and what stands between them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.warnings: list[tuple[str, int, int]] = []
        self.directives = Directives(source, self.warnings)
        self.after_directives: Token | None = None
        self.root: Node | None = None
        self.has_ended = False

    def take(self, token: Token) -> None:
        if isinstance(token, DocumentToken):
            self._document(token)
        elif token.kind is Kind.DIRECTIVE:
            if self.root is None:
                self.directives.add(token)
                self.after_directives = token
        elif token.kind is Kind.DOC_END:
            self._document_end(token)

    def _document(self, token: DocumentToken) -> None:
        if self.root is not None:
            raise YamlError(_SEVERAL, self.source, token.offset)
        root = Composer(self.source, self.directives).document(token)
        if self.after_directives is not None and not any(start.kind is Kind.DOC_START for start in token.start):
            raise error_at(self.source, self.after_directives, "a '---' line is missing after the directives")
        self.after_directives = None
        self.root = root

    def _document_end(self, token: Token) -> None:
        if self.root is None:
            raise error_at(self.source, token, "unexpected '...' without a document before it")
        check_end(self.source, token.end, token.offset + 3, needs_space=True)


def parse_exactly(source: Source) -> tuple[Node, tuple[tuple[str, int, int], ...]]:
    """The value of the one document in *source* (null for an empty text), and the warnings `(text, start, end)`.

    Raises:
        YamlError: the text is not one YAML document, or is beyond the limits.
    """
    stream = _Stream(source)
    parse_tokens(source, stream.take)
    if stream.root is None:
        if stream.after_directives is not None:
            raise error_at(source, stream.after_directives, "a '---' line is missing after the directives")
        return Scalar(source, 0, 0, None), tuple(stream.warnings)
    return stream.root, tuple(stream.warnings)
