"""References to users are found in any case; scopes and other kinds are none."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("«user:default/jane.doe»", "spec.owner", "Component"),
    ("owned by «User:Jane», mostly", DESCRIPTION, "Component"),
    ("«user:people/j_d»", "relations.ownedBy[0]", "Component"),
    ("group:default/user-admins", "spec.owner", "Component"),
    ("component:default/user-service", DESCRIPTION, "Component"),
    ("scope user:email", DESCRIPTION, "Component"),
    ("user:default/p1-7rxjz4kods2nsvyzrspuqkrnqy", "spec.owner", "Component"),
    ("ftp://user:pw@host", DESCRIPTION, "Component"),
    ("userid:7", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_user_ref_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """References to users are found in any case; scopes and other kinds are none."""
    check(SpanType.USER_REF, case, path, entity)
