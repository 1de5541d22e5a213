"""Version numbers and ranges."""

from itertools import pairwise

import pytest

from insights_cli.projects.versions import lowest_of, parse_version


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.8.1", "0.8.1"),
        ("v1.2", "1.2.0"),
        (" 1.2.3-next.1 ", "1.2.3-next.1"),
        ("1.2.3+build", "1.2.3"),
        ("1", None),
        ("^1.2.3", None),
        ("", None),
        ("1.2.3.4", None),
    ],
)
def test_versions_are_read_exactly(text: str, shown: str | None) -> None:
    """A text is a version or it is none."""
    found = parse_version(text)
    assert (str(found) if found else None) == shown


def test_versions_sort_as_semver_says() -> None:
    """A prerelease comes before its release, numbers compare as numbers."""
    texts = ["0.7.9", "0.7.10-next.2", "0.7.10-next.10", "0.7.10", "0.8.0", "1.0.0-alpha", "1.0.0"]
    versions = [parse_version(text) for text in texts]
    assert all(low is not None and high is not None and low < high for low, high in pairwise(versions))


@pytest.mark.parametrize(
    ("wanted", "lowest"),
    [
        ("^0.8.1", "0.8.1"),
        ("~1.2.3 || ^2.0.0", "1.2.3"),
        ("npm:@x/y@^1.2.3", "1.2.3"),
        (">=1.0.0 <2.0.0", "1.0.0"),
        ("<2.0.0", None),
        ("backstage:^", None),
        ("workspace:^1.0.0", None),
        ("*", None),
        ("latest", None),
    ],
)
def test_a_range_has_a_lowest_version_or_none(wanted: str, lowest: str | None) -> None:
    """Where a range does not tell, nothing is guessed."""
    found = lowest_of(wanted)
    assert (str(found) if found else None) == lowest
