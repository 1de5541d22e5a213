"""Signed and encrypted JSON tokens."""

import re
from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text

_TOKEN = regex(
    r"(?<![A-Za-z0-9_-])(?P<head>ey[JI][A-Za-z0-9_-]{8,})(?:\.[A-Za-z0-9_-]*){2,4}(?![A-Za-z0-9_-])", re.IGNORECASE
)
_HEAD_BYTES = 4096


def _find(text: Text) -> Iterator[Span]:
    for match in _TOKEN.finditer(text.text):
        if _is_header(match["head"]):
            yield Span(match.start(), match.end(), SpanType.JWT, "jwt.header", "header names alg", 1.0)
        elif len(match[0]) > 60 and match["head"].isupper():
            yield Span(match.start(), match.end(), SpanType.JWT, "jwt.upper", "", 0.8)


def _is_header(part: str) -> bool:
    import base64
    import binascii
    import json

    try:
        header = json.loads(base64.urlsafe_b64decode(part[:_HEAD_BYTES] + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return False
    return isinstance(header, dict) and "alg" in header


def _holds_head(word: str) -> bool:
    return "eyj" in word or "eyi" in word


DETECTOR = Detector(name="jwt", find=_find, opaque=True, shortest=20, chars=frozenset("."), words=_holds_head)
