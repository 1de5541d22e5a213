"""Markdown, to paste into an issue or a step summary."""

from insights_cli.model.checkup import Checkup, count_states
from insights_cli.render.checkups import CheckupFormat
from insights_cli.render.diagnostics import printable
from insights_cli.render.style import Style


def _markdown(checkup: Checkup, _style: Style) -> str:
    counts = count_states(checkup.results)
    totals = ", ".join(f"{number} {state.value}" for state, number in counts.items() if number)
    lines = ["## insights doctor", "", totals, ""]
    lines += [f"**Likely reason:** `{cause.code}` {_cell(cause.summary)}" for cause in checkup.causes[:1]]
    lines += ["", "| state | check | what | fix |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {result.state.value} | {result.code} {result.group} | {_cell(result.summary)} | {_cell(result.fix or '')} |"
        for result in checkup.results
    ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")
    return printable(escaped.replace("\n", " "))


FORMAT = CheckupFormat(name="md", title="Markdown, for issues and step summaries", render=_markdown)
