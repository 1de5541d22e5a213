"""The merged configuration is what Backstage's own loader gives for recorded cases."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Insights
from tests.recorded import WHY_NOT, recorded

CASES = recorded("config")


def as_printed(value: object) -> object:
    """The *value* with all numbers as doubles, and those that JSON cannot hold as null."""
    if isinstance(value, dict):
        return None if set(value) == {"$number"} else {key: as_printed(below) for key, below in value.items()}
    if isinstance(value, list):
        return [as_printed(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if math.isfinite(value) else None
    return value


@pytest.mark.skipif(not CASES, reason=WHY_NOT)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
def test_the_command_prints_what_the_loader_yields(tmp_path: Path, insights: Insights, case: dict[str, Any]) -> None:
    """`--print-effective` gives the recorded value, or exit code 3 where the loader fails."""
    for name, text in case["files"].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    flags = [flag for name in case["configs"] for flag in ("--config", name)]
    result = insights("check-config", "--print-effective", "--format", "json", "--reveal", *flags, **case["env"])
    if "error" in case["expect"]:
        assert result.code == 3
    else:
        assert as_printed(json.loads(result.out)) == as_printed(case["expect"]["ok"])
