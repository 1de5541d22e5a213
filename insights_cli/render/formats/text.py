"""For people: every finding in full, then the totals."""

from insights_cli.model.diagnostic import Report, Severity
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
    counts = {severity: report.count(severity) for severity in Severity}
    words = [
        style.severity(severity, _plural(number, severity.value)) if number else _plural(number, severity.value)
        for severity, number in counts.items()
    ]
    extra = [f"{len(report.skipped)} not checked"] if report.skipped else []
    extra += [f"{report.suppressed} suppressed"] if report.suppressed else []
    return ", ".join(words) + (f" ({', '.join(extra)})" if extra else "")


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 or word == Severity.INFO.value else f"{number} {word}s"


FORMAT = Format(name="text", title="every finding with its source line, reason and fix", render=_text)
