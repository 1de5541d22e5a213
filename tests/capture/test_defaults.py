"""The default lists follow the plugin's version."""

import itertools

import pytest

from insights_cli.capture.defaults import BY_VERSION, defaults_for, parse_version

ORIGINAL, NAMELESS, NARROW = BY_VERSION


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1.1", ORIGINAL),
        ("0.2.0", NAMELESS),
        ("^0.4.5", NAMELESS),
        ("0.5.0", NARROW),
        ("0.8.1-next.1", NARROW),
        ("npm:@x/y@~0.7", NARROW),
        ("1.0.0", NARROW),
        ("workspace:*", ORIGINAL),
    ],
)
def test_list_follows_the_version(text: str, expected: object) -> None:
    """A version gets the last list that is not newer; an unknown one the widest."""
    assert defaults_for(parse_version(text)) is expected


def test_later_lists_never_grow() -> None:
    """No later list captures more than an earlier one."""
    for earlier, later in itertools.pairwise(BY_VERSION):
        assert set(later.entity) <= set(earlier.entity)
        assert set(later.identity) <= set(earlier.identity)


def test_rules_say_which_list_they_are_from() -> None:
    """A default rule names its list."""
    assert {rule.decided_by for rule in NARROW.entity_rules} == {"default, list of 0.5"}
    assert [rule.path.text for rule in NARROW.identity_rules] == ["metadata.namespace", "spec.memberOf"]
