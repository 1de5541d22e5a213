"""National identity numbers in formats that are not seen elsewhere, with their check digits."""

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.libraries import number_check
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words.national_id import STRONG

# All strong formats.
_STRONG_FORMATS = regex("|".join(f"(?P<n{at}>{pattern})" for at, (pattern, _) in enumerate(STRONG)))
_COMPACT = regex(r"[0-9A-Z](?<![\w.+/:#-].)(?=[A-Z]*\d)[0-9A-Z.\-/+]{7,20}[0-9A-Zk](?![\w/]|[.-]\d)")
_SPACED = regex(
    r"(?<![\w.+/:#-])(?:[A-Z]{2} \d{2} \d{2} \d{2} [A-D]|[12] \d{2} \d{2} \d[\dAB] \d{3} \d{3} \d{2}"
    r"|\d{3}-\d{3}-\d{3} \d{2})(?![\w/]|[.-]\d)"
)
# Two digits between spaces, or the end of the last form: one is in each of those, and seldom elsewhere.
_GROUPS = regex(r"[ -](?:(?<= )\d\d |(?<=-)\d{3} \d\d)")


def _find(text: Text) -> list[Span]:
    if text.field.has(Trait.IDENTIFIER | Trait.VERSION):
        return []
    whole = text.text
    spans = [_confirmed(match[0].rstrip(".-/+"), match.start()) for match in _COMPACT.finditer(whole)]
    if " " in whole and _GROUPS.search(whole) is not None:
        spans += [_confirmed(match[0], match.start()) for match in _SPACED.finditer(whole)]
    return [span for span in spans if span is not None]


def _confirmed(found: str, start: int) -> Span | None:
    match = _STRONG_FORMATS.fullmatch(found)
    module = STRONG[int(match.lastgroup[1:])][1] if match and match.lastgroup else None
    if module is None or (module and not number_check(module)(found)):
        return None
    rule = f"national_format.{module or 'format'}"
    return Span(start, start + len(found), SpanType.NATIONAL_ID, rule, "check digits", 0.9)


DETECTOR = Detector(name="national_format", find=_find, shortest=9, fewest_digits=4)
