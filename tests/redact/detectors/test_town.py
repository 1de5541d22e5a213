"""Addresses are found by post code and town where no word for a street stands."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("Batch 506, 37434 Records Loaded", DESCRIPTION, "Component"),
    ("Sitz: «Mirogojska 4, 57401 Novi Vinodolski»", DESCRIPTION, "Component"),
    ("«Mirogojska 4a, 57401 Novi Vinodolski»", DESCRIPTION, "Component"),
    ("kept at «Am Alten Hafen 12, D-20457 Hamburg»", DESCRIPTION, "Component"),
    ("«Nova 7/2, 00-950 Warszawa»", DESCRIPTION, "Component"),
    ("«Petkovškovo nabrežje 3c, 2428 Kamnik»", DESCRIPTION, "Component"),
    ("Release 5, 2024 Roadmap", DESCRIPTION, "Component"),
    ("Version 5, 12345 downloads", DESCRIPTION, "Component"),
    ("shards 4, 57401 Rows", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_town_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Addresses are found by post code and town where no word for a street stands."""
    check(SpanType.ADDRESS, case, path, entity)
