"""What other systems call a person: directory entries, object ids, numbers of portraits."""

import re
from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text

_RDN = regex(
    r"(?<![\w])(?:uid|cn|samaccountname|mail|userid|employeenumber)=(?:\\.|[^,+\\]){1,256}(?=,|$)", re.IGNORECASE
)
_DN_TAIL = regex(r",\s?(?:ou|dc|o|cn)=", re.IGNORECASE)
_GROUPS = regex(r",\s?(?:ou|cn)=[^,]*(?:group|team|service|role|computer)[^,]*", re.IGNORECASE)
_PORTRAIT = regex(
    r"(?:gravatar\.com/avatar/|avatars\d?\.githubusercontent\.com/u/|profile_images/|/avatars?/(?:u/"
    r"|users?/)?|/u/|/users?/|/photos?/|/pictures?/"
    r"|slack-edge\.com/[\w/-]{0,40}?|/image/|userpic/|[?&](?:u|uid|user|id|userid|user_id|d|owner)=)"
    r"(?P<id>[0-9a-f]{32,64}|\d{4,20}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[UW][A-Z0-9]{8,12}"
    r"|[0-9a-f]{16,31})(?![\w-])",
    re.IGNORECASE,
)
_ANY_ID = regex(
    r"(?<![\w-])(?:[0-9a-f]{24,64}|\d{6,20}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\w-])", re.IGNORECASE
)
_ALWAYS = regex(
    r"(?:gravatar\.com/avatar/(?P<hash>[0-9a-f]{32,64})|avatars\d?\.githubusercontent\.com/u/(?P<number>\d+)"
    r"|\.slack\.com/team/(?P<member>[UW][A-Z0-9]{6,14})(?!\w))",
    re.IGNORECASE,
)
_DIRECTORY_WORDS = frozenset({"ou", "dc", "o", "cn"})


def _find(text: Text) -> Iterator[Span]:
    field = text.field
    if field.has(Trait.USER_ID):
        yield from _of_user(text)
    elif "=" in text.text and _DN_TAIL.search(text.text) and not _GROUPS.search(text.text):
        yield from _first_rdn(text)
    if "/" in text.text:
        yield from _portrait(text)


def _of_user(text: Text) -> Iterator[Span]:
    rdn = list(_first_rdn(text))
    value = text.text.strip()
    if rdn or not value:
        yield from rdn
    elif " " not in value or len(value) <= 64:
        start = text.text.find(value)
        yield Span(start, start + len(value), SpanType.USER_ID, "user_id.field", "", 0.95)


def _first_rdn(text: Text) -> Iterator[Span]:
    if match := _RDN.search(text.text):
        yield Span(match.start(), match.end(), SpanType.USER_ID, "user_id.directory", "", 0.95)


def _portrait(text: Text) -> Iterator[Span]:
    about_person = text.field.has(Trait.ABOUT_PERSON) and text.field.has(Trait.PICTURE)
    if about_person:
        match = _PORTRAIT.search(text.text) or _ANY_ID.search(text.text)
        if match:
            yield Span(*match.span(match.lastgroup or 0), SpanType.USER_ID, "user_id.portrait", "", 0.9)
        return
    for match in _ALWAYS.finditer(text.text):
        yield Span(*match.span(match.lastgroup or 0), SpanType.USER_ID, "user_id.portrait", "", 0.9)


def _names_a_directory(word: str) -> bool:
    return word in _DIRECTORY_WORDS or word.endswith(("gravatar", "githubusercontent", "slack"))


DETECTOR = Detector(
    name="user_id",
    find=_find,
    chars=frozenset("/="),
    traits=Trait.USER_ID,
    words=_names_a_directory,
    traits_instead_of_words=Trait.PICTURE,
)
