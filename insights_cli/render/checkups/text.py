"""For people: one line a check as it ends, what to do below it, and the likely reason last."""

from collections.abc import Mapping

from insights_cli.model.checkup import CheckResult, Checkup, State, count_states
from insights_cli.model.plural import plural
from insights_cli.render.checkups import CheckupFormat
from insights_cli.render.columns import folded
from insights_cli.render.diagnostics import printable
from insights_cli.render.style import Style

_MARKS = {State.OK: "ok", State.WARN: "warn", State.FAIL: "fail", State.SKIP: "--", State.UNKNOWN: "??"}
_COLORS = {State.OK: "green", State.WARN: "yellow", State.FAIL: "red", State.SKIP: "dim", State.UNKNOWN: "yellow"}
_WORDS = {State.SKIP: "skipped (list them with -v)"}
_QUIET = (State.OK, State.SKIP)


def result_lines(result: CheckResult, style: Style) -> str:
    """One check: mark, code, group and summary; place, notes and fix below a complaint."""
    mark = style.paint(f"[{_MARKS[result.state]}]", _COLORS[result.state])
    pad = " " * (6 - len(_MARKS[result.state]) - 2)
    lines = [f"{mark}{pad} {result.code}  {result.group:<10} {folded(result.summary, style, indent=25)}"]
    if result.state not in _QUIET:
        places = [("where", str(result.location))] if result.location else []
        for name, text in (*places, *result.notes):
            lines.append(_equals(name, style) + folded(text, style, indent=11 + len(name)))
        lines += [_fix(result.fix, style)] if result.fix else []
    return "\n".join(lines) + "\n"


def _equals(name: str, style: Style) -> str:
    return f"       {style.paint('=', 'blue')} {name}: "


def _fix(text: str, style: Style) -> str:
    """What to do, never folded: it is there to be copied."""
    return _equals("fix", style) + "\n           ".join(map(printable, text.splitlines()))


def summary_lines(checkup: Checkup, style: Style) -> str:
    """The totals, what changed, and the likely reasons."""
    counts = count_states(checkup.results)
    words = [f"{number} {_WORDS.get(state, state.value)}" for state, number in counts.items() if number]
    lines = ["", f"{', '.join(words) or 'nothing was asked'}    {checkup.took_s:.1f} s"]
    if checkup.interrupted:
        lines.append("interrupted: this is what was known by then")
    lines += [f"changed since the last run: {change}" for change in checkup.changes]
    for rank, cause in enumerate(checkup.causes, start=1):
        name = "most likely reason" if rank == 1 else "then likely"
        reason = f"{cause.code} {cause.summary}"
        lines.append(f"{style.paint(name, 'bold')}: {folded(reason, style, indent=len(name) + 2)}")
    if checkup.symptom and not checkup.causes:
        lines.append(_unexplained(checkup.symptom, counts))
    return "\n".join(lines) + "\n"


def _unexplained(symptom: str, counts: Mapping[State, int]) -> str:
    open_questions = counts[State.SKIP] + counts[State.UNKNOWN]
    rest = f"; {plural(open_questions, 'question')} without an answer: -v lists them" if open_questions else ""
    return f"nothing that was found explains {symptom}{rest}"


def _text(checkup: Checkup, style: Style) -> str:
    return "".join(result_lines(result, style) for result in checkup.results) + summary_lines(checkup, style)


FORMAT = CheckupFormat(name="text", title="one line a check, for people", render=_text)
