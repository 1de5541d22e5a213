"""What a Backstage project has installed and wired, as far as its files tell."""

from collections.abc import Mapping
from types import MappingProxyType

from insights_cli.model.diagnostic import Location
from insights_cli.model.value import value
from insights_cli.projects.versions import Version
from insights_cli.yaml12.nodes import Node, Source

BACKEND = "@spotify/backstage-plugin-insights-backend"
ANALYTICS_MODULE = "@spotify/backstage-plugin-analytics-module-insights"
BUNDLE = "@spotify/backstage-plugin-"


@value
class Installed:
    """A package at the version that is installed (from a lock file) or at least asked for (from a package.json)."""

    name: str
    version: Version
    location: Location
    is_locked: bool


@value
class Declared:
    """A dependency as a package.json asks for it, with its range as written; *role* is the part the asker plays."""

    name: str
    wanted: str
    location: Location
    role: str = ""


@value
class CatalogEntity:
    """An entity read from a file of the project: its kind in lower case and its tree."""

    kind: str
    root: Node


@value
class Wiring:
    """One place in the backend's source that adds the Insights plugin.

    *is_legacy* tells a `createRouter` call from a feature of the new system; *passes_database* matters to the first,
    and *is_again* says of the second that the same backend has it already.
    """

    location: Location
    is_legacy: bool
    is_again: bool = False
    passes_database: bool = True


@value
class Project:
    """The facts about one project; whatever could not be read is absent.

    *packages* are those of the bundle with every version found; *backstage* is the version of `backstage.json`.
    *has_packages* says that there is a package.json at all; *declared* are the dependencies on packages of the bundle,
    and those with a `backstage:` range, which a plugin of yarn reads (*has_release_plugin*); *lock_file* is the name
    of the lock file.
    *tracked* are the shown paths of configuration files that git tracks, *committed* their text in the last commit.
    *texts* are the sources that locations point into, by shown path.
    """

    folder: str = ""
    packages: tuple[Installed, ...] = ()
    has_packages: bool = True
    declared: tuple[Declared, ...] = ()
    lock_file: str = ""
    has_release_plugin: bool = False
    backstage: Version | None = None
    backstage_location: Location | None = None
    wiring: tuple[Wiring, ...] = ()
    entities: tuple[CatalogEntity, ...] = ()
    tracked: frozenset[str] = frozenset()
    committed: Mapping[str, Source] = MappingProxyType({})
    texts: Mapping[str, Source] = MappingProxyType({})
    plugin_version: Version | None = None

    def installed(self, name: str) -> tuple[Installed, ...]:
        """Every version of the package called *name*, the newest last."""
        return tuple(
            sorted((each for each in self.packages if each.name == name), key=lambda each: each.version.sort_key)
        )

    def asked_for(self, name: str) -> tuple[Declared, ...]:
        """Every place in a package.json that asks for the package called *name*."""
        return tuple(each for each in self.declared if each.name == name)

    @property
    def plugin(self) -> Version | None:
        """The version of the Insights backend: the one given, else the oldest installed."""
        found = self.installed(BACKEND)
        return self.plugin_version or (found[0].version if found else None)
