"""Recorded answers of the real libraries of Backstage, where a collection of them is at hand."""

import json
import os
from pathlib import Path
from typing import Any

_BESIDE = Path(__file__).parents[2] / "shared" / "conformance"
_FOLDER = Path(os.environ.get("INSIGHTS_CONFORMANCE") or _BESIDE)

WHY_NOT = "no recorded answers: INSIGHTS_CONFORMANCE names no folder of them"


def recorded(kind: str) -> list[dict[str, Any]]:
    """Every case of every collection of that *kind*; none where there is no collection."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob(f"{kind}*.jsonl"))]
    return [json.loads(line) for text in texts for line in text.split("\n") if line]
