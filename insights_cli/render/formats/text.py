"""For people: every finding in full, then the totals."""

from insights_cli.model.diagnostic import Report, Severity
from insights_cli.model.plural import plural
from insights_cli.render.diagnostics import full, printable
from insights_cli.render.formats import Answer, Format
from insights_cli.render.style import Style


def _text(answer: Answer, style: Style) -> str:
    report = answer.report
    blocks = [full(found, style) for found in report.diagnostics]
    if answer.failure:
        return "\n\n".join([*blocks, full(answer.failure, style)]) + "\n"
    heading = [printable(f"{name}: {text}") for name, text in report.headline]
    blocks.append("\n".join([totals(report, style), *(style.paint(line, "dim") for line in heading)]))
    return "\n\n".join(blocks) + "\n"


def totals(report: Report, style: Style) -> str:
    """`1 error, 2 warnings, 0 info` and what was left out, in one line."""
    words = [_count(severity, report.count(severity), style) for severity in Severity]
    extra = [f"{len(report.skipped)} not checked"] if report.skipped else []
    extra += [f"{report.suppressed} suppressed"] if report.suppressed else []
    return ", ".join(words) + (f" ({', '.join(extra)})" if extra else "")


def _count(severity: Severity, number: int, style: Style) -> str:
    words = plural(number, severity.value, "info" if severity is Severity.INFO else "")
    return style.severity(severity, words) if number else words


FORMAT = Format(name="text", title="every finding with its source line, reason and fix", render=_text)
