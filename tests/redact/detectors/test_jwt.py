"""Signed tokens are found by a header that names an algorithm."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    (
        "Bearer «eyJhbGciOiAiRVMyNTYifQ.eyJzdWIiOiAidXNlcjpkZWZhdWx0L2phbmUifQ.c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4»",
        DESCRIPTION,
        "Component",
    ),
    (
        "https://x.example.org/?t=«eyJhbGciOiAiRVMyNTYifQ.eyJzdWIiOiAidXNlcjpkZWZhdWx0L2phbmUifQ.c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4»",
        DESCRIPTION,
        "Component",
    ),
    ("eyJhbGciOi.not.header", DESCRIPTION, "Component"),
    ("Issues JWT access tokens", DESCRIPTION, "Component"),
    ("eyJ0eXAiOiJKV1QifQ.e30.c2ln", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_jwt_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Signed tokens are found by a header that names an algorithm."""
    check(SpanType.JWT, case, path, entity)
