"""Card numbers pass the Luhn check and carry an issuer's prefix; other long numbers are none."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("charged to «4111 1111 1111 1111»", DESCRIPTION, "Component"),
    ("«5555555555554444»", "spec.note", "Component"),
    ("amex «3782-822463-10005»", DESCRIPTION, "Component"),
    ("my card # «4222222222222» please", DESCRIPTION, "Component"),
    ("settled with «6759-6498-2643-8453»", DESCRIPTION, "Component"),
    ("6759649826438453", DESCRIPTION, "Component"),
    ("4111111111111112", DESCRIPTION, "Component"),
    ("1628869354659", DESCRIPTION, "Component"),
    ("4012888888881881", "metadata.annotations.example.com/snowflake", "Component"),
    ("run id 4111111111111111", DESCRIPTION, "Component"),
    ("978-7-009-19926-3", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_credit_card_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Card numbers pass the Luhn check and carry an issuer's prefix; other long numbers are none."""
    check(SpanType.CREDIT_CARD, case, path, entity)
