"""Mailbox addresses, also with the at sign spelled out."""

import re
from collections.abc import Iterator

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text
from insights_cli.redact.words import vocabulary

# From here on scripts write without spaces and touch an address, of which only what is in ASCII is the address.
_FIRST_UNSPACED = "\u2e80"
_LOCAL = regex(r"[\w.+'’&=-]{1,64}\Z")
_LABELS = r"(?:[^\W_](?:[\w-]{0,62})\.){1,8}"
_TLD = r"(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,24})"
_DOMAIN = regex(rf"{_LABELS}(?P<tld>{_TLD})(?![\w@])")
_ASCII_END = regex(r"[\x21-\x7e]+\Z")
_SPELLED_AT = regex(
    r"[\[({<\s_-](?:(?<=[\[({<])\s?(?:at|ät|a|@|arroba|arobase|chiocciola|zavináč|kukac|собака)\s?[\])}>]\s?"
    r"|(?<=\w[_-])at[_-](?=\w)|(?<=\w\s)at\s(?=\w))",
    re.IGNORECASE,
)
_SPELLED_DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|punkt|point|punto|ponto|punt|kropka|\.)\s?[\])}>]\s?|[_-]dot[_-]|\sdot\s)"
_SPELLED_DOMAIN = regex(
    rf"(?:[^\W_]+(?:-[^\W_]+){{0,6}}{_SPELLED_DOT}){{1,6}}(?P<tld>[^\W\d_]{{2,24}})(?![\w@])", re.IGNORECASE
)
_SPELLED_LOCAL = regex(rf"[^\W_][\w.+]{{0,63}}(?:(?:-|{_SPELLED_DOT})[\w+]{{1,63}}){{0,6}}\Z", re.IGNORECASE)
_PLAIN_LOCAL = regex(r"[\w.+-]+")
_PLAIN_END = regex(r"[\w+-]")
_TRIMMED = "'’.&=-"
# People do not read mail as these users; `git@host:path` is a way to a repository.
_NO_MAILBOX = frozenset({"git", "svn", "hg", "ssh", "gitea", "aur"})
# Endings of files, which are no domains.
_NO_TLD = vocabulary(
    """
    png jpg jpeg gif svg webp ico js mjs cjs ts tsx jsx css scss html json yaml yml md txt py rb go rs sh zip
    gz tgz tar whl jar
    """
)
_NUMBERED = regex(r"\d+(?:\.\d+)*x?", re.IGNORECASE)
_MAIL_WORDS = vocabulary(
    """
    mail email e-mail mailto contact write reach courriel correo kontakt contato contatto
    """
)


# A domain, also one that a script without spaces touches.
_ANY_DOMAIN = regex(rf"{_LABELS}(?P<tld>[a-z]{{2,24}}(?=[^\x00-\u2e7f])|{_TLD}(?![\w@]))")


def _find(text: Text) -> list[Span]:
    spans: list[Span] = []
    lower = text.lower
    at = text.text.find("@")
    while at >= 0:
        if span := _around(lower, at):
            spans.append(span)
        at = text.text.find("@", at + 1)
    if (
        "[" in lower
        or "(" in lower
        or "{" in lower
        or "<" in lower
        or " at " in lower
        or "_at_" in lower
        or "-at-" in lower
    ):
        spans += _spelled(text)
    return spans


def _around(text: str, at: int) -> Span | None:
    domain = _DOMAIN.match(text, at + 1) if text.isascii() else _ANY_DOMAIN.match(text, at + 1)
    local = _LOCAL.search(text, max(0, at - 64), at) if domain else None
    if domain is None or local is None or _is_file(domain):
        return None
    name = local[0].lstrip(_TRIMMED)
    name = name.rpartition("=")[2].lstrip(_TRIMMED)
    glued = None if name.isascii() else _ASCII_END.search(name)
    if glued and name[glued.start() - 1] >= _FIRST_UNSPACED:
        name = glued[0]
    start = at - len(name)
    if not name or name.lower() in _NO_MAILBOX or _is_password(text, start):
        return None
    return Span(start, domain.end(), SpanType.EMAIL, "email.address", "domain", 0.99)


def _is_file(domain: re.Match[str]) -> bool:
    """`logo@2x.png`, `pkg@1.2.tgz`."""
    first = domain[0].partition(".")[0]
    return domain["tld"].lower() in _NO_TLD and _NUMBERED.fullmatch(first) is not None


def _is_password(text: str, start: int) -> bool:
    """`scheme://` stands before in the same word: what looks like a mailbox is user and host of a URL."""
    before = text[max(0, start - 80) : start]
    _, found, user = before.rpartition("://")
    return bool(found) and not any(char in user for char in " /?#")


def _spelled(text: Text) -> Iterator[Span]:
    for sign in _SPELLED_AT.finditer(text.text):
        domain = _SPELLED_DOMAIN.match(text.text, sign.end())
        end = sign.start() - (text.text[sign.start() - 1 : sign.start()].isspace())
        start = _local_start(text.text, end) if domain else -1
        preposition = sign[0].strip().isalpha()
        if domain is None or start < 0 or (preposition and not _means_mail(text, start, sign, domain)):
            continue
        yield Span(start, domain.end(), SpanType.EMAIL, "email.spelled", "domain", 0.9)


def _local_start(text: str, end: int) -> int:
    """Where the part before the sign begins, -1 when there is none."""
    window = text[max(0, end - 64) : end]
    if "dot" in window.lower() or not _PLAIN_END.search(window[-1:]):
        spelled = _SPELLED_LOCAL.search(window)
        return end - len(window) + spelled.start() if spelled else -1
    name = _PLAIN_LOCAL.findall(window)[-1].lstrip("-.+")
    return end - len(name) if name else -1


def _means_mail(text: Text, start: int, sign: re.Match[str], domain: re.Match[str]) -> bool:
    """` at ` alone is a preposition (`hosted at example.org`): something else must speak for an address."""
    local = text.text[start : sign.start()]
    spelled_dot = " dot " in domain[0].lower()
    shaped = "." in local or "_" in local
    said = text.field.has(Trait.EMAIL) or not _MAIL_WORDS.isdisjoint(text.words_before(start)[-3:])
    return spelled_dot or shaped or said


DETECTOR = Detector(name="email", find=_find, words="at".__eq__, instead_of_words=frozenset("@[({<"))
