"""The table of releases."""

import pytest

from insights_cli.projects.releases import problems_of, release_of
from insights_cli.projects.versions import Version, parse_version


def version(text: str) -> Version:
    """A version that is one."""
    found = parse_version(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("plugin", "backstage", "core_node"),
    [
        ("0.1.0", "1.14.0", "0.6.2"),
        ("0.2.1", "1.16.0", "0.6.4"),
        ("0.2.14", "1.26.0", "0.9.1"),
        ("0.7.1", "1.37.0", "0.11.5"),
        ("0.8.1", "1.55.0", "0.11.19"),
        ("0.8.7", "1.55.0", "0.11.19"),
    ],
)
def test_a_release_names_what_it_was_built_against(plugin: str, backstage: str, core_node: str) -> None:
    """An entry that names no Backstage release has the one named before."""
    found = release_of(version(plugin))
    assert found is not None
    assert (str(found.backstage), str(found.core_node)) == (backstage, core_node)


@pytest.mark.parametrize("plugin", ["0.0.9", "0.9.0", "1.0.0"])
def test_nothing_is_said_outside_the_table(plugin: str) -> None:
    """Releases that the table does not know are not guessed."""
    assert release_of(version(plugin)) is None


def test_the_newest_release_has_no_known_problem() -> None:
    """What is fixed is no longer said."""
    assert problems_of(version("0.8.1")) == ()
    assert [each.key for each in problems_of(version("0.5.4")) if each.key] == [
        "hostFilter",
        "captureEntityFields",
        "captureIdentityFields",
    ]
