"""The nearest known key."""

import pytest

from insights_cli.app_config.keys import SECTION_KEYS, nearest


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("hostfilter", "hostFilter"),
        ("host_filter", "hostFilter"),
        ("captureEntityField", "captureEntityFields"),
        ("captureIdentityGroupFilter", "captureIdentityGroupsFilter"),
        ("sallt", "salt"),
        ("Debug", "debug"),
        ("retention", None),
        ("x", None),
        ("", None),
        ("a" * 100_000, None),
    ],
)
def test_a_misspelt_key_leads_to_the_right_one(word: str, meant: str | None) -> None:
    """Case, separators and few letters do not matter; anything else is not guessed."""
    assert nearest(word, tuple(SECTION_KEYS)) == meant
