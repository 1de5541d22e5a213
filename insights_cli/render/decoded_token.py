"""A judged sign-in token in words and in JSON; neither the token nor its signature is ever in them."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from insights_cli.identity.checks import Aspect, Check, Question, Status
from insights_cli.identity.claims import LONGEST_TOKEN, TokenKind
from insights_cli.identity.masks import fit_values
from insights_cli.identity.moments import as_moment, as_number, say_distance, say_moment
from insights_cli.identity.verdict import Verdict
from insights_cli.model.json import JsonValue
from insights_cli.render.diagnostics import printable, width_of
from insights_cli.render.style import Style

_LONGEST_NAME = 40
_TIMES = ("iat", "nbf", "exp")
_MARKS = {
    Status.OK: ("[ok]", "green"),
    Status.WARN: ("[warn]", "yellow"),
    Status.FAIL: ("[fail]", "red"),
    Status.UNKNOWN: ("[--]", "dim"),
}


class JudgedToken(NamedTuple):
    """One token with its question and verdict; *place* and *removed* say how it was found, *is_masked* hides names."""

    question: Question
    verdict: Verdict
    place: str = ""
    removed: tuple[str, ...] = ()
    is_masked: bool = False

    @property
    def header(self) -> dict[str, JsonValue]:
        """The header, fit to be shown."""
        return fit_values(self.question.token.header, is_masked=self.is_masked)

    @property
    def claims(self) -> dict[str, JsonValue]:
        """The claims, fit to be shown."""
        return fit_values(self.question.token.claims, is_masked=self.is_masked)


def judged_text(judged: JudgedToken, style: Style) -> str:
    """The token in rows, every check, and the sum."""
    rows = [(say_name(name), printable(text)) for name, text in _list_rows(judged)]
    width = max(width_of(name) for name, _ in rows) + 2
    lines = [f"{style.paint(name, 'bold')}{' ' * (width - width_of(name))}{text}" for name, text in rows]
    lines.append("")
    for check in judged.verdict.checks:
        lines += _check_lines(check, style)
    lines += ["", _sum_up(judged.verdict, judged.question.token.kind)]
    return "\n".join(lines) + "\n"


def _list_rows(judged: JudgedToken) -> Iterator[tuple[str, str]]:
    token, at = judged.question.token, judged.question.at
    found = ", ".join(part for part in (judged.place, _say_removed(judged.removed)) if part)
    if found:
        yield "found", found
    yield "type", token.kind.value
    yield "header", _compact(judged.header)
    for name, value in judged.claims.items():
        yield name, say_claim(name, value, at)
    yield "size", f"{token.size:,} of at most {LONGEST_TOKEN:,} characters"


def _say_removed(removed: Sequence[str]) -> str:
    return f"removed {', '.join(removed)}" if removed else ""


def say_name(name: str) -> str:
    """The name of a claim, which anybody may have chosen: short, and nothing that steers a terminal."""
    return printable(name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}...") or "''"


def say_claim(name: str, value: JsonValue, at: datetime) -> str:
    """A claim in words: times with their distance from *at*, texts as they are, the rest as JSON."""
    number = as_number(value)
    if name in _TIMES and number is not None:
        return f"{say_moment(number)} ({say_distance(number, at)})"
    return value if isinstance(value, str) else _compact(value)


def _compact(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False)


def _check_lines(check: Check, style: Style) -> list[str]:
    mark, color = _MARKS[check.status]
    head = "signature " if check.aspect is Aspect.SIGNATURE else ""
    code = f" [{check.code}]" if check.code else ""
    facts = [*check.notes, *([("fix", check.fix)] if check.fix else [])]
    width = max((len(label) for label, _ in facts), default=0) + 1
    return [
        f"  {style.paint(f'{mark:<6}', color)} {head}{printable(check.summary)}{code}",
        *(f"         {label + ':':<{width}} {printable(text)}" for label, text in facts),
    ]


def _sum_up(verdict: Verdict, kind: TokenKind) -> str:
    failed = sum(check.status is Status.FAIL for check in verdict.checks)
    warned = sum(check.status is Status.WARN for check in verdict.checks)
    counts = f"{failed} failed, {warned} {'warning' if warned == 1 else 'warnings'}"
    reader = "the plugin it is for" if kind in (TokenKind.PLUGIN, TokenKind.PLUGIN_FOR_USER) else "a backend"
    match verdict.is_accepted:
        case True:
            return f"{counts}; {reader} takes this token"
        case False:
            return f"{counts}; {reader} refuses this token"
        case None:
            return f"{counts}; {reader} takes this token if the signature is right"


def judged_json(judged: JudgedToken) -> JsonValue:
    """The token with every key present; numbers that JSON cannot hold are null."""
    token, verdict = judged.question.token, judged.verdict
    subject = verdict.subject
    signature = next(check for check in verdict.checks if check.aspect is Aspect.SIGNATURE)
    words = {Status.OK: "verified", Status.FAIL: "failed"}
    return {
        "found": {"place": judged.place, "removed": list(judged.removed)},
        "type": token.kind.value,
        "header": judged.header,
        "claims": judged.claims,
        "times": {name: _time_json(token.claims.get(name)) for name in _TIMES},
        "size": token.size,
        "duplicates": list(token.duplicates),
        "subject": {
            "grade": subject.grade.name.lower() if subject else None,
            "ref": judged.question.show(str(subject.ref)) if subject and subject.ref else None,
            "exists": judged.question.presence.exists,
        },
        "signature": {"status": words.get(signature.status, "not verified"), "summary": signature.summary},
        "accepted_by_backend": verdict.is_accepted,
        "checks": [_check_json(check) for check in verdict.checks],
    }


def _time_json(value: JsonValue) -> str | None:
    number = as_number(value)
    moment = as_moment(number) if number is not None else None
    return moment.isoformat() if moment else None


def _check_json(check: Check) -> JsonValue:
    return {
        "about": check.aspect.value,
        "status": check.status.value,
        "code": check.code,
        "summary": check.summary,
        "fix": check.fix,
        "notes": [{"label": label, "text": text} for label, text in check.notes],
        "refused_by_backend": check.refused,
    }
