"""The whole answer as one JSON object."""

from insights_cli.model.diagnostic import Severity
from insights_cli.model.json import JsonValue
from insights_cli.render.envelope import diagnostic_json, envelope
from insights_cli.render.formats import Answer, Format
from insights_cli.render.style import Style


def _json(answer: Answer, _style: Style) -> str:
    report = answer.report
    counts: dict[str, JsonValue] = {severity.value: report.count(severity) for severity in Severity}
    return envelope(
        report.command,
        exit_code=answer.exit_code,
        summary={**counts, "skipped": len(report.skipped), "suppressed": report.suppressed},
        failure=answer.failure,
        looked_at=[{"what": what, "value": value} for what, value in report.headline],
        findings=[diagnostic_json(found) for found in report.diagnostics],
        skipped=[{"code": skipped.code, "reason": skipped.reason} for skipped in report.skipped],
    )


FORMAT = Format(name="json", title="one JSON object, for programs", render=_json)
