"""Understand a whole paste: JSON answers, HAR recordings and plain text, and choose the tokens that are meant."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from insights_cli.errors import InsightsError
from insights_cli.identity.claims import TokenKind, read_token
from insights_cli.identity.extraction import PastedToken, find_tokens, name_place
from insights_cli.model.json import JsonValue

_DEEPEST_NESTED_TEXT = 3
# Chat programs and web pages put these into long words, so that a line may end there.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SANITISED = "a recording without a token: browsers leave them out, unless it is exported with sensitive data"
_MEANT = ("backstageIdentity.token", "token")


class Paste(NamedTuple):
    """The tokens that are meant, in *left_out* words about those that are not, and in *seen* why there may be none."""

    tokens: tuple[PastedToken, ...]
    left_out: tuple[str, ...] = ()
    seen: str = ""


def decode_text(raw: bytes) -> str:
    """Decode what a shell may have written: UTF-8 with or without a mark, UTF-16 with one, or anything else."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    return raw.decode(errors="replace")


def read_paste(text: str) -> Paste:
    """Find the tokens in *text*; no tokens at all is a Paste without any."""
    text = text.translate(_INVISIBLE)
    stripped = text.lstrip()
    document = _load(stripped) if stripped[:1] in ("{", "[") else None
    if document is None:
        return Paste(tokens=_mark_removed_space(find_tokens(text), text))
    recording = document.get("log") if isinstance(document, Mapping) else None
    if isinstance(recording, Mapping) and isinstance(recording.get("entries"), list):
        # Elsewhere in a recording are only copies of these, or what no browser usually keeps there.
        usual = tuple(_find_in_recording(recording["entries"]))
        return _choose_newest(usual or tuple(_find_in_document(document)))
    return _choose_meant(tuple(_find_in_document(document)))


def _mark_removed_space(found: tuple[PastedToken, ...], text: str) -> tuple[PastedToken, ...]:
    # One line break ends every file and every pipe.
    if len(found) != 1 or re.sub(r"\r?\n\Z", "", text) == text.strip() or found[0].removed:
        return found
    return (found[0]._replace(removed=("white space",)),) if text.strip() == found[0].compact.reveal() else found


def _load(text: str) -> JsonValue:
    try:
        value: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _find_in_document(document: JsonValue, prefix: str = "", depth: int = 0) -> Iterator[PastedToken]:
    """Every token in the texts of *document*, looking into JSON that is itself kept as text."""
    for path, text in _list_texts(document):
        place = f"{prefix}{path}"
        nested = _load(text) if depth < _DEEPEST_NESTED_TEXT and text[:1] in ("{", "[") else None
        if nested is not None:
            yield from _find_in_document(nested, f"{place}.", depth + 1)
        else:
            yield from (name_place(found, place) for found in find_tokens(text))


def _list_texts(document: JsonValue) -> Iterator[tuple[str, str]]:
    waiting: list[tuple[str, JsonValue]] = [("", document)]
    while waiting:
        path, value = waiting.pop()
        match value:
            case str():
                yield path, value
            case Mapping():
                waiting += [(f"{path}.{key}" if path else str(key), item) for key, item in value.items()][::-1]
            case list():
                waiting += [(f"{path}.{index}" if path else str(index), item) for index, item in enumerate(value)][::-1]
            case _:
                pass


def _find_in_recording(entries: JsonValue) -> Iterator[PastedToken]:
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        request, response = _member(entry, "request"), _member(entry, "response")
        headers = _member(request, "headers")
        for header in headers if isinstance(headers, list) else ():
            name, value = _member(header, "name"), _member(header, "value")
            if isinstance(name, str) and isinstance(value, str) and name.lower() in ("authorization", "cookie"):
                place = f"the {name} header of recorded request {index + 1}"
                yield from (name_place(found, place) for found in find_tokens(f"{name}: {value}"))
        body = _read_content(_member(response, "content"))
        for found in read_paste(body).tokens if body else ():
            where = f"{found.place} in " if found.place else ""
            yield name_place(found, f"{where}the answer to recorded request {index + 1}")


def _member(value: JsonValue, name: str) -> JsonValue:
    return value.get(name) if isinstance(value, Mapping) else None


def _read_content(content: JsonValue) -> str:
    text = _member(content, "text")
    if not isinstance(text, str):
        return ""
    if _member(content, "encoding") != "base64":
        return text
    try:
        return b64decode(text).decode(errors="replace")
    except ValueError:
        return ""


def _choose_meant(found: tuple[PastedToken, ...]) -> Paste:
    """Prefer the sign-in token of an answer to the provider's own tokens beside it."""
    for name in _MEANT:
        chosen = _unique(tuple(each for each in found if f".{each.place}".endswith(f".{name}")))
        if chosen:
            rest = [each.place for each in found if each.compact not in [kept.compact for kept in chosen]]
            return Paste(tokens=chosen, left_out=tuple(f"{place}: another token" for place in rest))
    return Paste(tokens=_unique(found))


def _choose_newest(found: tuple[PastedToken, ...]) -> Paste:
    """The Backstage token of a recording that was issued last, or whatever token there is."""
    unique = _unique(found)
    ranked = sorted(unique, key=_rank)
    if not ranked:
        return Paste(tokens=(), seen=_SANITISED)
    rest = len(ranked) - 1
    words = (f"{rest} older or other token{'s' if rest > 1 else ''} of the recording",) if rest else ()
    return Paste(tokens=(ranked[-1],), left_out=words)


def _rank(found: PastedToken) -> tuple[bool, bool, float]:
    try:
        token = read_token(found.compact.reveal())
    except InsightsError:
        return False, False, 0
    issued = token.claims.get("iat")
    is_user = token.kind in (TokenKind.USER, TokenKind.OLDER_USER)
    return token.kind is not TokenKind.FOREIGN, is_user, issued if isinstance(issued, int | float) else 0


def _unique(found: tuple[PastedToken, ...]) -> tuple[PastedToken, ...]:
    return tuple({each.compact.reveal(): each for each in reversed(found)}.values())[::-1]
