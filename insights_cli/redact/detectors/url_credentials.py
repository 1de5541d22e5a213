"""User and password inside a URL."""

from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.placeholders import is_placeholder
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text

_USERINFO = regex(r"[^\s/?#@:\"'<>]{0,128}:[^\s/?#\"'<>]{1,256}@(?=[\w\[.-])")
_LOOSE_USERINFO = regex(r"[^\s/?#@:\"'<>]{0,128}:[^\s\"'<>@]{1,256}@(?=[\w\[][\w.\-\]]*(?::\d+)?(?:[/?,;]|$))")
_ORACLE = regex(r":oci8?:|:thin:")
_ORACLE_LOGIN = regex(r"[\w$#]{1,64}/[^\s/@]{1,128}(?=@)")


def _find(text: Text) -> Iterator[Span]:
    whole = text.text
    at = whole.find("://")
    while at >= 0:
        start = at + 3
        match = _USERINFO.match(whole, start) or _LOOSE_USERINFO.match(whole, start)
        if match and not is_placeholder(match[0][:-1].partition(":")[2]):
            yield Span(start, match.end() - 1, SpanType.URL_CREDENTIALS, "url_credentials.userinfo", "password", 0.99)
        at = whole.find("://", start)
    for driver in _ORACLE.finditer(whole) if ":oci" in whole or ":thin:" in whole else ():
        if login := _ORACLE_LOGIN.match(whole, driver.end()):
            yield Span(login.start(), login.end(), SpanType.URL_CREDENTIALS, "url_credentials.oracle", "password", 0.95)


DETECTOR = Detector(name="url_credentials", find=_find, shortest=8, all_chars=frozenset("@:"))
