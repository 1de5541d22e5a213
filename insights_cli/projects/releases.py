"""Releases of the Insights backend: what each was built against, and which problems each still has.

From the public change log of `@spotify/backstage-plugin-insights-backend`, 0.1.0 to 0.8.1, read in November 2026. It
names the Backstage release that a plugin release was built against; it promises no range.
"""

from bisect import bisect_right
from functools import cache
from typing import Final

from insights_cli.model.value import value
from insights_cli.projects.versions import Version

SOURCE: Final = "the plugin's public change log, 0.1.0 to 0.8.1, read in November 2026"


@value
class Release:
    """One release, and what it was built against; where its entry names none, the last one named before."""

    version: Version
    backstage: Version
    core_node: Version
    insights_common: Version


@value
class Problem:
    """Something a release before *fixed_in* does wrong; *key* is the setting it concerns, empty when none."""

    first: Version
    fixed_in: Version
    summary: str
    key: str = ""


@cache
def _version(text: str) -> Version:
    major, minor, patch = map(int, text.split("."))
    return Version(major=major, minor=minor, patch=patch)


# plugin, Backstage, core-node, insights-common; a dash repeats the line above.
_TABLE: Final = """
0.1.0 1.14.0 0.6.2 0.1.0
0.1.1 1.15.0 0.6.3 0.1.1
0.2.0 1.16.0 0.6.4 0.2.0
0.2.1 - - -
0.2.2 1.17.0 0.6.5 0.2.1
0.2.3 - - -
0.2.4 - - 0.2.2
0.2.5 - - -
0.2.6 1.18.1 0.6.6 0.2.3
0.2.7 1.19.0 0.6.7 0.2.4
0.2.8 - - -
0.2.9 1.20.2 0.6.8 0.2.5
0.2.10 1.22.0 0.6.9 0.2.6
0.2.11 1.23.0 0.7.0 0.2.7
0.2.12 1.24.0 0.8.0 0.2.8
0.2.13 1.26.0 0.9.0 0.2.9
0.2.14 - 0.9.1 -
0.3.0 1.28.2 0.9.2 0.3.0
0.3.1 - - -
0.3.2 1.29.1 0.9.3 0.3.1
0.4.0 1.30.3 0.10.0 0.4.0
0.4.1 1.30.4 0.10.1 -
0.4.2 1.31.1 0.10.2 0.4.1
0.4.3 1.32.0 0.10.3 0.4.2
0.4.4 1.33.3 0.10.4 0.4.3
0.4.5 1.34.0 0.10.5 0.4.4
0.5.0 1.35.0 0.11.0 0.4.5
0.5.1 - 0.11.1 -
0.5.2 1.36.0 0.11.2 0.4.6
0.5.3 - - -
0.5.4 - 0.11.3 -
0.6.0 1.37.0 0.11.4 0.4.7
0.7.0 - - 0.4.8
0.7.1 - 0.11.5 -
0.7.2 1.41.1 0.11.6 0.4.9
0.7.3 1.42.0 0.11.7 0.4.10
0.7.4 1.44.1 0.11.8 0.4.11
0.7.5 1.45.0 0.11.9 0.4.12
0.7.6 1.46.0 0.11.10 0.4.13
0.7.7 1.47.0 0.11.11 0.4.14
0.7.8 1.48.0 0.11.12 0.4.15
0.7.9 1.49.0 0.11.13 0.4.16
0.7.10 1.50.0 0.11.14 0.4.17
0.7.11 - - 0.4.18
0.7.12 1.51.0 0.11.15 0.4.19
0.7.13 1.52.0 0.11.16 0.4.20
0.7.14 1.53.0 0.11.17 0.4.21
0.8.0 1.54.0 0.11.18 0.5.0
0.8.1 1.55.0 0.11.19 0.5.1
"""


@cache
def _rows() -> tuple[list[str], ...]:
    rows: list[list[str]] = []
    for line in _TABLE.split("\n")[1:-1]:
        cells = line.split()
        rows.append([above if cell == "-" else cell for cell, above in zip(cells, (rows or [cells])[-1], strict=True)])
    return tuple(rows)


def release_of(plugin: Version) -> Release | None:
    """The release called *plugin*, or the last one before it with the same minor number; None outside the table."""
    rows = _rows()
    at = bisect_right(rows, plugin.sort_key, key=lambda row: _version(row[0]).sort_key) - 1
    if at < 0:
        return None
    version, backstage, core_node, common = map(_version, rows[at])
    if at == len(rows) - 1 and (plugin.major, plugin.minor) != (version.major, version.minor):
        return None
    return Release(version=version, backstage=backstage, core_node=core_node, insights_common=common)


def problems_of(plugin: Version) -> tuple[Problem, ...]:
    """What *plugin* is known to do wrong."""
    every = (
        Problem(first=_version(first), fixed_in=_version(fixed_in), summary=summary, key=key)
        for first, fixed_in, key, summary in _PROBLEMS
    )
    return tuple(each for each in every if each.first <= plugin < each.fixed_in)


# first, fixed in, the setting concerned, what goes wrong
_PROBLEMS: Final = (
    ("0.1.0", "0.2.1", "", "collecting with permissions on overloads the cache"),
    ("0.1.0", "0.2.2", "captureIdentityGroupsFilter", "the setting does not exist yet"),
    ("0.1.0", "0.2.2", "", "groups are missing where the only relation is a direct memberOf"),
    ("0.2.2", "0.2.3", "", "total users are not shown with catalog 1.17"),
    ("0.1.0", "0.2.5", "", "entities are not loaded behind authentication middleware"),
    ("0.1.0", "0.2.8", "totalUsersEntityQueryFilter", "total users are shown as 0"),
    ("0.1.0", "0.2.13", "hostFilter", "the setting does not exist yet"),
    ("0.1.0", "0.2.13", "", "errors of metric queries are hidden"),
    ("0.1.0", "0.3.1", "", "large metric responses fail on cache limits"),
    ("0.1.0", "0.5.3", "", "events are sent with a wrong Content-Length"),
    ("0.2.13", "0.6.0", "hostFilter", "the filter has no effect in some circumstances"),
    ("0.1.0", "0.6.0", "", "an event can be tied to the wrong groups"),
    ("0.1.0", "0.7.13", "captureEntityFields", "some of the listed values are not captured"),
    ("0.1.0", "0.7.13", "captureIdentityFields", "some of the listed values are not captured"),
)
