"""Logins: where a field or a phrase names a user, and in the folders and pages that carry a user's name."""

from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words import vocabulary
from insights_cli.redact.words.username import FILES, NO_PERSON, SYSTEM_USERS, TLDS

_LOGIN = regex(r"[^\W_][\w.-]{0,62}[^\W_]|[^\W_]")
_FIRST_LAST = regex(r"[^\W\d_]{2,24}(?:[._][^\W\d_]{2,30}){1,2}\d{0,4}|[^\W\d_]\.[^\W\d_]{3,30}\d{0,4}")
_WITH_NUMBER = regex(r"[a-z]{3,20}\d{1,4}")
_HOME = regex(
    r"(?:(?<![\w.])/home/|/users/|[a-z]:[\\/]{1,2}users[\\/]{1,2}|(?<=/)~|(?<!\w)~(?=\w)"
    r"|(?<=[\w.:])/users?/|/scm/~|/u/(?=[a-z]))(?P<name>[^\W_][\w.-]{0,62}[^\W_]"
    r"|[^\W_])(?=[\\/?#\s\"']|$)",
)
_USERINFO = regex(r"://(?P<name>[^\W_][\w.+-]{0,62})@(?=[\w\[])")
_PREFIXED = regex(
    r"(?<![\w-])(?:owner|author|lead|maintainer|contact|assignee|user|username|login|created[-_]by|dri"
    r"|reviewer|approver)[:=](?P<name>[^\W_][\w.-]{0,62}[^\W_])(?![\w/@:])",
)
_BY = regex(
    r"(?<!\w)(?:by|von|vom|par|por|da|dal|door|przez|av|af|od|przez|tarafından|user|username|login"
    r"|benutzer|utilisateur|usuario|utente|gebruiker|użytkownik|bruger|användare|käyttäjä|uživatel"
    r"|felhasználó|от|пользователь|użytkownika|as|als|account|owner|contact|ask|ping|dev|engineer)"
    r"(?:\s|:\s?|=)(?P<name>[^\W_][\w.-]{1,62}[^\W_])(?![\w@/:(]|\.\w)",
)
# The words of the two patterns above, so that a text without them is not searched.
_PREFIX_WORDS = vocabulary(
    """
    owner author lead maintainer contact assignee user username login created dri reviewer approver by
    """
)
_BY_WORDS = vocabulary(
    """
    by von vom par por da dal door przez av af od tarafından user username login benutzer utilisateur usuario
    utente gebruiker użytkownik bruger användare käyttäjä uživatel felhasználó от пользователь użytkownika as
    als account owner contact ask ping dev engineer
    """
)
_JOINTS = regex(r"[._-]")
_WHOLE = Trait.LOGIN | Trait.MEMBERS
_NAMED = Trait.PERSON | Trait.AGENT | Trait.OWNER


def _find(text: Text) -> Iterator[Span]:
    field = text.field
    if field.has(_WHOLE | _NAMED) and (span := _of_field(text)):
        yield span
        return
    chars = text.text
    if "/" in chars or "\\" in chars or "~" in chars:
        yield from _in_paths(text)
    if (":" in chars or "=" in chars) and not text.words.isdisjoint(_PREFIX_WORDS):
        for match in _PREFIXED.finditer(text.lower):
            if _is_login(text, match["name"], sure=field.has(Trait.TAG)):
                yield Span(*match.span("name"), SpanType.USERNAME, "username.prefix", "", 0.8)
    if " " in chars and not text.words.isdisjoint(_BY_WORDS):
        for match in _BY.finditer(text.lower):
            if _is_login(text, match["name"], sure=False):
                yield Span(*match.span("name"), SpanType.USERNAME, "username.phrase", "", 0.8)


def _of_field(text: Text) -> Span | None:
    """The field names a user: its value is a login when it has the shape of one."""
    value = text.text.strip()
    bare = value.lstrip("@")
    if not _LOGIN.fullmatch(bare) or value.startswith("@"):
        return None
    field = text.field
    start = text.text.find(bare)
    span = Span(start, start + len(bare), SpanType.USERNAME, "username.field", "", 0.9)
    if field.has(_WHOLE) and not field.has(Trait.OWNER):
        if bare.lower() == "guest":
            return None
        return span if field.has(Trait.MEMBERS | Trait.ABOUT_PERSON) or bare.lower() not in SYSTEM_USERS else None
    return span if _is_login(text, bare, sure=field.has(Trait.AGENT)) else None


def _in_paths(text: Text) -> Iterator[Span]:
    lower = text.lower
    folders = "home/" in lower or "/user" in lower or "~" in lower or "users" in lower or "/u/" in lower
    for match in _HOME.finditer(text.lower) if folders else ():
        name = match["name"]
        if name not in SYSTEM_USERS and not name.isdigit() and name.rpartition(".")[2] not in FILES:
            yield Span(*match.span("name"), SpanType.USERNAME, "username.home", "", 0.85)
    for match in _USERINFO.finditer(text.text) if "@" in text.text and "://" in lower else ():
        if match["name"].lower() not in SYSTEM_USERS and ":" not in match["name"] and len(match["name"]) < 30:
            yield Span(*match.span("name"), SpanType.USERNAME, "username.url", "", 0.8)


def _is_login(text: Text, name: str, *, sure: bool) -> bool:
    """A known login, or the shape of a name of a person; *sure* when one word is enough."""
    lower = name.lower()
    if lower in text.roster.logins:
        return True
    parts = _JOINTS.split(lower)
    if lower in SYSTEM_USERS or not NO_PERSON.isdisjoint(parts):
        return False
    if _FIRST_LAST.fullmatch(name):
        return parts[-1] not in TLDS
    if _WITH_NUMBER.fullmatch(lower):
        return sure or len(lower) >= 6
    if not sure or not name.isascii():
        return False
    return (name.isalpha() and len(name) >= 3) or (len(parts) == 2 and all(part.isalpha() for part in parts))


def _names_a_user(word: str) -> bool:
    return word in _BY_WORDS or word in _PREFIX_WORDS or word == "u" or word.endswith("home") or "user" in word


DETECTOR = Detector(
    name="username",
    find=_find,
    chars=frozenset("/\\~:= "),
    traits=_WHOLE | _NAMED,
    words=_names_a_user,
    instead_of_words=frozenset("~@"),
)
