"""What libyaml and npm's `yaml` read differently, or what is too rare to prove that they read it alike."""

import re
from typing import Final

ODD_STARTS: Final = frozenset("-:?")
"""The first characters of plain texts that may be odd (see `is_odd_plain`)."""

# Line breaks other than LF and CR LF, byte order marks, directives and document marks, keys that are not written.
_SIGNS: Final = ("\x85", "\u2028", "\u2029", "\ufeff", "\n%", "\n---", "\n...", "\n:")
# Patterns are texts: most files need none of them, and compiling costs more than reading a small file.
# Comments and empty lines before the mark of the only document.
_PROLOGUE: Final = r"(?: *(?:#[^\r\n]*)?\r?\n)*(?=---\r?\n)"
_EXPLICIT_KEY: Final = r"(?:^|\n)(?:[ -]|&\S+\s)*\?(?=\s|$)"
_TAB: Final = r"(?:^|[\n:?-]) *\t"
_FLOW: Final = r"[\s\[{,][:?]|[\[{,\n]#"
# The white space before a line that holds neither a key nor a list item, behind a comment.
_BEHIND_COMMENT: Final = r"(?:^|\n) *#[^\n]*\n(?:[ \r]*\n)*+ ++(?!#)(?=(?:[^\n:]|:(?=[^ \t\r\n]))+(?:\n|\Z))"
_ESCAPED_BREAK: Final = r"\\\r?\n[ \t]*\r?\n"
_HEADER: Final = r"[|>][-+]?(?:[0-9#]|[^\n]*\n(?:\r?\n)* +\r?(?:\n|$))"


def is_doubtful(text: str) -> bool:
    """Whether the whole *text* has to be left to the exact grammar."""
    prologue = re.match(_PROLOGUE, text) if "---" in text else None
    start = prologue.end() if prologue else 0
    if text.startswith(("%", ":", "..."), start) or any(text.find(sign, start) >= 0 for sign in _SIGNS):
        return True
    if text.startswith("---", start) and text[start + 3 : start + 4] not in ("\r", "\n", ""):
        return True
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return True
    return "?" in text and re.search(_EXPLICIT_KEY, text) is not None


def count_tabs(text: str, start: int = 0, end: int | None = None) -> int:
    """How many tabs stand where only spaces may indent; in block texts they are text."""
    return len(re.compile(_TAB).findall(text, start, len(text) if end is None else end)) if "\t" in text else 0


def behind_comments(text: str) -> frozenset[int]:
    """Where the text of a line without a key begins that follows a comment; npm's `yaml` may read on below its end."""
    if "#" not in text:
        return frozenset()
    return frozenset(found.end() for found in re.compile(_BEHIND_COMMENT).finditer(text))


def is_odd_plain(value: str) -> bool:
    """Whether the plain text *value*, which begins with one of ODD_STARTS, begins with a sign of another meaning."""
    return value == "-" or value[0] != "-"


def is_odd_flow(text: str, start: int, end: int) -> bool:
    """Whether there are plain texts that begin with an indicator, `?` keys or glued comments between brackets."""
    return re.compile(_FLOW).search(text, start, end) is not None


def is_odd_break(text: str, start: int, end: int) -> bool:
    """Whether an empty line follows an escaped line break in a quoted text over several lines."""
    return re.compile(_ESCAPED_BREAK).search(text, start, end) is not None


def is_odd_header(text: str, start: int, header: int) -> bool:
    """Whether the *header* of a block text is on another line than its *start* or says more than is usual.

    That is an indentation digit, a comment glued to it, or a first line of nothing but spaces.
    """
    return "\n" in text[start:header] or re.compile(_HEADER).match(text, header) is not None
