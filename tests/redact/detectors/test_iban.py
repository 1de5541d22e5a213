"""Account numbers pass mod 97 and have the length of their country."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("pay to «DE89 3704 0044 0532 0130 00» monthly", DESCRIPTION, "Component"),
    ("«GB29NWBK60161331926819»", "spec.iban", "Component"),
    ("«FR1420041010050500013M02606»", DESCRIPTION, "Component"),
    ("«AZ84ABCDABCDEFGHIJKLMNOPQRST»", DESCRIPTION, "Component"),
    ("DE89370400440532013001", DESCRIPTION, "Component"),
    ("DE12 release notes of 2024", DESCRIPTION, "Component"),
    ("XX89370400440532013000", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_iban_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Account numbers pass mod 97 and have the length of their country."""
    check(SpanType.IBAN, case, path, entity)
