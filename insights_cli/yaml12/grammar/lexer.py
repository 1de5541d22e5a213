"""Text to lexemes: where each token begins and ends, by indentation and context."""

import re
from collections.abc import Callable, Iterator
from typing import Final, Optional

from insights_cli.yaml12.grammar.extents import (
    EMPTY,
    FLOW_INDICATORS,
    block_end,
    is_document_mark,
    plain_end,
    quoted_end,
)

BOM: Final = "\ufeff"
DOCUMENT: Final = "\x02"
FLOW_END: Final = "\x18"
SCALAR: Final = "\x1f"
"""Marks that the lexer puts between lexemes, always alone; the same characters in a text are part of longer lexemes."""

_SPACES = re.compile("[ \t]*")
_BLANKS = re.compile(" *")
_ANCHOR_NAME = re.compile("[^ ,\\[\\]{}\n\r\t]*")
_HEADER_INDICATORS = re.compile("[-+1-9]*")
_HEADER_REST = re.compile("[^ \n\r\t#]*")
_TAG_NAME = re.compile("(?:[0-9A-Za-z\\-#;/?:@&=+$_.!~*'()]|%[0-9A-Fa-f]{2})*")
_VERBATIM_TAG = re.compile("[^ \n\r\t>]*>?")

_State = Callable[[], Optional["_State"]]


class Lexer:
    """Cuts one complete text into lexemes; an empty lexeme or a line break is a newline token."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._size = len(text)
        self._at = 0
        self._flow_level = 0
        self._flow_key = False
        self._indent_next = 0
        self._indent_value = 0
        self._header_indent = -1
        self._keeps_end = False
        self._out: list[str] = []

    def lexemes(self) -> Iterator[str]:
        """Every lexeme in order; joined without the marks they are the text."""
        state: _State | None = self._stream
        while state is not None and self._at < self._size:
            state = state()
            yield from self._out
            self._out.clear()
        yield from self._out

    def _char(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._text[at : at + 1]

    def _line(self) -> str:
        end = self._text.find("\n", self._at)
        line = self._text[self._at : end if end != -1 else self._size]
        return line[:-1] if end != -1 and line.endswith("\r") else line

    def _push(self, count: int) -> int:
        if count > 0:
            self._out.append(self._text[self._at : self._at + count])
            self._at += count
            return count
        return 0

    def _push_to(self, end: int, *, allow_empty: bool = False) -> int:
        if end <= self._at and allow_empty:
            self._out.append("")
        return self._push(end - self._at)

    def _push_match(self, pattern: re.Pattern[str], start: int) -> int:
        found = pattern.match(self._text, start)
        return self._push_to(found.end() if found else start)

    def _push_spaces(self) -> int:
        return self._push_match(_SPACES, self._at)

    def _push_newline(self) -> int:
        if self._char() == "\n":
            return self._push(1)
        return self._push(2) if self._text.startswith("\r\n", self._at) else 0

    def _is_at_line_end(self) -> bool:
        found = _SPACES.match(self._text, self._at)
        at = found.end() if found else self._at
        return self._text[at : at + 1] in ("", "#", "\n") or self._text.startswith("\r\n", at)

    def _stream(self) -> _State:
        line = self._line()
        if line.startswith(BOM):
            self._push(1)
            line = line[1:]
        if line.startswith("%"):
            return self._directive(line)
        if self._is_at_line_end():
            spaces = self._push_spaces()
            self._push(len(line) - spaces)
            self._push_newline()
            return self._stream
        self._out.append(DOCUMENT)
        return self._line_start()

    def _directive(self, line: str) -> _State:
        found = re.search("[ \t]#", line)
        end = len((line[: found.start()] if found else line).rstrip(" \t"))
        count = self._push(end)
        count += self._push_spaces()
        self._push(len(line) - count)
        self._push_newline()
        return self._stream

    def _line_start(self) -> _State:
        if self._char() in ("-", ".") and is_document_mark(self._text, self._at):
            is_start = self._char() == "-"
            self._push(3)
            self._indent_value = self._indent_next = 0
            return self._document if is_start else self._stream
        self._indent_value = self._push_match(_BLANKS, self._at)
        if self._indent_next > self._indent_value and self._char(1) not in EMPTY:
            self._indent_next = self._indent_value
        return self._block_start()

    def _block_start(self) -> _State:
        if self._char() in ("-", "?", ":") and self._char(1) in EMPTY:
            count = self._push(1) + self._push_spaces()
            self._indent_next = self._indent_value + 1
            self._indent_value += count
            return self._block_start
        return self._document

    def _document(self) -> _State:
        self._push_spaces()
        line = self._line()
        done = self._push_indicators()
        match line[done : done + 1]:
            case "" | "#":
                self._push(len(line) - done)
                self._push_newline()
                return self._line_start()
            case "{" | "[":
                self._push(1)
                self._flow_key, self._flow_level = False, 1
                return self._flow
            case "}" | "]":
                self._push(1)
            case "*":
                self._push_match(_ANCHOR_NAME, self._at)
            case '"' | "'":
                return self._quoted()
            case "|" | ">":
                return self._block_header(line, done)
            case _:
                return self._plain()
        return self._document

    def _block_header(self, line: str, done: int) -> _State:
        found = _HEADER_INDICATORS.match(self._text, self._at + 1)
        indicators = found.group() if found else ""
        digits = [char for char in indicators if char.isdigit()]
        self._keeps_end = "+" in indicators
        self._header_indent = int(digits[-1]) - 1 if digits else -1
        done += self._push_match(_HEADER_REST, self._at)
        done += self._push_spaces()
        self._push(len(line) - done)
        self._push_newline()
        end, self._indent_next = block_end(
            self._text, self._at, self._indent_next, self._header_indent, keeps_end=self._keeps_end
        )
        self._out.append(SCALAR)
        self._push_to(end, allow_empty=True)
        return self._line_start()

    def _skip_in_flow(self) -> int:
        """Pass line breaks and spaces; the indent of the last line begun, -1 when none was."""
        indent = -1
        while True:
            newline = self._push_newline()
            spaces = 0
            if newline:
                spaces = indent = self._indent_value = self._push_match(_BLANKS, self._at)
            spaces += self._push_spaces()
            if newline + spaces == 0:
                return indent

    def _ends_flow(self, indent: int, line: str) -> bool:
        is_outside = indent not in (-1,) and indent < self._indent_next and not line.startswith("#")
        if not (is_outside or (indent == 0 and is_document_mark(self._text, self._at))):
            return False
        is_closed = indent == self._indent_next - 1 and self._flow_level == 1 and line[:1] in ("]", "}")
        return not is_closed

    def _flow(self) -> _State:
        indent = self._skip_in_flow()
        line = self._line()
        if self._ends_flow(indent, line):
            self._flow_level = 0
            self._out.append(FLOW_END)
            return self._line_start()
        done = 0
        while line[done : done + 1] == ",":
            done += self._push(1)
            done += self._push_spaces()
            self._flow_key = False
        done += self._push_indicators()
        return self._flow_value(line, done)

    def _flow_value(self, line: str, done: int) -> _State:
        char = line[done : done + 1]
        if char in ("", "#"):
            self._push(len(line) - done)
        elif char in ("{", "["):
            self._push(1)
            self._flow_key = False
            self._flow_level += 1
        elif char in ("}", "]"):
            self._push(1)
            self._flow_key = True
            self._flow_level -= 1
            return self._flow if self._flow_level else self._document
        elif char == "*":
            self._push_match(_ANCHOR_NAME, self._at)
        elif char in ('"', "'"):
            self._flow_key = True
            return self._quoted()
        elif char == ":" and (self._flow_key or self._char(1) in EMPTY or self._char(1) == ","):
            self._flow_key = False
            self._push(1)
            self._push_spaces()
        else:
            self._flow_key = False
            return self._plain()
        return self._flow

    def _quoted(self) -> _State:
        self._push_to(quoted_end(self._text, self._at, self._indent_next))
        return self._flow if self._flow_level else self._document

    def _plain(self) -> _State:
        in_flow = self._flow_level > 0
        self._out.append(SCALAR)
        self._push_to(plain_end(self._text, self._at, self._indent_next, in_flow=in_flow), allow_empty=True)
        return self._flow if in_flow else self._document

    def _push_indicators(self) -> int:
        """Push the tags, anchors and indicators before a value, with the spaces after them."""
        done = 0
        while True:
            char = self._char()
            if char == "!":
                done += self._push_tag()
            elif char == "&":
                done += self._push_match(_ANCHOR_NAME, self._at)
            elif char in ("-", "?", ":") and self._is_indicator():
                done += self._push(1)
            else:
                return done
            done += self._push_spaces()

    def _is_indicator(self) -> bool:
        in_flow = self._flow_level > 0
        follower = self._char(1)
        if follower not in EMPTY and not (in_flow and follower in FLOW_INDICATORS):
            return False
        if not in_flow:
            self._indent_next = self._indent_value + 1
        else:
            self._flow_key = False
        return True

    def _push_tag(self) -> int:
        if self._char(1) == "<":
            return self._push_match(_VERBATIM_TAG, self._at + 2)
        return self._push_match(_TAG_NAME, self._at + 1)
