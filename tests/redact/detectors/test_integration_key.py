"""Keys of paging services are found by their field; the same digits elsewhere are none."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("«15d3168775ee76ebfc9ca7da0e2f0d46»", "metadata.annotations.pagerduty.com/integration-key", "Component"),
    ("«R0YEVLDFXDFF4ENPJKP8Q5N86OGGH80B»", "spec.paging.integrationKey", "Component"),
    ("routing key: «15d3168775ee76ebfc9ca7da0e2f0d46»", DESCRIPTION, "Component"),
    ("15d3168775ee76ebfc9ca7da0e2f0d46", "metadata.annotations.example.com/artifact-md5", "Component"),
    ("${PAGERDUTY_KEY}", "metadata.annotations.pagerduty.com/integration-key", "Component"),
    ("PV7N2P7", "metadata.annotations.pagerduty.com/service-id", "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_integration_key_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Keys of paging services are found by their field; the same digits elsewhere are none."""
    check(SpanType.INTEGRATION_KEY, case, path, entity)
