"""Take sign-in tokens out of whatever people paste; pure, and linear in the length of the text."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from insights_cli.identity.claims import decode_part
from insights_cli.model.secret import Secret

_LONGEST_HEADER = 8_192
_MOST_LINES = 2_000
_SHORTEST_UNKNOWN = 20
_RUN = re.compile(r"[A-Za-z0-9_.-]{12,}")
_NEXT_LINE = re.compile(r"[ \t\"'\\+>]{0,200}\r?\n[ \t\"'>]{0,200}([A-Za-z0-9_.-]+)(?=[\"'\s,;)\\]|$)")
_OBJECT_START = re.compile(rb'\{\s*"')
_HEADER_START = re.compile("e[yw]")
_BEFORE = 120
_LABELS = (
    (r"authorization[\"']?\s*[:=]\s*[\"']?bearer\s+$", 'an "Authorization: Bearer" header'),
    (r"bearer(?:\s+|%20|\+)$", '"Bearer "'),
    (r"authorization[\"']?\s*[:=]\s*[\"']?$", 'an "Authorization" header'),
    (r"backstage-auth=[\"']?$", "the cookie backstage-auth"),
    (r"[#?&]([\w.-]{1,40})=$", r"the URL parameter \1"),
    (r"(?:^|[\s;])([\w.-]{1,40})=[\"']?$", r'"\1="'),
)
# Keys of 2048, 3072, 4096 and 8192 bits; a backend refuses smaller ones.
_RSA = (342, 512, 683, 1366)
_SIGNATURE_SIZES: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("ES256", "EdDSA", "HS512"), (86,)),
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), _RSA),
    "ES384": (128,),
    "ES512": (176,),
    "HS256": (43,),
    "HS384": (64,),
}


class PastedToken(NamedTuple):
    """A token as it was found: *place* says where (empty when it was all there was), *removed* what stood around it."""

    compact: Secret
    place: str = ""
    removed: tuple[str, ...] = ()


def find_tokens(text: str) -> tuple[PastedToken, ...]:
    """Find every token in *text*, each once, in the order of the text.

    Takes bare tokens, wrapped lines, quotes, header lines, cookies, URLs and commands. A token that was cut off
    is found by its header when there is no whole one.
    """
    whole: dict[str, PastedToken] = {}
    cut: dict[str, PastedToken] = {}
    position = 0
    while run := _RUN.search(text, position):
        position = run.end()
        offset = _find_header(run.group())
        if offset is None:
            continue
        start = run.start() + offset
        compact, position, breaks = _join_lines(text, start, run.end())
        if _read_algorithm(compact.partition(".")[0]) is not None:
            found = PastedToken(compact=Secret(compact), removed=tuple(_list_removed(text, start, breaks)))
            (whole if compact.count(".") >= 2 else cut).setdefault(compact, found)
    return tuple((whole or cut).values())


def signature_sizes(algorithm: str) -> tuple[int, ...]:
    """How many characters a signature of *algorithm* can have; empty when that is not known."""
    return _SIGNATURE_SIZES.get(algorithm, ())


def name_place(pasted: PastedToken, place: str) -> PastedToken:
    """The same token with the *place* where its text stood."""
    return pasted._replace(place=place)


def _find_header(run: str) -> int | None:
    """Where the first part that decodes to a JOSE header starts in *run*, or may after a line break; None without."""
    offset = 0
    *whole, last = run.split(".")
    for part in (*whole, last):
        start = _HEADER_START.search(part[:64])
        for candidate in (0, start.start()) if start else ():
            if _read_algorithm(part[candidate:]) is not None:
                return offset + candidate
        offset += len(part) + 1
    start = _HEADER_START.search(last[:64])
    return len(run) - len(last) + start.start() if start and _starts_object(last[start.start() :]) else None


def _starts_object(part: str) -> bool:
    try:
        return _OBJECT_START.match(decode_part(part[:12])) is not None
    except ValueError:
        return False


def _read_algorithm(part: str) -> str | None:
    if not 8 <= len(part) <= _LONGEST_HEADER or part[:2] not in ("ey", "ew"):
        return None
    try:
        header = json.loads(decode_part(part))
    except (ValueError, RecursionError):
        return None
    if not isinstance(header, dict) or not header.keys() & {"alg", "typ", "kid", "enc"}:
        return None
    return str(header.get("alg"))


def _join_lines(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Follow a token over line breaks; returns its text, where it ends and how many breaks there were."""
    pieces = [text[start:end]]
    dots, last = pieces[0].count("."), len(pieces[0]) - pieces[0].rfind(".") - 1
    sizes: tuple[int, ...] | None = None
    while len(pieces) < _MOST_LINES and (found := _NEXT_LINE.match(text, end)):
        piece = found[1]
        if dots and sizes is None:
            sizes = signature_sizes(_read_algorithm("".join(pieces).partition(".")[0]) or "")
        if dots >= 2 and not _continues_signature(piece, pieces[-1], last, sizes or ()):
            break
        if dots < 2 and not _continues(piece, dots):
            break
        pieces.append(piece)
        dots += piece.count(".")
        last = len(piece) - piece.rfind(".") - 1 if "." in piece else last + len(piece)
        end = found.end()
    return _trim("".join(pieces)), end, len(pieces) - 1


def _continues(piece: str, dots: int) -> bool:
    """Whether *piece* goes on with a token whose third part has not begun."""
    if piece.count(".") > 2 - dots:
        return False
    return not _starts_object(piece) if dots == 0 else _read_algorithm(piece.partition(".")[0]) is None


def _continues_signature(piece: str, before: str, size: int, sizes: tuple[int, ...]) -> bool:
    """Whether *piece* goes on with a signature of *size* characters so far; *before* is the line that it follows."""
    if "." in piece or not sizes:
        return "." not in piece and len(piece) >= _SHORTEST_UNKNOWN
    is_whole = size in sizes and len(piece) != len(before)
    return not is_whole and size + len(piece) <= max(sizes)


def _trim(compact: str) -> str:
    """Drop what follows the third part, such as the full stop of a sentence; five parts are an encrypted token."""
    parts = compact.rstrip(".").split(".")
    return ".".join(parts if len(parts) == 5 else parts[:3])


def _list_removed(text: str, start: int, breaks: int) -> Iterator[str]:
    before = text[max(0, start - _BEFORE) : start]
    if re.match(r"\s*\$?\s*curl\s", text[:40]):
        yield "a curl command"
    for pattern, label in _LABELS:
        if found := re.search(pattern, before, re.IGNORECASE):
            yield found.expand(label)
            break
    if before.endswith(("'", '"', "`")):
        yield "quotes"
    if breaks:
        yield "1 line break" if breaks == 1 else f"{breaks} line breaks"
