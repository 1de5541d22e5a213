"""Private keys are found from head to foot, or to the end; public keys are none."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("key: «-----BEGIN RSA PRIVATE KEY-----\\nMIIB\\n-----END RSA PRIVATE KEY-----» done", DESCRIPTION, "Component"),
    ("«-----BEGIN PRIVATE KEY-----\\nMIIB»", DESCRIPTION, "Component"),
    ("-----BEGIN PUBLIC KEY-----\\nMIIB\\n-----END PUBLIC KEY-----", DESCRIPTION, "Component"),
    ("-----BEGIN CERTIFICATE-----", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_private_key_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Private keys are found from head to foot, or to the end; public keys are none."""
    check(SpanType.PRIVATE_KEY, case, path, entity)
