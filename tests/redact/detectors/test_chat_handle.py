"""Handles of people are found where a chat is meant; packages, teams and everybody are none."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("Ping «@jdoe» on Slack", DESCRIPTION, "Component"),
    ("«@jane.doe»", "spec.chat.user", "Component"),
    ("ask «<@U0JCLC99VZ5>»", DESCRIPTION, "Component"),
    ("Jane Doe («@jdoe»)", DESCRIPTION, "Component"),
    ("Uses @acme/ui-kit", DESCRIPTION, "Component"),
    ("ask @here or @channel", DESCRIPTION, "Component"),
    ("actions/setup-node@v4", DESCRIPTION, "Component"),
    ("@Injectable classes", DESCRIPTION, "Component"),
    ("ping @platform-team", DESCRIPTION, "Component"),
    ("C0SNDP68ECX", "metadata.annotations.example.com/slack-channel-id", "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_chat_handle_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Handles of people are found where a chat is meant; packages, teams and everybody are none."""
    check(SpanType.CHAT_HANDLE, case, path, entity)
