"""The text of literal (`|`) and folded (`>`) block scalars."""

import re
from dataclasses import dataclass

from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.grammar.props import error_at
from insights_cli.yaml12.grammar.tokens import BlockScalar, Kind
from insights_cli.yaml12.nodes import Source

_LINES = re.compile("\n( *)")
_BLANKS = re.compile(" *")


@dataclass(slots=True, kw_only=True)
class _Header:
    is_folded: bool
    indent: int = 0
    chomp: str = ""
    length: int = 0


def _header(source: Source, scalar: BlockScalar) -> _Header:
    text = scalar.props[0].source
    header = _Header(is_folded=text[0] == ">", length=len(text))
    for char in text[1:]:
        if not header.chomp and char in "-+":
            header.chomp = char
        elif not header.indent and char in "123456789":
            header.indent = int(char)
        else:
            raise error_at(source, scalar.props[0], f"a block scalar header is like '|2-', not {text!r}")
    has_space = False
    for token in scalar.props[1:]:
        if token.kind is Kind.SPACE:
            has_space = True
        elif token.kind is Kind.COMMENT and not has_space:
            raise error_at(source, token, "a comment needs a space before the #")
        header.length += len(token.source)
    return header


def _split(text: str) -> list[tuple[str, str]]:
    """The lines of *text* as `(blanks, content)`."""
    parts = _LINES.split(text)
    found = _BLANKS.match(parts[0])
    first = found.group() if found else ""
    return [(first, parts[0][len(first) :]), *zip(parts[1::2], parts[2::2], strict=True)]


class _Reader:
    """The lines of one block scalar, its header, and where it stands."""

    def __init__(self, source: Source, scalar: BlockScalar, *, at_root: bool) -> None:
        self.source = source
        self.header = _header(source, scalar)
        self.lines = _split(scalar.source) if scalar.source else []
        self.offset = scalar.offset + self.header.length
        self.trim = scalar.indent + self.header.indent
        self.at_root = at_root
        self.first = 0
        self.chomp = len(self.lines)
        while self.chomp > 0 and self.lines[self.chomp - 1][1] in ("", "\r"):
            self.chomp -= 1

    def value(self) -> str:
        if self.chomp == 0:
            return "\n" * max(1, len(self.lines) - 1) if self.header.chomp == "+" and self.lines else ""
        self._find_indent()
        for index in range(len(self.lines) - 1, self.chomp - 1, -1):
            if len(self.lines[index][0]) > self.trim:
                self.chomp = index + 1
                break
        leading = "".join(blanks[self.trim :] + "\n" for blanks, _ in self.lines[: self.first])
        body = [self._line(blanks, content) for blanks, content in self.lines[self.first : self.chomp]]
        text = leading + (_folded(body, self.trim) if self.header.is_folded else _literal(body, self.trim))
        return self._with_end(text)

    def _find_indent(self) -> None:
        """The indent is the header's digit or that of the first line with text in it."""
        for index, (blanks, content) in enumerate(self.lines[: self.chomp]):
            if content not in ("", "\r"):
                self._take_indent(index, len(blanks))
                return
            if self.header.indent == 0 and len(blanks) > self.trim:
                self.trim = len(blanks)
            self.offset += len(blanks) + len(content) + 1

    def _take_indent(self, index: int, indent: int) -> None:
        if indent < self.trim:
            reason = "a block scalar that begins with more indented empty lines needs an indentation digit"
            raise YamlError(reason, self.source, self.offset + indent)
        if self.header.indent == 0:
            self.trim = indent
        self.first = index
        if self.trim == 0 and not self.at_root:
            raise YamlError("a block scalar in a collection must be indented", self.source, self.offset)

    def _line(self, blanks: str, content: str) -> tuple[str, str]:
        start = self.offset
        self.offset += len(blanks) + len(content) + 1
        content = content.removesuffix("\r")
        if content and len(blanks) < self.trim:
            raise YamlError("a line of a block scalar is indented too little", self.source, start + len(blanks))
        return blanks, content

    def _with_end(self, text: str) -> str:
        if self.header.chomp == "-":
            return text
        if self.header.chomp == "+":
            text += "".join("\n" + blanks[self.trim :] for blanks, _ in self.lines[self.chomp :])
            return text if text.endswith("\n") else text + "\n"
        return text + "\n"


def _literal(lines: list[tuple[str, str]], trim: int) -> str:
    return "\n".join(blanks[trim:] + content for blanks, content in lines)


def _folded(lines: list[tuple[str, str]], trim: int) -> str:
    parts: list[str] = []
    separator, was_more_indented = "", False
    for blanks, content in lines:
        if len(blanks) > trim or content.startswith("\t"):
            if separator == " ":
                separator = "\n"
            elif not was_more_indented and separator == "\n":
                separator = "\n\n"
            parts.extend((separator, blanks[trim:], content))
            separator, was_more_indented = "\n", True
        elif not content:
            if separator == "\n":
                parts.append("\n")
            else:
                separator = "\n"
        else:
            parts.extend((separator, content))
            separator, was_more_indented = " ", False
    return "".join(parts)


def block_text(source: Source, scalar: BlockScalar, *, at_root: bool) -> tuple[str, int]:
    """The text that *scalar* stands for, and the offset after it; *at_root* allows lines without indent.

    Raises:
        YamlError: the header has other characters, or a line is indented too little.
    """
    reader = _Reader(source, scalar, at_root=at_root)
    length = reader.header.length + len(scalar.source)
    return reader.value(), scalar.offset + length
