"""Recorded answers of the real loader, where a collection of them is at hand."""

import json
import math
import os
from pathlib import Path
from typing import Any

import pytest

from insights_cli.app_config.files import DiskFiles
from insights_cli.app_config.plain import json_text
from insights_cli.app_config.sources import load
from insights_cli.errors import InsightsError

BESIDE = Path(__file__).parents[2].parent / "shared" / "conformance"
FOLDER = Path(os.environ.get("INSIGHTS_CONFORMANCE_DIR", BESIDE))


def recorded() -> list[dict[str, Any]]:
    """Every case of every collection of configurations."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("config*.jsonl"))]
    return [json.loads(line) for text in texts for line in text.split("\n") if line]


def comparable(value: object) -> object:
    """The *value* with all numbers as doubles, and those that JSON cannot hold as null."""
    if isinstance(value, dict):
        return None if set(value) == {"$number"} else {key: comparable(below) for key, below in value.items()}
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if math.isfinite(value) else None
    return value


@pytest.mark.skipif(not recorded(), reason="no recorded cases: set INSIGHTS_CONFORMANCE_DIR")
@pytest.mark.parametrize("case", recorded(), ids=lambda case: case["id"])
def test_a_recorded_case_gives_the_recorded_answer(case: dict[str, Any], tmp_path: Path) -> None:
    """The merged value is the one recorded, and an error is an error."""
    for name, text in case["files"].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        document = load(environment=case["env"], folder=str(tmp_path), files=DiskFiles(), configs=case["configs"])
    except InsightsError:
        assert "error" in case["expect"]
        return
    assert comparable(json.loads(json_text(document.plain()))) == comparable(case["expect"].get("ok"))
