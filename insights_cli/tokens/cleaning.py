"""Take a token out of what people paste, say what was removed, and question what does not look like one."""

import re
from collections.abc import Collection

from insights_cli.model.secret import Secret
from insights_cli.model.value import value

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
_QUOTES = {'"': '"', "'": "'", "`": "`", "\u201c": "\u201d", "\u2018": "\u2019"}
# Texts, not compiled: a command that has no value to look at does not pay for them, and `re` keeps what it compiled.
_BEARER = r"(?i:(?:authorization\s*:\s*)?bearer\s+)"
_ASSIGNMENT = r"(?:export\s+)?(?:INSIGHTS_TOKEN|SPOTIFY_BACKSTAGE_API_TOKEN)\s*=\s*"
_JWT = r"eyJ[\w-]*\.[\w-]+\.[\w-]*"
_UNEXPANDED = r"\$\{[^}]*\}|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%|\{\{.*\}\}"
_REFERENCE = r"(?:op|vault|arn|gcpsecretmanager|ref\+\w+|file)://\S+|arn:aws:\S+"
_LICENCE_KEY = r"(?s:(?:[A-Z0-9]{4,8}-){3,}[A-Z0-9]{4,8}|key/\S+|-----BEGIN .*)"
_PLACEHOLDER = r"<.*>|x{3,}|\*{3,}|\.{3,}|(?:your|my)[-_ ].*|change[-_ ]?me|todo|token|secret|null|undefined"
_SENDABLE = r"[\x21-\x7e]+"
_SHORTEST = 8


@value
class Cleaned:
    """A token, what was *removed* around it in words, and the *doubts* whether it is one; empty means none at all."""

    token: Secret
    removed: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def clean(text: str, *, licence_keys: Collection[Secret] = ()) -> Cleaned:
    """Clean *text*; *licence_keys* are values known to be the licence key, which is another secret."""
    removed: list[str] = []
    before = None
    while before != text:
        before = text
        text = _peel(text, removed)
    token = Secret(text)
    return Cleaned(token=token, removed=tuple(dict.fromkeys(removed)), doubts=_doubts(token, licence_keys))


def can_be_sent(token: Secret) -> bool:
    """Whether the token fits into an HTTP header: visible ASCII, no spaces (RFC 6750 section 2.1 allows still less)."""
    return re.fullmatch(_SENDABLE, token.reveal()) is not None


def _peel(text: str, removed: list[str]) -> str:
    if text != (trimmed := text.strip()):
        removed.append("white space around it")
        return trimmed
    if text != (trimmed := text.strip(_INVISIBLE)):
        removed.append("invisible characters")
        return trimmed
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        removed.append("quotes")
        return text[1:-1]
    for pattern, words in ((_ASSIGNMENT, "the name of the variable"), (_BEARER, "the word Bearer")):
        if found := re.match(pattern, text):
            removed.append(words)
            return text[found.end() :]
    return text


def _doubts(token: Secret, licence_keys: Collection[Secret]) -> tuple[str, ...]:
    text = token.reveal()
    if not text:
        return ()
    questions = {
        "it has the shape of a JWT, as Backstage sign-in tokens do": re.fullmatch(_JWT, text),
        "it is an unexpanded variable or template": re.search(_UNEXPANDED, text),
        "it is a reference to a secret, not the secret": re.fullmatch(_REFERENCE, text),
        "it has the shape of a licence key, which is another secret": re.fullmatch(_LICENCE_KEY, text),
        "it is the licence key, which is another secret": token in tuple(licence_keys),
        "it looks like a placeholder": re.fullmatch(_PLACEHOLDER, text.lower()),
        "it has spaces or line breaks inside": re.search(r"\s", text),
        "it has characters that cannot be sent in an HTTP header": not can_be_sent(token)
        and not re.search(r"\s", text),
        f"it is shorter than {_SHORTEST} characters": len(text) < _SHORTEST,
    }
    return tuple(words for words, is_so in questions.items() if is_so)
