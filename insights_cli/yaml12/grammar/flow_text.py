"""The text of plain, single-quoted and double-quoted values, with their lines folded."""

import re
from typing import Final

from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.grammar.tokens import Kind, Token
from insights_cli.yaml12.nodes import Source

_ESCAPES: Final = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "N": "\u0085",
    "_": "\u00a0",
    "L": "\u2028",
    "P": "\u2029",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "\t": "\t",
}
_HEX_LENGTHS: Final = {"x": 2, "u": 4, "U": 8}
_BAD_STARTS: Final = {
    ",": "the flow indicator ','",
    "%": "the directive indicator '%'",
    "|": "the block scalar indicator '|'",
    ">": "the block scalar indicator '>'",
    "@": "the reserved character '@'",
    "`": "the reserved character '`'",
    "\t": "a tab",
}
_SPECIAL = re.compile(r"[^\\\n\r \t]+")
_FOLD = re.compile("(?:[ \t\n]|\r(?=\n))*")
_SPACES = re.compile("[ \t]+")
_HEX = re.compile("[0-9a-fA-F]+")
_LINE_BREAK = re.compile("\r?\n")


def _unfolded(text: str) -> str:
    """The lines of *text* joined: one break is a space, each further one a line break."""
    lines = _LINE_BREAK.split(text)
    if len(lines) == 1:
        return text
    parts, separator = [lines[0].rstrip(" \t")], " "
    for line in lines[1:-1]:
        content = line.strip(" \t")
        if content:
            parts.extend((separator, content))
            separator = " "
        elif separator == "\n":
            parts.append(separator)
        else:
            separator = "\n"
    return "".join((*parts, separator, lines[-1].lstrip(" \t")))


class _DoubleQuoted:
    """A cursor over the inside of a double-quoted text."""

    def __init__(self, source: Source, token: Token) -> None:
        self.source = source
        self.offset = token.offset
        self.text = token.source
        self.end = len(token.source) - 1
        self.at = 1
        self.parts: list[str] = []

    def value(self) -> str:
        while self.at < self.end:
            found = _SPECIAL.match(self.text, self.at, self.end)
            if found:
                self.parts.append(found.group())
                self.at = found.end()
            else:
                self._special(self.text[self.at])
        return _joined_surrogates("".join(self.parts))

    def _special(self, char: str) -> None:
        if char == "\\":
            self._escape()
        elif char == "\n":
            found = _FOLD.match(self.text, self.at + 1)
            folded = found.group() if found else ""
            self.parts.append("\n" * folded.count("\n") or " ")
            self.at += 1 + len(folded)
        elif char == "\r":
            if self.text[self.at + 1] != "\n":
                self.parts.append(char)
            self.at += 1
        else:
            found = _SPACES.match(self.text, self.at)
            after = found.end() if found else self.at + 1
            if not _LINE_BREAK.match(self.text, after):
                self.parts.append(self.text[self.at : after])
            self.at = after

    def _escape(self) -> None:
        code = self.text[self.at + 1]
        line_break = _LINE_BREAK.match(self.text, self.at + 1)
        if code in _ESCAPES:
            self.parts.append(_ESCAPES[code])
            self.at += 2
        elif line_break:
            found = _SPACES.match(self.text, line_break.end())
            self.at = found.end() if found else line_break.end()
        elif code in _HEX_LENGTHS:
            self._code_point(_HEX_LENGTHS[code])
        else:
            raise self._bad(2)

    def _code_point(self, length: int) -> None:
        digits = self.text[self.at + 2 : self.at + 2 + length]
        if len(digits) != length or not _HEX.fullmatch(digits) or int(digits, 16) > 0x10FFFF:
            raise self._bad(2 + length)
        self.parts.append(chr(int(digits, 16)))
        self.at += 2 + length

    def _bad(self, length: int) -> YamlError:
        start = self.offset + self.at
        raw = self.text[self.at : self.at + length]
        shown = raw if raw.isprintable() else ascii(raw)
        return YamlError(f"invalid escape {shown}", self.source, start, end=start + len(raw))


def _joined_surrogates(text: str) -> str:
    r"""The *text* with pairs of surrogates, written as two `\u` escapes, as the one character they mean."""
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def flow_text(source: Source, token: Token) -> str:
    """The text that *token*, plain or quoted, stands for.

    Raises:
        YamlError: the quote is not closed, an escape is unknown, or the first character is reserved.
    """
    text = token.source
    if token.kind is Kind.SCALAR:
        if text[:1] in _BAD_STARTS:
            raise YamlError(f"a plain value cannot start with {_BAD_STARTS[text[0]]}", source, token.offset)
        return _unfolded(text)
    if len(text) == 1 or text[-1] != text[0]:
        raise YamlError(f"missing closing {text[0]}", source, token.offset, end=token.offset + len(text))
    if token.kind is Kind.SINGLE_QUOTED:
        return _unfolded(text[1:-1]).replace("''", "'")
    return _DoubleQuoted(source, token).value()
