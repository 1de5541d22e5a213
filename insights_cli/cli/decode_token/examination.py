"""Carry out `decode-token`: read the input, ask for keys and entities where an address was given, and judge."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from insights_cli.cli.decode_token.request import Evidence, TokenRequest
from insights_cli.cli.invocation import Invocation
from insights_cli.errors import InsightsError, UsageError
from insights_cli.identity.checks import Aspect, Question
from insights_cli.identity.claims import SignInToken, read_token
from insights_cli.identity.comparison import Comparison, compare
from insights_cli.identity.extraction import PastedToken
from insights_cli.identity.pasted import Paste, decode_text, read_paste
from insights_cli.identity.verdict import judge
from insights_cli.render.decoded_token import JudgedToken

_LARGEST_INPUT_BYTES = 268_435_456
_LONGEST_PATH = 4_096
_CLIPBOARDS = {"darwin": "pbpaste", "win32": "Get-Clipboard"}


class Examination(NamedTuple):
    """All that was found; *failure* is what kept a question from being answered, *names* tell several tokens apart."""

    judged: tuple[JudgedToken, ...]
    names: tuple[str, ...]
    is_bad: bool
    failure: InsightsError | None = None
    comparison: Comparison | None = None
    left_out: tuple[str, ...] = ()


def examine(request: TokenRequest, invocation: Invocation) -> Examination:
    """Answer *request*; raises UsageError for what does not go together and InsightsError when no token can be read."""
    required = _parse_required(request)
    at = _parse_moment(request.at) if request.at else invocation.runtime.now()
    pastes = [(name, _read_input(name, invocation)) for name in request.tokens]
    found = [(name, pasted) for name, paste in pastes for pasted in paste.tokens]
    if request.diff and len(found) < 2:
        raise UsageError("ID004", "--diff needs two tokens", fix="insights decode-token --diff FIRST.txt SECOND.txt")
    tokens = [read_token(pasted.compact.reveal()) for _, pasted in found]
    evidence = _gather(tokens, request, invocation)
    judged = tuple(
        _judge(pasted, token, known, request=request, at=at)
        for (_, pasted), token, known in zip(found, tokens, evidence, strict=True)
    )
    comparison = compare(tokens) if request.diff else None
    return Examination(
        judged=judged,
        names=_name_all([name for name, _ in found]),
        is_bad=any(each.verdict.fails(required) for each in judged) if not comparison else not comparison.is_one_person,
        failure=next((known.failure for known in evidence if known.failure), None),
        comparison=comparison,
        left_out=tuple(words for _, paste in pastes for words in paste.left_out),
    )


def _gather(tokens: Sequence[SignInToken], request: TokenRequest, invocation: Invocation) -> Sequence[Evidence]:
    if not (request.jwks or request.backstage or request.catalog or request.entities):
        return [Evidence()] * len(tokens)
    from insights_cli.cli.decode_token.evidence import gather

    return gather(tokens, request, invocation)


def _judge(
    pasted: PastedToken, token: SignInToken, known: Evidence, *, at: datetime, request: TokenRequest
) -> JudgedToken:
    question = Question(
        token=token, at=at, issuer=known.issuer, signature=known.signature, presence=known.presence, show=request.show
    )
    return JudgedToken(
        question=question,
        verdict=judge(question),
        place=pasted.place,
        removed=pasted.removed,
        is_masked=request.redact,
    )


def _parse_required(request: TokenRequest) -> frozenset[Aspect]:
    names = [name.strip() for each in request.require for name in each.split(",") if name.strip()]
    unknown = [name for name in names if name not in tuple(Aspect)]
    if unknown:
        raise UsageError("ID004", f"--require knows no {unknown[0]!r}", fix=f"any of: {', '.join(Aspect)}")
    if Aspect.SIGNATURE in names and not (request.jwks or request.backstage):
        raise UsageError("ID004", "--require signature needs keys", fix="add --backstage URL, or --jwks URL or FILE")
    if Aspect.CATALOG in names and not (request.catalog or request.entities):
        raise UsageError("ID004", "--require catalog needs a catalog", fix="add --catalog URL, or --entities PATH")
    return frozenset(map(Aspect, names))


def _parse_moment(text: str) -> datetime:
    try:
        is_number = text.removeprefix("-").replace(".", "", 1).isdecimal()
        moment = datetime.fromtimestamp(float(text), UTC) if is_number else datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError) as error:
        fix = "write 2026-11-23T12:00:00Z or seconds since 1970"
        raise UsageError("ID004", f"--at {text!r} is no time", fix=fix) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read_input(name: str, invocation: Invocation) -> Paste:
    paste = read_paste(_read_text(name, invocation))
    if not paste.tokens:
        place = "the input" if name == "-" or not _is_file(invocation, name) else name
        raise InsightsError(
            "ID001",
            f"there is no sign-in token in {place}",
            fix="give the text around backstageIdentity.token: a JWT has two dots and usually starts with eyJ",
            notes=(("seen", paste.seen),) if paste.seen else (),
        )
    return paste


def _read_text(name: str, invocation: Invocation) -> str:
    runtime = invocation.runtime
    if name == "-":
        if runtime.stdin.isatty():
            clipboard = _CLIPBOARDS.get(runtime.platform, "wl-paste")
            fix = f"paste it through a pipe, as terminals cut long lines: {clipboard} | insights decode-token -"
            raise UsageError("ID004", "no token was given", fix=fix)
        buffer = getattr(runtime.stdin, "buffer", None)
        return decode_text(buffer.read(_LARGEST_INPUT_BYTES)) if buffer else runtime.stdin.read()
    if _is_file(invocation, name):
        return _read_file(Path(invocation.cwd, name), name)
    if runtime.stderr.isatty():
        invocation.note("note: the token is in your shell's history now; a pipe keeps it out")
    return name


def _is_file(invocation: Invocation, name: str) -> bool:
    return len(name) <= _LONGEST_PATH and os.path.exists(invocation.place(name))


def _read_file(path: Path, shown: str) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_INPUT_BYTES + 1)
    except OSError as error:
        words = f"{shown} could not be read: {error.strerror or error}"
        raise InsightsError("ID007", words, fix="check the path, or give the token with -") from error
    if len(raw) > _LARGEST_INPUT_BYTES:
        raise InsightsError("ID007", f"{shown} is larger than 256 MB", fix="cut out the request with the token")
    return decode_text(raw)


def _name_all(inputs: Sequence[str]) -> tuple[str, ...]:
    """Short names that tell the tokens apart and hold no token."""
    plain = [Path(name).name if len(name) <= 80 and name.count(".") < 2 and name != "-" else "token" for name in inputs]
    return tuple(f"{name} {index + 1}" if plain.count(name) > 1 else name for index, name in enumerate(plain))
