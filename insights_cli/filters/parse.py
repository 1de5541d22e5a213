"""Text to expression: `action=navigate and not (user~"p1" or fate=dead)`; a bare word is looked for everywhere."""

import re
from dataclasses import dataclass

from insights_cli.errors import UsageError
from insights_cli.filters.expression import TEXT, Both, Comparison, Either, Everything, Expression, Not
from insights_cli.model.diagnostic import Location

LONGEST = 2000
DEEPEST = 50
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<quoted>"(?:[^"\\]|\\.)*")
      | (?P<sign>!=|!~|>=|<=|=|~|>|<)
      | (?P<bracket>[()])
      | (?P<word>[^\s()"=~<>!]+(?:![^=~\s()"<>!]+)*)
      | (?P<wrong>\S)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse_filter(text: str) -> Expression:
    """Parse *text*; empty picks everything. Raises UsageError SV090 that shows the place."""
    try:
        return _parse(text)
    except _MisfitError as misfit:
        column = misfit.at + 1
        raise UsageError(
            "SV090",
            f"the filter is not understood: {misfit.what} at column {column}",
            fix='for example: action=search and subject~"api" or not fate=delivered',
            location=Location(
                path="filter", column=misfit.at + 1, end_line=1, end_column=misfit.at + 1 + misfit.length
            ),
            excerpt=text,
        ) from None


class _MisfitError(Exception):
    """*what* does not fit, *at* which place (from 0) and over which *length*."""

    def __init__(self, what: str, at: int, length: int = 1) -> None:
        super().__init__(what)
        self.what, self.at, self.length = what, at, length


def _parse(text: str) -> Expression:
    if len(text) > LONGEST:
        raise _MisfitError(f"it is longer than {LONGEST} characters", LONGEST)
    parser = _Parser(_tokens(text), len(text))
    if parser.peek() is None:
        return Everything()
    expression = parser.either(0)
    if (rest := parser.peek()) is not None:
        raise _MisfitError(f"unexpected {rest.text!r}", rest.at, len(rest.text))
    return expression


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for found in _TOKEN.finditer(text.rstrip()):
        kind = found.lastgroup or "wrong"
        if kind == "wrong":
            raise _MisfitError(f"unexpected {found['wrong']!r}", found.start("wrong"))
        tokens.append(_Token(kind, found[kind], found.start(kind)))
    return tokens


class _Parser:
    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens, self._at, self._end = tokens, 0, end

    def peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def either(self, depth: int) -> Expression:
        left = self._both(depth)
        while self._take_word("or"):
            left = Either(left=left, right=self._both(depth))
        return left

    def _both(self, depth: int) -> Expression:
        left = self._single(depth)
        while self._take_word("and") or self._goes_on():
            left = Both(left=left, right=self._single(depth))
        return left

    def _goes_on(self) -> bool:
        token = self.peek()
        if token is None:
            return False
        return token.text == "(" or (token.kind in ("word", "quoted") and token.text.lower() != "or")

    def _single(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise _MisfitError(f"it is nested more than {DEEPEST} deep", self._end)
        if self._take_word("not"):
            return Not(inner=self._single(depth + 1))
        token = self._next("a field or a word")
        if token.text == "(" and token.kind == "bracket":
            inner = self.either(depth + 1)
            if self._next("a closing bracket").text != ")":
                raise _MisfitError("a closing bracket is missing", self._tokens[self._at - 1].at)
            return inner
        if token.kind not in ("word", "quoted"):
            raise _MisfitError(f"a field or a word is needed before {token.text!r}", token.at, len(token.text))
        return self._comparison(token)

    def _comparison(self, token: _Token) -> Expression:
        sign = self.peek()
        if sign is None or sign.kind != "sign":
            return Comparison(field=TEXT, sign="~", value=_value(token))
        self._at += 1
        value = self._next("a value")
        if value.kind not in ("word", "quoted"):
            raise _MisfitError(f"a value is needed after {sign.text!r}", value.at, len(value.text))
        return Comparison(field=_value(token), sign=sign.text, value=_value(value))

    def _take_word(self, word: str) -> bool:
        token = self.peek()
        if token is None or token.kind != "word" or token.text.lower() != word:
            return False
        self._at += 1
        return True

    def _next(self, what: str) -> _Token:
        token = self.peek()
        if token is None:
            raise _MisfitError(f"{what} is missing", self._end)
        self._at += 1
        return token


def _value(token: _Token) -> str:
    if token.kind == "quoted":
        return re.sub(r"\\(.)", r"\1", token.text[1:-1])
    return token.text
