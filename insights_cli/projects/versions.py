"""Version numbers and the ranges of package.json, as far as comparing them needs."""

import re
from typing import Final

from insights_cli.model.value import value

_VERSION: Final = r"v?(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$"
_IN_RANGE: Final = r"\d{1,9}\.\d{1,9}(?:\.\d{1,9})?(?:-[0-9A-Za-z.-]+)?"


@value
class Version:
    """A semantic version; *prerelease* sorts before the release, its parts as semver 2.0 section 11 says."""

    major: int
    minor: int
    patch: int = 0
    prerelease: str = ""

    @property
    def sort_key(self) -> tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]:
        """Orders versions."""
        parts = tuple(
            (not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in self.prerelease.split(".")
        )
        return (self.major, self.minor, self.patch, not self.prerelease, parts)

    def __lt__(self, other: "Version") -> bool:
        return self.sort_key < other.sort_key

    def __le__(self, other: "Version") -> bool:
        return self.sort_key <= other.sort_key

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}" + (f"-{self.prerelease}" if self.prerelease else "")


def parse_version(text: str) -> Version | None:
    """The version that *text* is; None when it is none. A missing patch number is 0."""
    found = re.fullmatch(_VERSION, text.strip())
    if found is None:
        return None
    major, minor, patch, prerelease = found.groups()
    return Version(major=int(major), minor=int(minor), patch=int(patch or 0), prerelease=prerelease or "")


def lowest_of(wanted: str) -> Version | None:
    """The lowest version that a range such as `^0.8.1` or `npm:x@~1.2.3` allows, where that can be told; else None."""
    if wanted.startswith(("workspace:", "file:", "link:", "portal:", "git", "http", "backstage:")):
        return None
    text = wanted.rpartition("@")[2] if wanted.startswith("npm:") else wanted
    versions = [parse_version(each) for each in re.findall(_IN_RANGE, text.split("||")[0])]
    return versions[0] if versions and not text.strip().startswith("<") else None
