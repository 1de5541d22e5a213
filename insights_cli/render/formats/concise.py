"""One line a finding, for editors and grep."""

from insights_cli.render.diagnostics import headline
from insights_cli.render.formats import Answer, Format
from insights_cli.render.style import Style


def _concise(answer: Answer, style: Style) -> str:
    found = [*answer.report.diagnostics, *([answer.failure] if answer.failure else [])]
    return "".join(f"{headline(each, style)}\n" for each in found)


FORMAT = Format(name="concise", title="one line a finding", render=_concise)
