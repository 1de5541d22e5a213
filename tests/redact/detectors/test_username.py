"""Logins are found where a field or phrase names a user, and in homes and pages of users."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("./users/demo-users.yaml", "spec.targets[8]", "Location"),
    ("kept in /home/«jane.doe»/notes.md", DESCRIPTION, "Component"),
    ("input: { username: z.string() }", DESCRIPTION, "API"),
    ("«jane.doe»", "metadata.name", "User"),
    ("«jdoe»", "spec.members[2]", "Group"),
    ("«jane.doe»", "spec.owner", "Component"),
    ("file:/home/«jdoe»/app/catalog-info.yaml", DESCRIPTION, "Component"),
    ("C:\\\\Users\\\\«jdoe»\\\\app", DESCRIPTION, "Component"),
    ("url:https://git.example.org/users/«jdoe7»/repos/app", DESCRIPTION, "Component"),
    ("deployed by «jane.doe» via argo", DESCRIPTION, "Component"),
    ("owner:«jane.doe»", "metadata.tags[0]", "Component"),
    ("«jdoe»", "metadata.labels.created-by", "Component"),
    ("/catalog/default/user/«jdoe»", "subject", ""),
    ("jane.doe", "metadata.name", "Component"),
    ("team-platform", "spec.owner", "Component"),
    ("phoenix", "spec.owner", "Component"),
    ("data.platform", "spec.owner", "Component"),
    ("/home/runner/work", DESCRIPTION, "Component"),
    ("/users/{id}", DESCRIPTION, "Component"),
    ("powered by fly.io", DESCRIPTION, "Component"),
    ("helm", "metadata.labels.app.kubernetes.io/managed-by", "Component"),
    ("guest", "metadata.name", "User"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_username_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Logins are found where a field or phrase names a user, and in homes and pages of users."""
    check(SpanType.USERNAME, case, path, entity)
