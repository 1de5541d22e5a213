"""GitHub annotations of a check-up."""

from insights_cli.model.checkup import Checkup, State
from insights_cli.model.diagnostic import Diagnostic, Report, Severity
from insights_cli.render.checkups import CheckupFormat
from insights_cli.render.formats import Answer, github
from insights_cli.render.style import Style

_SEVERITIES = {State.FAIL: Severity.ERROR, State.WARN: Severity.WARNING, State.UNKNOWN: Severity.INFO}


def _github(checkup: Checkup, style: Style) -> str:
    found = tuple(
        Diagnostic(
            code=result.code,
            severity=_SEVERITIES[result.state],
            summary=result.summary,
            location=result.location,
            fix=result.fix,
        )
        for result in checkup.results
        if result.state in _SEVERITIES
    )
    report = Report(command="doctor", diagnostics=found)
    return github.FORMAT.render(Answer(report=report, exit_code=checkup.exit_code), style)


FORMAT = CheckupFormat(name="github", title="annotations of a GitHub Actions step", render=_github)
