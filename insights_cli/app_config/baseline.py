"""A baseline: the findings that are known and shall not be shown again. Pure over its text."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Final

from insights_cli.errors import InsightsError
from insights_cli.model.diagnostic import Diagnostic
from insights_cli.model.json import JsonValue

SCHEMA: Final = "insights.baseline/1"


def baseline_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Write a baseline of *diagnostics*: fingerprints that stay when lines move, with code and key for its readers."""
    findings: list[JsonValue] = [
        {"fingerprint": each.fingerprint, "code": each.code, "key": each.key} for each in diagnostics
    ]
    return json.dumps({"schema": SCHEMA, "findings": findings}, indent=2, ensure_ascii=False) + "\n"


def parse_baseline(text: str, name: str) -> Counter[str]:
    """How often each fingerprint stands in a baseline.

    Raises:
        InsightsError: IN020, *text* is no baseline.
    """
    try:
        document = json.loads(text)
        if document["schema"] != SCHEMA:
            raise ValueError("another schema")
        return Counter(str(each["fingerprint"]) for each in document["findings"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        fix = f"write a new one: insights check-config --write-baseline {name}"
        raise InsightsError("IN020", f"{name} is no baseline of this program", fix=fix) from error


def not_in(known: Counter[str], diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The *diagnostics* that are not *known*, each known one taken as often as it stands in the baseline."""
    left = known.copy()
    fresh = []
    for each in diagnostics:
        left[each.fingerprint] -= 1
        if left[each.fingerprint] < 0:
            fresh.append(each)
    return tuple(fresh)
