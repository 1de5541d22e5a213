"""Read a project from its folder: packages, lock file, the sources that name the plugin, and catalog files."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence

from insights_cli.projects import BACKEND, BUNDLE, CatalogEntity, Declared, Installed, Project, Wiring
from insights_cli.projects.catalog_files import parse_entities
from insights_cli.projects.lock_files import READERS, locked_versions
from insights_cli.projects.versions import Version, lowest_of, parse_version
from insights_cli.projects.workspaces import BACKEND_ROLE, Workspace, folder_of, role_in
from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.json_text import parse_json
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, Source, descend
from insights_cli.yaml12.nodes import Sequence as ListNode

_MAX_BYTES = 30_000_000
_MAX_CATALOG_BYTES = 2_000_000
_MAX_CATALOG_FILES = 200
_MAX_PACKAGES = 500
_MAX_SOURCES = 2_000
_MAX_SOURCE_BYTES = 1_000_000
_PARTS = ("insights-backend", "insights", "analytics-module-insights", "insights-common", "insights-node")
_NAMES = tuple(BUNDLE + part for part in (*_PARTS, "core-node", "core-common"))
_BY_RELEASE = "backstage:"
_RELEASE_PLUGIN = "plugin-backstage"
_DEPENDENCIES = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")


class ProjectFolder:
    """A project on disk: *folder* is absolute, *start* is where the user is, from which shown paths are written.

    *texts* gathers what was read, by shown path.
    """

    __slots__ = ("folder", "start", "texts")

    def __init__(self, *, folder: str, start: str) -> None:
        self.folder = folder
        self.start = start
        self.texts: dict[str, Source] = {}

    def shown(self, path: str) -> str:
        """The absolute *path* as the user would write it."""
        relative = os.path.relpath(path, self.start)
        return path if relative.startswith("..") else relative

    def read(self, path: str, limit: int = _MAX_BYTES) -> Source | None:
        """The text of the regular file at *path*; None when it cannot be had or is larger than *limit* bytes."""
        try:
            status = os.stat(path)
            if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
                return None
            with open(path, encoding="utf-8", errors="replace") as file:
                source = Source(self.shown(path), file.read())
        except (OSError, ValueError):
            return None
        self.texts[source.path] = source
        return source


def read_project(
    place: ProjectFolder,
    *,
    catalog_targets: Sequence[str] = (),
    wiring: Sequence[Wiring] = (),
    plugin_version: Version | None = None,
) -> Project:
    """Everything that the files of *place* tell, without what only git knows.

    *catalog_targets* are the file targets of `catalog.locations`, relative to where the backend is started.
    """
    backstage, declared, locked = _backstage(place), tuple(_declared(place)), tuple(_locked(place))
    # What is locked is installed; the lowest version of a range matters only where nothing is.
    open_ranges = [each for each in declared if each.name not in {found.name for found in locked}]
    return Project(
        folder=place.folder,
        packages=(*locked, *_lowest(open_ranges)),
        has_packages=os.path.isfile(os.path.join(place.folder, "package.json")),
        declared=declared,
        lock_file=next((name for name in READERS if os.path.isfile(os.path.join(place.folder, name))), ""),
        has_release_plugin=_has_release_plugin(place),
        backstage=backstage[0] if backstage else None,
        backstage_location=backstage[1].location if backstage else None,
        wiring=tuple(wiring),
        entities=tuple(_entities(place, catalog_targets)),
        texts=place.texts,
        plugin_version=plugin_version,
    )


def _json(place: ProjectFolder, *names: str) -> Node | None:
    source = place.read(os.path.join(place.folder, *names))
    try:
        return parse_json(source) if source else None
    except YamlError:
        return None


def _backstage(place: ProjectFolder) -> tuple[Version, Node] | None:
    node = descend(_json(place, "backstage.json"), ("version",))
    version = parse_version(node.value) if isinstance(node, Scalar) and isinstance(node.value, str) else None
    return (version, node) if version and node else None


def _locked(place: ProjectFolder) -> Iterator[Installed]:
    for file_name in READERS:
        source = place.read(os.path.join(place.folder, file_name))
        if source is None:
            continue
        for name in _NAMES:
            for each in locked_versions(source, file_name, name):
                location = source.locate(each.start, each.end)
                yield Installed(name=name, version=each.version, location=location, is_locked=True)
        return


def _has_release_plugin(place: ProjectFolder) -> bool:
    source = place.read(os.path.join(place.folder, ".yarnrc.yml"))
    return source is not None and _RELEASE_PLUGIN in source.text


def _lowest(declared: Iterable[Declared]) -> Iterator[Installed]:
    for each in declared:
        if each.name in _NAMES and (version := lowest_of(each.wanted)):
            yield Installed(name=each.name, version=version, location=each.location, is_locked=False)


def _declared(place: ProjectFolder) -> Iterator[Declared]:
    for path in _package_files(place):
        source = place.read(path)
        if source is None or not any(word in source.text for word in (BUNDLE, _BY_RELEASE)):
            continue
        try:
            root = parse_json(source)
        except YamlError:
            continue
        for section in _DEPENDENCIES:
            asked = descend(root, (section,))
            for name, node in asked.members.items() if isinstance(asked, Mapping) else ():
                wanted = node.value if isinstance(node, Scalar) else None
                if isinstance(wanted, str) and (name in _NAMES or wanted.startswith(_BY_RELEASE)):
                    role = role_in(source.text)
                    yield Declared(name=name, wanted=wanted, location=node.location, role=role)


def _package_files(place: ProjectFolder) -> Iterator[str]:
    root = _json(place, "package.json")
    workspaces = descend(root, ("workspaces",))
    if isinstance(workspaces, Mapping):
        workspaces = workspaces.members.get("packages")
    yield os.path.join(place.folder, "package.json")
    for item in workspaces.items if isinstance(workspaces, ListNode) else ():
        if isinstance(item, Scalar) and isinstance(item.value, str) and not item.value.startswith(("!", "/")):
            yield from _packages_in(place.folder, item.value)


def _packages_in(folder: str, pattern: str) -> list[str]:
    """The package.json of every package that a workspace *pattern* names."""
    parent, star, rest = pattern.rstrip("/").partition("/*")
    if not star or rest or "*" in parent:
        return _matches(folder, f"{pattern}/package.json", _MAX_PACKAGES)
    try:
        names = sorted(os.listdir(os.path.join(folder, parent)))
    except OSError:
        return []
    return [os.path.join(folder, parent, name, "package.json") for name in names[:_MAX_PACKAGES]]


def _matches(folder: str, pattern: str, limit: int) -> list[str]:
    """The files below *folder* that *pattern* names, sorted, at most *limit*; installed packages are left out."""
    if not any(char in pattern for char in "*?["):
        return [os.path.normpath(os.path.join(folder, pattern))]
    import glob

    found: list[str] = []
    for path in glob.iglob(pattern, root_dir=folder, recursive=True):
        if "node_modules" not in path:
            found.append(os.path.normpath(os.path.join(folder, path)))
        if len(found) >= limit:
            break
    return sorted(found)


def read_workspaces(place: ProjectFolder) -> tuple[Workspace, ...]:
    """The packages of the project."""
    sources = ((path, place.read(path)) for path in _package_files(place))
    return tuple(
        Workspace(folder=os.path.dirname(path), role=role_in(source.text))
        for path, source in sources
        if source is not None
    )


def backend_folder(place: ProjectFolder) -> str:
    """Where the backend's package is."""
    usual = os.path.join(place.folder, "packages", "backend")
    return usual if os.path.isdir(usual) else folder_of(read_workspaces(place), BACKEND_ROLE, usual=usual)


def sources_with_plugin(place: ProjectFolder) -> Iterator[Source]:
    """The modules in the backend's source folder that name the Insights backend plugin."""
    seen = 0
    for folder, folders, names in os.walk(os.path.join(backend_folder(place), "src")):
        folders[:] = sorted(name for name in folders if name != "node_modules")
        for name in sorted(names):
            seen += 1
            if name.endswith((".ts", ".js")) and seen <= _MAX_SOURCES:
                source = place.read(os.path.join(folder, name), _MAX_SOURCE_BYTES)
                if source and BACKEND in source.text:
                    yield source


def _entities(place: ProjectFolder, targets: Sequence[str]) -> Iterator[CatalogEntity]:
    seen: set[str] = set()
    for target in targets:
        # Relative targets start where the backend is started: its package in development, the root in the image.
        for start in (backend_folder(place), place.folder):
            found = [path for path in _matches(start, target, _MAX_CATALOG_FILES) if os.path.isfile(path)]
            for path in found:
                if path not in seen and len(seen) < _MAX_CATALOG_FILES:
                    seen.add(path)
                    source = place.read(path, _MAX_CATALOG_BYTES)
                    yield from parse_entities(source) if source else ()
            if found:
                break
