"""How far a quoted, a plain and a block text reach."""

import re
from typing import Final

EMPTY: Final = frozenset(("", " ", "\n", "\r", "\t"))
FLOW_INDICATORS: Final = frozenset(",[]{}")

_BLANKS = re.compile(" *")
_PLAIN_BLOCK = re.compile("[^: \n\r\t]+")
_PLAIN_FLOW = re.compile("[^: \n\r\t,\\[\\]{}]+")


def is_document_mark(text: str, at: int) -> bool:
    """Whether `---` or `...` stands alone at *at*."""
    return text[at : at + 3] in ("---", "...") and text[at + 3 : at + 4] in EMPTY


def continued(text: str, at: int, indent_next: int) -> int:
    """Where a text that goes on at the line from *at* continues; -1 when that line is not part of it."""
    if indent_next > 0:
        found = _BLANKS.match(text, at)
        after = found.end() if found else at
        if text.startswith("\r\n", after):
            return after + 1
        is_inside = text[after : after + 1] == "\n" or after - at >= indent_next
        return after if is_inside else -1
    return -1 if is_document_mark(text, at) else at


def _closing_single(text: str, at: int) -> int:
    end = text.find("'", at + 1)
    while end != -1 and text[end + 1 : end + 2] == "'":
        end = text.find("'", end + 2)
    return end


def _closing_double(text: str, at: int) -> int:
    end = text.find('"', at + 1)
    while end != -1:
        before = end
        while text[before - 1] == "\\":
            before -= 1
        if (end - before) % 2 == 0:
            break
        end = text.find('"', end + 1)
    return end


def quoted_end(text: str, at: int, indent_next: int) -> int:
    """The end of the quoted text that begins at *at*: after its quote, or before a line too little indented."""
    end = _closing_single(text, at) if text[at] == "'" else _closing_double(text, at)
    if end == -1:
        return len(text)
    newline = text.find("\n", at, end)
    while newline != -1:
        after = continued(text, newline + 1, indent_next)
        if after == -1:
            return newline - (1 if text[newline - 1] == "\r" else 0)
        newline = text.find("\n", after, end)
    return end + 1


def plain_end(text: str, at: int, indent_next: int, *, in_flow: bool) -> int:
    """The end of the plain text that begins at *at*, white space after it excluded."""
    ordinary = _PLAIN_FLOW if in_flow else _PLAIN_BLOCK
    end = at
    while char := text[at : at + 1]:
        found = ordinary.match(text, at)
        if found:
            at = end = found.end()
            continue
        if char == ":":
            follower = text[at + 1 : at + 2]
            if follower in EMPTY or (in_flow and follower in FLOW_INDICATORS):
                break
            end = at + 1
        elif char in FLOW_INDICATORS:
            break
        else:
            after, end = _after_space(text, at, end, indent_next, in_flow=in_flow)
            if after == -1:
                break
            at = after
        at += 1
    return end


def _after_space(text: str, at: int, end: int, indent_next: int, *, in_flow: bool) -> tuple[int, int]:
    """The last character of the white space at *at* (-1: the text ends before it), and the end of the text so far."""
    char, follower = text[at], text[at + 1 : at + 2]
    if char == "\r":
        if follower == "\n":
            at, char, follower = at + 1, "\n", text[at + 2 : at + 3]
        else:
            end = at + 1
    if follower == "#" or (in_flow and follower and follower in FLOW_INDICATORS):
        return -1, end
    if char != "\n":
        return at, end
    after = continued(text, at + 1, indent_next)
    # One step back, so that a `#` after the indent is still seen behind a space.
    return (-1 if after == -1 else max(at, after - 2)), end


def _first_content(text: str, at: int) -> tuple[int, int]:
    """The line break before the first line with text in it, and the indent of that line."""
    newline, indent = at - 1, 0
    while (char := text[at : at + 1]) and char in " \n\r":
        if char == " ":
            indent += 1
        elif char == "\n":
            newline, indent = at, 0
        elif text[at + 1 : at + 2] != "\n":
            break
        at += 1
    return newline, indent


def block_end(text: str, at: int, indent_next: int, header_indent: int, *, keeps_end: bool) -> tuple[int, int]:
    """The end of the block text whose lines begin at *at*, and the indent its lines turned out to need.

    *header_indent* is the digit of the header less one, -1 without a digit; *keeps_end* says that the header has a `+`.
    """
    newline, indent = _first_content(text, at)
    if indent >= indent_next:
        indent_next = indent if header_indent == -1 else header_indent + (indent_next or 1)
        while True:
            after = continued(text, newline + 1, indent_next)
            if after == -1:
                break
            newline = text.find("\n", after)
            if newline == -1:
                newline = len(text)
                break
    return _with_trailing_lines(text, at, newline, indent, keeps_end=keeps_end) + 1, indent_next


def _with_trailing_lines(text: str, at: int, newline: int, indent: int, *, keeps_end: bool) -> int:
    """Take in lines that begin with a tab after the text; leave out lines of blanks unless the header keeps them."""
    after = newline + 1
    while text[after : after + 1] == " ":
        after += 1
    if text[after : after + 1] == "\t":
        while (char := text[after : after + 1]) and char in "\t \r\n":
            after += 1
        return after - 1
    while not keeps_end:
        last = newline - 1
        if last >= 0 and text[last : last + 1] == "\r":
            last -= 1
        before = last
        while before >= 0 and text[before : before + 1] == " ":
            before -= 1
        if before < at or text[before : before + 1] != "\n" or before + 1 + indent <= last:
            break
        newline = before
    return newline
