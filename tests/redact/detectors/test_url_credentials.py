"""User and password of a URL are found; placeholders and logins without a password are none."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("mysql://«:Winter2786?»@mq:3306/shop", DESCRIPTION, "Component"),
    ("postgres://«app:Tr0ubadour»@db.example.org:5432/x", "spec.connection", "Component"),
    ("https://«root:p%40ssiUdwkG»@db.example.org/x", DESCRIPTION, "Component"),
    ("redis://«:s3cretW0rd»@cache:6379", DESCRIPTION, "Component"),
    ("https://app:${PASSWORD}@db.example.org", DESCRIPTION, "Component"),
    ("ssh://git@example.org:7999/x.git", DESCRIPTION, "Component"),
    ("http://[2001:db8::1]:80/", DESCRIPTION, "Component"),
    ("postgres://app:password@localhost", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_url_credentials_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """User and password of a URL are found; placeholders and logins without a password are none."""
    check(SpanType.URL_CREDENTIALS, case, path, entity)
