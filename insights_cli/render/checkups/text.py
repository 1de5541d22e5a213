"""For people: one line a check as it ends, what to do below it, and the likely reason last."""

from insights_cli.model.checkup import CheckResult, Checkup, State, count_states
from insights_cli.render.checkups import CheckupFormat
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
    lines = [f"{mark}{pad} {result.code}  {result.group:<10} {printable(result.summary)}"]
    if result.state not in _QUIET:
        facts = [("where", str(result.location))] if result.location else []
        facts += [*result.notes, *([("fix", result.fix)] if result.fix else [])]
        lines += [_fact(name, text, style) for name, text in facts]
    return "\n".join(lines) + "\n"


def _fact(name: str, text: str, style: Style) -> str:
    first, *rest = text.splitlines() or [""]
    head = f"       {style.paint('=', 'blue')} {name}: {printable(first)}"
    return "\n".join([head, *(f"           {printable(line)}" for line in rest)])


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
        lines.append(f"{style.paint(name, 'bold')}: {cause.code} {printable(cause.summary)}")
    return "\n".join(lines) + "\n"


def _text(checkup: Checkup, style: Style) -> str:
    return "".join(result_lines(result, style) for result in checkup.results) + summary_lines(checkup, style)


FORMAT = CheckupFormat(name="text", title="one line a check, for people", render=_text)
