"""Tokens of vendors that nobody listed: a short word, an underscore, and a long piece that nobody would type."""

import re
from collections.abc import Iterator
from itertools import pairwise

from insights_cli.redact.detectors import Detector
from insights_cli.redact.placeholders import is_placeholder
from insights_cli.redact.regex import regex
from insights_cli.redact.span import Span, SpanType
from insights_cli.redact.text import Text

_SHORTEST = 26
_MARKED = regex(r"(?<![\w./+-])[A-Za-z][A-Za-z0-9]{1,11}_(?P<body>[\w-]{30,512})(?![\w/])", re.ASCII)
# Shapes without an underscore: their words are too frequent, or too random, to wait for.
_SIGNS = ("key-", "-us", "API-", "A3-", "SK", "pat", "s.", "sha256~")
# Those signs as far as they are words, so that texts without them are not searched.
_WORDS = frozenset({"key", "us", "api", "a", "s"})
_HEX = frozenset("abcdef")
# Of two neighbours in a random piece more than half are of different kinds; in a camel-case name a quarter.
_LEAST_CHANGES = 0.42
# Of the same piece in capitals every fourth; in the name of a constant one in ten.
_LEAST_CHANGES_IN_CAPITALS = 0.22
_SHORTEST_IN_CAPITALS = 32


# Keys of services for mail, telephone, deployment, passwords and tables, and of an older secret store.
_DASHED = regex(
    r"(?<![\w.-])(?:SK[0-9a-f]{32}|key-[0-9a-f]{32}|[0-9a-f]{32}-us\d{1,2}|API-[0-9A-Z]{26}|sha256~[\w-]{43}"
    r"|pat[A-Za-z0-9]{14}\.[0-9a-f]{64}|s\.(?P<body>[A-Za-z0-9]{24})(?![.(])"
    r"|A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3})(?![\w-])"
)


def _find(text: Text) -> Iterator[Span]:
    whole = text.text
    if "_" in whole and not whole.islower():
        for match in _MARKED.finditer(whole):
            if _is_random(match["body"]) and not is_placeholder(match[0]):
                yield Span(*match.span(), SpanType.CLOUD_KEY, "prefixed_token.random", "change of kinds", 0.8)
    if any(map(whole.__contains__, _SIGNS)):
        for match in _DASHED.finditer(whole):
            if match["body"] is None or _is_random(match["body"]):
                yield Span(*match.span(), SpanType.CLOUD_KEY, "prefixed_token.shape", "alphabet and length", 0.9)


def _is_random(body: str) -> bool:
    """Whether small letters, capitals and digits alternate as chance would have it; in capitals fewer do."""
    kinds = ["0" if char.isdigit() else "a" if char.islower() else "A" for char in body if char.isalnum()]
    changes = sum(left != right for left, right in pairwise(kinds))
    match "".join(sorted(set(kinds))):
        case "0Aa":
            return changes >= _LEAST_CHANGES * len(kinds)
        case "0A":
            return len(kinds) >= _SHORTEST_IN_CAPITALS and changes >= _LEAST_CHANGES_IN_CAPITALS * len(kinds)
        case _:
            return False


def _may_begin_one(word: str) -> bool:
    return word in _WORDS or word.startswith("pat") or (word.startswith("sk") and _HEX.issuperset(word[2:]))


DETECTOR = Detector(
    name="prefixed_token",
    find=_find,
    opaque=True,
    shortest=_SHORTEST,
    fewest_digits=2,
    words=_may_begin_one,
    instead_of_words=frozenset("_~"),
)
