"""Rules say who made them."""

from insights_cli.capture.rules import asked_rules, configured_rules
from insights_cli.model.diagnostic import Location


def test_configured_rule_names_file_and_line() -> None:
    """A configured rule is decided by its place."""
    (rule,) = configured_rules([("spec.tier", Location(path="app-config.yaml", line=45))], key="captureEntityFields")
    assert rule.decided_by == "app-config.yaml:45"


def test_rules_without_a_place_name_their_list() -> None:
    """A rule without a place is decided by its key or flag."""
    assert configured_rules([("a", None)], key="captureEntityFields")[0].decided_by == "captureEntityFields"
    assert asked_rules(["a"])[0].decided_by == "--field"
