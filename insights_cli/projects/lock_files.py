"""Which versions a lock file holds: yarn 1, yarn berry, npm and pnpm. Pure over the text."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from insights_cli.model.value import value
from insights_cli.projects.versions import Version, parse_version
from insights_cli.yaml12.nodes import Source


@value
class Locked:
    """A package that a lock file resolves to *version*; *start* and *end* are the offsets of the version's text."""

    name: str
    version: Version
    start: int
    end: int


def _locked(name: str, found: re.Match[str], group: int = 1) -> Iterator[Locked]:
    version = parse_version(found[group])
    if version is not None and version.prerelease != "use.local":
        yield Locked(name=name, version=version, start=found.start(group), end=found.end(group))


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where every *name* in *text* begins and ends; a lock file is long, and a plain search is the fastest there is."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        yield start, end
        start = text.find(name, end)


def _before(text: str, offset: int) -> str:
    """What stands before *offset* on its line."""
    return text[text.rfind("\n", 0, offset) + 1 : offset]


def _yarn(text: str, name: str) -> Iterator[Locked]:
    # Version 1 writes `version "1.2.3"`, berry `version: 1.2.3`; both on an indented line below the unindented key.
    entry = re.compile(r'@[^\n]*:\r?\n(?:[ \t][^\n]*\n)*?[ ]{2}version:? "?([^\s"]+)')
    for start, end in _places(text, name):
        found = entry.match(text, end)
        if found and _before(text, start) in ("", '"'):
            yield from _locked(name, found)


def _npm(text: str, name: str) -> Iterator[Locked]:
    # Lock versions 2 and 3 key by path below node_modules, version 1 by name in nested "dependencies".
    entry = re.compile(r'":\s*\{\s*"version":\s*"([^"\n]+)"')
    for start, end in _places(text, name):
        found = entry.match(text, end)
        if found and text.endswith(('"', "node_modules/"), 0, start):
            yield from _locked(name, found)


def _pnpm(text: str, name: str) -> Iterator[Locked]:
    # `/name/1.2.3:` (lock 5), `/name@1.2.3:` (lock 6) or `name@1.2.3:` (lock 9), with peers in brackets or after `_`.
    entry = re.compile(r"[@/](\d[^\s():_'\"]*)[^\n]*:")
    for start, end in _places(text, name):
        found = entry.match(text, end)
        if found and _before(text, start) in ("  ", "  /", "  '", "  '/", '  "', '  "/'):
            yield from _locked(name, found)


READERS: Final[dict[str, Callable[[str, str], Iterator[Locked]]]] = {
    "yarn.lock": _yarn,
    "package-lock.json": _npm,
    "npm-shrinkwrap.json": _npm,
    "pnpm-lock.yaml": _pnpm,
}
"""Lock files by name; each reader takes the text and the name of a package."""


def locked_versions(source: Source, file_name: str, name: str) -> tuple[Locked, ...]:
    """Every distinct version of the package *name* in the lock file, in the order of the file."""
    seen: dict[Version, Locked] = {}
    for each in READERS[file_name](source.text, name):
        seen.setdefault(each.version, each)
    return tuple(seen.values())
