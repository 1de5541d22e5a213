"""Ids of people in other systems are found on User entities and in portraits."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("https://example.slack.com/team/«U03B7QK2M9T»", "metadata.links[0].url", "Component"),
    ("https://example.slack.com/archives/C03B7QK2M9T", "metadata.links[0].url", "Component"),
    ("«uid=jdoe»,ou=people,dc=example,dc=org", "metadata.annotations.backstage.io/ldap-dn", "User"),
    ("«f0030629-cbd9-44f7-a3c8-663d6a0185e1»", "metadata.annotations.graph.microsoft.com/user-id", "User"),
    ("https://avatars.githubusercontent.com/u/«91182071»?v=4", "spec.profile.picture", "User"),
    ("https://www.gravatar.com/avatar/«7920d41c85a7eb696ec93d5b179da834»?s=80", "spec.profile.picture", "User"),
    ("f0030629-cbd9-44f7-a3c8-663d6a0185e1", "metadata.annotations.graph.microsoft.com/tenant-id", "Group"),
    ("https://app.example.org/dash/f0030629-cbd9-44f7-a3c8-663d6a0185e1", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_user_id_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Ids of people in other systems are found on User entities and in portraits."""
    check(SpanType.USER_ID, case, path, entity)
