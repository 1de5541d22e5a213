"""The merged configuration is what Backstage's own loader gives for recorded cases."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.program import PROGRAM, run_program

_HERE = os.environ.get("INSIGHTS_CONFORMANCE")
_BESIDE = Path(__file__).parents[3] / "shared" / "conformance"
CASES = (Path(_HERE) if _HERE else _BESIDE) / "config.dev.jsonl"

pytestmark = [
    pytest.mark.skipif(not CASES.is_file(), reason="no recorded cases; name their folder in INSIGHTS_CONFORMANCE"),
    pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed beside this Python"),
]


def cases() -> list[dict[str, Any]]:
    """The recorded cases."""
    return [json.loads(line) for line in CASES.read_text().split("\n") if line] if CASES.is_file() else []


def as_printed(value: Any) -> Any:
    """The recorded value as JSON can print it: numbers without an exact text are null."""
    if isinstance(value, dict):
        return None if set(value) == {"$number"} else {key: as_printed(below) for key, below in value.items()}
    if isinstance(value, list):
        return [as_printed(below) for below in value]
    return value


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['id']} {case['title']}")
def test_the_command_prints_what_the_loader_yields(tmp_path: Path, case: dict[str, Any]) -> None:
    """`--print-effective` gives the recorded value, or exit code 3 where the loader fails."""
    for name, text in case["files"].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    flags = [flag for name in case["configs"] for flag in ("--config", name)]
    argv = ("check-config", "--print-effective", "--format", "json", "--reveal", *flags)
    outcome = run_program(*argv, cwd=tmp_path, environ=case["env"])
    if "error" in case["expect"]:
        assert (outcome.code, outcome.out[:1]) in ((3, ""), (3, "{"))
    else:
        assert json.loads(outcome.out) == as_printed(case["expect"]["ok"])
