"""Mailbox addresses are found in any spelling; ways to repositories and packages are none."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("連絡は«jane@example.org»まで", DESCRIPTION, "Component"),
    ("написать: «иван@почта.рф»", DESCRIPTION, "Component"),
    ("write to «jane.doe+ops@mail.example.org», please", DESCRIPTION, "Component"),
    ("«JANE@EXAMPLE.ORG»", DESCRIPTION, "Component"),
    ("«jane [at] example [dot] org»", DESCRIPTION, "Component"),
    ("«jane(at)example.org»", DESCRIPTION, "Component"),
    ("«jane.doe-at-example.org»", "metadata.labels.owner-email", "Component"),
    ("mailto:«jane@bücher.example»", DESCRIPTION, "Component"),
    ('{"to":"«jane\\u0040example.org»"}', DESCRIPTION, "Component"),
    ("Jane <«jane@example.org»>", DESCRIPTION, "Component"),
    ("git@github.com:acme/app.git", DESCRIPTION, "Component"),
    ("ssh://git@git.example.org/app", DESCRIPTION, "Component"),
    ("@acme/ui@1.2.3", DESCRIPTION, "Component"),
    ("logo@2x.png", DESCRIPTION, "Component"),
    ("app@sha256:0011", DESCRIPTION, "Component"),
    ("hosted at example.org", DESCRIPTION, "Component"),
    ("https://app:Tr0ubadour@db.example.org/x", DESCRIPTION, "Component"),
    ("actions/checkout@v4", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_email_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Mailbox addresses are found in any spelling; ways to repositories and packages are none."""
    check(SpanType.EMAIL, case, path, entity)
