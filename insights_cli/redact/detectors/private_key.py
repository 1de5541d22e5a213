"""Private keys: from the head of a PEM block to its foot, or to the end when the foot is missing."""

import re
from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text

_HEAD = regex(
    r"-----BEGIN[A-Z0-9 ]{0,40} PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d|AGE-SECRET-KEY-1", re.IGNORECASE
)
_FOOT = regex(r"-----END[A-Z0-9 ]{0,40} PRIVATE KEY(?: BLOCK)?-----|Private-MAC: [0-9a-f]+", re.IGNORECASE)


def _find(text: Text) -> Iterator[Span]:
    at = 0
    while head := _HEAD.search(text.text, at):
        foot = _FOOT.search(text.text, head.end())
        at = foot.end() if foot else len(text.text)
        yield Span(head.start(), at, SpanType.PRIVATE_KEY, "private_key.pem", "" if foot else "head only", 1.0)


DETECTOR = Detector(name="private_key", find=_find, opaque=True, shortest=17, chars=frozenset("-"), words="key".__eq__)
