"""Which rule decides at a path."""

import pytest

from insights_cli.redact.field import field_of
from insights_cli.redact.policy import PathRule, Policy, Treatment
from insights_cli.redact.reason import Action
from insights_cli.redact.span import SECRET_TYPES


@pytest.mark.parametrize(
    ("path", "kind", "rule"),
    [
        ("metadata.name", "User", "user-name"),
        ("metadata.name", "Component", "scan"),
        ("spec.profile.email", "User", "user-profile"),
        ("spec.profile.email", "Group", "scan"),
        ("spec.owner", "API", "owner"),
        ("spec.members[0]", "Group", "members"),
        ("metadata.description", "System", "prose"),
        ("metadata.description", "User", "user-text"),
        ("metadata.links[0].title", "System", "prose"),
        ("metadata.annotations.github.com/user-login", "User", "identity-annotation"),
        ("metadata.annotations.example.com/tier", "System", "scan"),
    ],
)
def test_the_first_rule_that_applies_decides(path: str, kind: str, rule: str) -> None:
    """Paths are matched without list indexes, by kind."""
    assert Policy().rule_for(field_of(path, kind)).id == rule


def test_secrets_are_always_dropped() -> None:
    """No secret is masked or given a pseudonym by default."""
    actions = Policy().actions
    assert {actions[kind] for kind in SECRET_TYPES} == {Action.DROP}


def test_own_rules_come_first() -> None:
    """An installation can tighten a path by a rule of its own."""
    mine = PathRule(id="mine", paths=("spec.type",), treatment=Treatment.DROP, why="ours")
    assert Policy(rules=(mine, *Policy().rules)).rule_for(field_of("spec.type")) is mine
