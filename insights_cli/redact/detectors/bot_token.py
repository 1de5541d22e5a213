"""Tokens of chat bots that have a shape and no prefix: three parts behind dots, the first a number in base 64."""

import re
from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.placeholders import is_placeholder
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text

_TOKEN = regex(r"[mno](?<![\w-].)[\w-]{23,27}\.[\w-]{6,7}\.[\w-]{27,}", re.DOTALL)
# The two parts behind the dots, which are quicker to look for.
_END = regex(r"\.[\w-]{6,7}\.[\w-]{27}")
_SHORTEST = 59


def _find(text: Text) -> Iterator[Span]:
    if text.text.count(".") < 2 or (text.text.islower() and not text.digits):
        return
    if _END.search(text.text) is None:
        return
    for match in _TOKEN.finditer(text.lower):
        if not is_placeholder(match[0]):
            yield Span(
                match.start(), match.end(), SpanType.CHAT_TOKEN, "vendor_token.chat_token", "prefix and length", 1.0
            )


DETECTOR = Detector(name="bot_token", find=_find, opaque=True, shortest=_SHORTEST, chars=frozenset("."))
