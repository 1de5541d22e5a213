"""The JSON envelope that every command answers with."""

import json
from collections.abc import Mapping

from insights_cli.model.diagnostic import Diagnostic, Location
from insights_cli.model.json import JsonValue


def envelope(
    command: str,
    *,
    exit_code: int,
    summary: Mapping[str, JsonValue] | None = None,
    failure: Diagnostic | None = None,
    **own: JsonValue,
) -> str:
    """Write one JSON object: the keys that every answer has, `error` if it failed, then the *own* keys.

    *command* is its words joined by spaces; the number in the schema's name grows with breaking changes only.
    """
    document: dict[str, JsonValue] = {
        "schema": f"insights.{command.replace(' ', '.')}/1",
        "command": command,
        "ok": exit_code == 0,
        "exit_code": exit_code,
        "summary": summary or {},
    }
    if failure:
        document["error"] = diagnostic_json(failure)
    return dump_json({**document, **own})


def dump_json(value: JsonValue) -> str:
    """Write *value* for people to read; half a character out of somebody's file is written as an escape."""
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2, allow_nan=False)
    return text + "\n"


def diagnostic_json(found: Diagnostic) -> dict[str, JsonValue]:
    """One diagnostic with every key present; what is not known is null."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "summary": found.summary,
        "key": found.key,
        "location": location_json(found.location) if found.location else None,
        "why": found.why,
        "fix": found.fix,
        "notes": [{"label": label, "text": text} for label, text in found.notes],
        "fingerprint": found.fingerprint,
    }


def location_json(place: Location) -> dict[str, JsonValue]:
    """A location with its end, where known."""
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
