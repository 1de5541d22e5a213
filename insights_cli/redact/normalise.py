"""Undo disguises: a plain copy of a text, and for every character of it where it came from."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from insights_cli.redact.libraries import unescape_html
from insights_cli.redact.regex import regex

# Characters that show nothing: soft hyphen, zero-width space and joiners, directional marks, word joiner,
# variation selectors, BOM.
_INVISIBLE = regex(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_ESCAPE = regex(
    r"(?P<percent>(?:%[0-9A-Fa-f]{2})++)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<unicode>(?:\\u[0-9A-Fa-f]{4})++)"
    r"|(?P<control>\\[nrt])"
    r"|(?P<hex>\\x[0-9A-Fa-f]{2})"
    r"|(?P<quoted>\\[\"'/\\])"
)
_QUERY_PLUS = regex(r"(?<=[0-9A-Za-z)])\+(?=[0-9A-Za-z(])")
_QUERY = regex(r"[?&][\w.\-]{1,64}=")
# ASCII, Cyrillic, kana, Han and Hangul, which stand for themselves unless marks follow.
_STABLE = "\\x00-\\x7f\u0400-\u0481\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_MARKS = "[\u0300-\u036f\u3099\u309a\uff9e\uff9f]"
# What may have another form, with the marks that follow it.
_CLUSTER = regex(f"[^{_STABLE}]{_MARKS}*|[{_STABLE}]{_MARKS}+")
_ROUNDS = 3

# Characters, and how many characters of what was read each takes.
Written = tuple[str, Sequence[int]]


class Plain(NamedTuple):
    """A plain copy: the character at `i` of *text* came from `starts[i]` to `ends[i]` of the original."""

    text: str
    starts: list[int]
    ends: list[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch *start* to *end* of the copy stands in the original."""
        return (self.starts[start], self.ends[end - 1])


def normalise(value: str) -> Plain | None:
    """Give the plain copy of *value*, None when nothing is disguised.

    Percent signs, HTML entities and JSON escapes are decoded (up to three layers), invisible characters removed,
    compatibility characters (full-width digits and letters) replaced by NFKC, and `+` between words of a query
    string read as a space.
    """
    if (
        "%" not in value
        and "&" not in value
        and "\\" not in value
        and not ("+" in value and "=" in value and _QUERY.search(value))
        and (value.isascii() or (unicodedata.is_normalized("NFKC", value) and not _INVISIBLE.search(value)))
    ):
        return None
    plain = Plain(value, list(range(len(value))), list(range(1, len(value) + 1)))
    if "+" in value and (query := _QUERY.search(value)):
        head = value[: query.start()]
        plain = plain._replace(text=head + _QUERY_PLUS.sub(" ", value[query.start() :]))
    for _ in range(_ROUNDS):
        before = plain.text
        plain = _decode(plain)
        if plain.text == before:
            break
    plain = _fold(_show(plain))
    return None if plain.text == value else plain


def _decode(plain: Plain) -> Plain:
    if not ("%" in plain.text or "&" in plain.text or "\\" in plain.text):
        return plain
    return _rewrite(plain, _ESCAPE, _decoded)


def _decoded(match: re.Match[str]) -> Written:
    """The characters that *match* stands for, and how many characters of the match each takes."""
    text = match[0]
    match match.lastgroup:
        case "percent":
            decoded = bytes.fromhex(text.replace("%", "")).decode("utf-8", "replace")
            if "\ufffd" in decoded:
                return text, [1] * len(text)
            return decoded, [3 * len(char.encode()) for char in decoded]
        case "entity":
            decoded = unescape_html()(text)
            return (decoded, [len(text)]) if len(decoded) == 1 else (text, [1] * len(text))
        case "unicode":
            decoded = bytes.fromhex(text.replace("\\u", "")).decode("utf-16-be", "replace")
            return decoded, [12 if char > "\uffff" else 6 for char in decoded]
        case "hex":
            return chr(int(text[2:], 16)), [4]
        case "control":
            return "\n", [2]
        case _:
            return text[1], [2]


def _show(plain: Plain) -> Plain:
    return plain if plain.text.isascii() else _rewrite(plain, _INVISIBLE, _nothing)


def _nothing(_match: re.Match[str]) -> Written:
    return "", ()


def _rewrite(plain: Plain, pattern: re.Pattern[str], decode: Callable[[re.Match[str]], Written]) -> Plain:
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in pattern.finditer(plain.text):
        at = match.start()
        chars.append(plain.text[done:at])
        starts.extend(plain.starts[done:at])
        ends.extend(plain.ends[done:at])
        decoded, widths = decode(match)
        chars.append(decoded)
        for width in widths:
            starts.append(plain.starts[at])
            at += width
            ends.append(plain.ends[at - 1])
        done = match.end()
    if not done:
        return plain
    return Plain("".join(chars) + plain.text[done:], starts + plain.starts[done:], ends + plain.ends[done:])


def _fold(plain: Plain) -> Plain:
    if unicodedata.is_normalized("NFKC", plain.text):
        return plain
    return _rewrite(plain, _CLUSTER, _folded)


def _folded(match: re.Match[str]) -> Written:
    text = match[0]
    folded = unicodedata.normalize("NFKC", text)
    if len(folded) == len(text):
        return folded, [1] * len(text)
    if len(text) == 1:
        # One character that stands for several (a ligature, an ellipsis) is shown by its first; the text
        # is only searched.
        return folded[:1], [1]
    if len(folded) < len(text):
        return folded, [1] * (len(folded) - 1) + [len(text) - len(folded) + 1]
    return folded[: len(text)], [1] * len(text)
