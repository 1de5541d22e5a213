"""Secrets without a mark: the name beside the value, or the name of the field, says what it is."""

import re
from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.placeholders import is_placeholder
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words import vocabulary

_LOGIN_WORD = r"""
    pass(?:word|wd|phrase|code)?|pwd|passwort|kennwort|mot\ de\ passe|mdp|contraseña|contrasena|clave|senha
    |wachtwoord|hasło|haslo|heslo
    |parola|salasana|lösenord|adgangskode
    |passord|jelszó|geslo|lozinka|şifre|sifre|slaptažodis|parool|пароль|κωδικός
    |密码|密碼|パスワード|비밀번호
    """
_NAMED = r"""
    (?:api[_\ -]?key|apikey|secret(?:[_\ -]?(?:access[_\ -]?)?key)?
    |token|credentials?|auth[_\ -]?key
    |(?:access|private|signing|encryption|account|shared[_\ -]?access|subscription
    |master|storage|license|app)[_\ -]?key
    |sig|signature
    |client[_\ -]?secret|webhook[_\ -]?secret|sas)
    """
_HEADER = regex(
    r"(?<!\w)(?:authorization\W{1,4}(?:\w+\s)?|bearer\s|basic\s|x-(?:[\w-]{0,40}-)?(?:key|token|secret"
    r"|auth)\W{1,4})(?P<value>[\w.~+/=!$%^&*-]{12,2048})",
    re.IGNORECASE,
)
_CLOUD = regex(
    r"(?:access|account|secret|storage|shared|cloud|aws"
    r"|azure)[ _-]?(?:access[ _-]?)?key(?:\s\w{1,12}){0,2}?[\s:=\"']{1,4}"
    r"(?P<value>(?-i:[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{40}))(?![A-Za-z0-9+/=])",
    re.IGNORECASE,
)
_CLOUD_VALUE = regex(r"[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{40}")
_NAME = regex(r"[a-z]+(?:[-_./:][a-z0-9]+)*")
# A piece of a name: a word, perhaps numbered, or a number.
_PLAIN_PIECE = regex(r"[a-z]*\d{0,8}|\d+[a-z]")
_PIECES = regex(r"[-_./:]")
_NOT_SECRET = regex(
    r"[A-Z]+(?:_[A-Z0-9]+)*|\d{1,7}[smhd]?|[\d.,:-]+|https?://.*|\w+\(.*"
    r"|/[\w./-]*|[A-Z]?[a-z]+(?:[A-Z][a-z]+)*[.:]?"
)
_WORD_VALUE = regex(r"[^\W\d_]+[.!?:]?")
_COMMAND = regex(r"\bcurl\s(?:[^|;\n]{0,200}?\s)?(?:-u|--user)[ =][\"']?(?P<value>[^\s:\"'{$]{1,64}:[^\s\"'{$]{4,128})")
_HEADER_WORDS = vocabulary("authorization bearer basic x")
_SHORTEST_CLOUD = 40
# How far before a name such as `arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf` may begin.
_ARN_NEAR = 80
_VERBS = vocabulary("is ist est es é è jest är on bearer basic")
_STEMS = ("pass", "secret", "token", "key")
# Whole words that may name a secret; beside them words with one of the stems do.
_NAMES = vocabulary(
    """
    pwd mdp kennwort contraseña contrasena clave senha wachtwoord hasło haslo heslo parola salasana
    lösenord adgangskode jelszó geslo lozinka şifre sifre slaptažodis parool пароль κωδικός 密码 密碼
    パスワード 비밀번호 credential credentials sig signature sas authorization bearer basic auth
    """
)
_TRIM = ".,:;…"


# A name, a sign and a value.
_PAIR = regex(
    rf"""(?<![^\W_])(?:(?P<password>{_LOGIN_WORD})|(?P<name>{_NAMED}))["'`]?
    (?P<sign>\s?(?:=>|:=|=)\s?|\s?[:：]\s*|\s(?:is|ist|est|es|é|è|jest|är|on|:)\s)["'`]?
    (?P<value>(?:[^\s"'`,;&<>|)\]}}]|&(?![\w.-]{{1,40}}=)){{4,512}}|(?<=["'`])[^"'`\n]{{6,128}})""",
    re.VERBOSE,
)


def _find(text: Text) -> Iterator[Span]:
    if text.field.has(Trait.SECRET | Trait.CLOUD_KEY) and (span := _whole(text)):
        yield span
        return
    lower = text.lower
    yield from _cloud(text)
    if "curl" in text.words:
        for match in _COMMAND.finditer(text.text):
            if not is_placeholder(match["value"].partition(":")[2]):
                yield Span(*match.span("value"), SpanType.GENERIC_SECRET, "generic_secret.command", "", 0.9)
    joined = "=" in text.text or "：" in text.text or lower.count(":") > lower.count("://")
    if not joined and text.words.isdisjoint(_VERBS):
        return
    for match in _PAIR.finditer(lower):
        if "arn:" in lower[max(0, match.start() - _ARN_NEAR) : match.start()].rpartition(" ")[2]:
            continue
        value = text.text[slice(*match.span("value"))]
        if match["sign"].strip() != "=":
            value = value.rstrip(_TRIM)
        if _is_secret(value, password=match["password"] is not None, sign=match["sign"].strip()):
            start = match.start("value")
            yield Span(
                start, start + len(value), SpanType.GENERIC_SECRET, "generic_secret.pair", "not a placeholder", 0.85
            )
    headers = not text.words.isdisjoint(_HEADER_WORDS)
    for match in _HEADER.finditer(text.text) if headers else ():
        if len(match["value"]) >= 12 and _looks_random(match["value"]):
            yield Span(*match.span("value"), SpanType.GENERIC_SECRET, "generic_secret.header", "random", 0.85)


def _whole(text: Text) -> Span | None:
    """The field is called a secret and its value is not the name of one."""
    value = text.text.strip()
    known = text.field.has(Trait.CLOUD_KEY) and _CLOUD_VALUE.fullmatch(value)
    if len(value) < 8 or " " in value or "\n" in value or is_placeholder(value):
        return None
    if not known and (_is_harmless(value, share=2) or _WORD_VALUE.fullmatch(value)):
        return None
    start = text.text.find(value)
    kind = SpanType.CLOUD_KEY if text.field.has(Trait.CLOUD_KEY) else SpanType.GENERIC_SECRET
    return Span(start, start + len(value), kind, "generic_secret.field", "not a placeholder", 0.9)


def _cloud(text: Text) -> Iterator[Span]:
    if "key" not in text.lower or max(map(len, text.text.split()), default=0) < _SHORTEST_CLOUD:
        return
    for match in _CLOUD.finditer(text.text):
        if _looks_random(match["value"]):
            yield Span(*match.span("value"), SpanType.CLOUD_KEY, "generic_secret.cloud", "length and alphabet", 0.95)


def _is_secret(value: str, *, password: bool, sign: str) -> bool:
    if len(value) < 6 or is_placeholder(value):
        return False
    if password and sign in {"=", ":=", "=>"}:
        return not _is_harmless(value) or (len(value) >= 8 and value.isalpha())
    if not password and len(value) < 8:
        return False
    share = 1 if password else 2
    return not _is_harmless(value, share=share) and not _WORD_VALUE.fullmatch(value) and _looks_random(value)


def _is_harmless(value: str, *, share: int = 1) -> bool:
    """Whether *value* is a number, a path or a name; one piece in *share* that no one would type makes it none."""
    if not _NAME.fullmatch(value):
        return _NOT_SECRET.fullmatch(value) is not None
    pieces = _PIECES.split(value)
    typed = sum(_PLAIN_PIECE.fullmatch(piece) is not None for piece in pieces)
    return typed == len(pieces) or (share > 1 and (len(pieces) - typed) * share < len(pieces))


def _looks_random(value: str) -> bool:
    """Digits among letters, or signs that words do not have."""
    has_digit = any(char.isdigit() for char in value)
    has_alpha = any(char.isalpha() for char in value)
    has_sign = any(not char.isalnum() and char not in "-_.:/" for char in value)
    mixed = value != value.lower() and value != value.upper() and not value.istitle()
    return has_alpha and (has_digit or has_sign or (mixed and len(value) >= 16)) and not is_placeholder(value)


def _names_a_secret(word: str) -> bool:
    return word in _NAMES or word == "curl" or any(map(word.__contains__, _STEMS))


DETECTOR = Detector(
    name="generic_secret",
    find=_find,
    chars=frozenset("=:： "),
    traits=Trait.SECRET | Trait.CLOUD_KEY,
    words=_names_a_secret,
)
