"""Keys of paging services: they have no mark of their own, so the field or the words before must say what they are."""

import re
from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.placeholders import is_placeholder
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text

_KEY = regex(r"[0-9A-Za-z_-]{16,64}")
_SAID = regex(
    r"(?:integration|routing|service|pagerduty|opsgenie|victorops|splunk"
    r" on-call)[ _-]?(?:api[ _-]?)?key\W{1,5}(?:is\s)?"
    r"(?P<key>[0-9A-Za-z]{16,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\w-])",
    re.IGNORECASE,
)


def _find(text: Text) -> Iterator[Span]:
    value = text.text.strip()
    start = text.text.find(value)
    if text.field.has(Trait.INTEGRATION_KEY) and _KEY.fullmatch(value) and _is_random(value):
        yield Span(start, start + len(value), SpanType.INTEGRATION_KEY, "integration_key.field", "shape", 0.95)
        return
    if "key" in text.lower:
        for match in _SAID.finditer(text.text):
            if _is_random(match["key"]):
                yield Span(*match.span("key"), SpanType.INTEGRATION_KEY, "integration_key.words", "shape", 0.9)


def _is_random(value: str) -> bool:
    return any(char.isdigit() for char in value) and not is_placeholder(value)


def _is_key(word: str) -> bool:
    return word.endswith("key")


DETECTOR = Detector(
    name="integration_key", find=_find, shortest=20, fewest_digits=2, traits=Trait.INTEGRATION_KEY, words=_is_key
)
