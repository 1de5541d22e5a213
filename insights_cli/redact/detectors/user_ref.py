"""References to User entities, in any spelling, anywhere."""

from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.pseudonym import is_token
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words import vocabulary

_REF = regex(
    r"(?<![\w.@/-])user:(?:(?P<namespace>[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)/)?(?P<name>[^\W_][\w.+-]{0,62}(?<![.-]))(?![\w@:]|/\w)",
)
# `user:email` and its like are permissions, `user:password` stands in documentation.
_SCOPES = vocabulary(
    """
    email read write follow admin all me self id name pass password passwd pw pwd secret token profile info
    scope group string optional required null none true false object create update delete list default
    guest-only edit manage
    """
)
_CATALOG_PAGE = regex(r"/catalog/(?P<namespace>[a-z0-9-]{1,63})/user/(?P<name>[^\W_][\w.-]{0,62}(?<![.-]))")


def _find(text: Text) -> Iterator[Span]:
    for match in _REF.finditer(text.lower):
        name = match["name"]
        if is_token(match[0]) or (match["namespace"] is None and name in _SCOPES):
            continue
        yield Span(match.start(), match.end(), SpanType.USER_REF, "user_ref.ref", "entity ref", 0.99)
    for match in _CATALOG_PAGE.finditer(text.lower):
        yield Span(match.start("name"), match.end("name"), SpanType.USERNAME, "user_ref.page", "", 0.95)


def _says_user(word: str) -> bool:
    return "user" in word


DETECTOR = Detector(name="user_ref", find=_find, chars=frozenset(":/"), words=_says_user)
