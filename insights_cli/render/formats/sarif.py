"""SARIF 2.1.0, for code scanning: relative URIs, columns in code points, fingerprints that survive moved lines."""

import json
from urllib.parse import quote

from insights_cli.model.diagnostic import Diagnostic, Location, Severity
from insights_cli.model.explanation import Explanation
from insights_cli.model.json import JsonValue
from insights_cli.render.formats import Answer, Format
from insights_cli.render.style import Style

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def _sarif(answer: Answer, _style: Style) -> str:
    rules = answer.explanations()
    indexes = {each.code: index for index, each in enumerate(rules)}
    run: dict[str, JsonValue] = {
        "tool": {
            "driver": {
                "name": "insights",
                "version": answer.version,
                "rules": [_rule(each) for each in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(answer)],
        "results": [_result(found, indexes) for found in answer.report.diagnostics],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _invocation(answer: Answer) -> JsonValue:
    invocation: dict[str, JsonValue] = {
        "executionSuccessful": answer.failure is None,
        "exitCode": answer.exit_code,
    }
    if answer.failure:
        text = {"text": f"{answer.failure.code}: {answer.failure.summary}"}
        invocation["toolExecutionNotifications"] = [{"level": "error", "message": text}]
    return invocation


def _rule(each: Explanation) -> JsonValue:
    return {
        "id": each.code,
        "shortDescription": {"text": each.title},
        "fullDescription": {"text": each.why},
        "help": {"text": each.fix},
        "defaultConfiguration": {"level": _LEVELS[each.severity]},
    }


def _result(found: Diagnostic, indexes: dict[str, int]) -> JsonValue:
    result: dict[str, JsonValue] = {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": {"text": found.summary + (f"\nFix: {found.fix}" if found.fix else "")},
        "partialFingerprints": {"insights/v1": found.fingerprint},
    }
    if found.code in indexes:
        result["ruleIndex"] = indexes[found.code]
    if found.location:
        result["locations"] = [{"physicalLocation": _place(found.location)}]
    return result


def _place(place: Location) -> JsonValue:
    region: dict[str, JsonValue] = {"startLine": place.line, "startColumn": place.column}
    if place.end_column:
        region |= {"endLine": place.end_line or place.line, "endColumn": place.end_column}
    return {"artifactLocation": {"uri": _uri(place.path)}, "region": region}


def _uri(path: str) -> str:
    """A reference relative to where the program ran; files outside have a file URI."""
    return ("file://" if path.startswith("/") else "") + quote(path, safe="/")


FORMAT = Format(name="sarif", title="SARIF 2.1.0, for code scanning", render=_sarif)
