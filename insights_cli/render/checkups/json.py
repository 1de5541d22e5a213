"""The whole check-up as one JSON object."""

from insights_cli.model.checkup import CheckResult, Checkup, count_states
from insights_cli.model.json import JsonValue
from insights_cli.render.checkups import CheckupFormat
from insights_cli.render.envelope import envelope, location_json
from insights_cli.render.style import Style


def _json(checkup: Checkup, _style: Style) -> str:
    counts = count_states(checkup.results)
    worst = next((state.value for state, number in counts.items() if number), None)
    return envelope(
        "doctor",
        exit_code=checkup.exit_code,
        summary={
            "worst": worst,
            **{state.value: number for state, number in counts.items()},
            "took_s": round(checkup.took_s, 3),
            "interrupted": checkup.interrupted,
        },
        checks=[result_json(result) for result in checkup.results],
        causes=[
            {"code": cause.code, "check": cause.check, "summary": cause.summary, "fix": cause.fix}
            for cause in checkup.causes
        ],
        changes=list(checkup.changes),
    )


def result_json(result: CheckResult) -> JsonValue:
    """One result with every key present."""
    return {
        "code": result.code,
        "group": result.group,
        "title": result.title,
        "state": result.state.value,
        "summary": result.summary,
        "fix": result.fix,
        "location": location_json(result.location) if result.location else None,
        "notes": [{"label": label, "text": text} for label, text in result.notes],
        "took_s": round(result.took_s, 3),
    }


FORMAT = CheckupFormat(name="json", title="one JSON object, for programs", render=_json)
