"""How the backend is wired: the new system's `backend.add(import(...))`, the legacy router, both or neither.

The two ways are those of the plugin's public installation text and of Backstage's own documentation.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from insights_cli.model.diagnostic import Location
from insights_cli.wiring.source import Call, How, Import, SourceFile

PLUGIN = "@spotify/backstage-plugin-insights-backend"
ROUTE = "/backstage-insights"
_LEGACY_STARTERS = {"createServiceBuilder", "useHotMemoize", "loadBackendConfig", "ServerTokenManager"}
_LEGACY_MODULE = "@backstage/backend-common"
_MOUNTING = ("use", "addRouter")
# The bridge of the new system to a legacy plugin makes its environment and mounts its router under the plugin's id.
_BRIDGE = "legacyPlugin"
# Feature discovery adds every installed plugin by itself, so an explicit add comes twice.
_DISCOVERY = "discoveryFeatureLoader"
_AT_RUN_TIME = {
    "dynamicPluginsFeatureLoader",
    "dynamicPluginsFeatureDiscoveryLoader",
    "dynamicPluginsFeatureDiscoveryServiceFactory",
    "dynamicPluginsServiceFactory",
}


SIGNS = (
    *(PLUGIN, ROUTE.strip("/"), "createBackend", _LEGACY_MODULE, _DISCOVERY, *sorted(_AT_RUN_TIME)),
    *("catalog-backend-module-", "export *", "export {"),
)
"""Words of which a file that matters here has one."""
# Modules of the catalog bring entities from elsewhere, but for these.
_CATALOG_MODULE = "catalog-backend-module-"
_WITHOUT_ENTITIES = ("scaffolder-entity-model", "logs", "unprocessed", "openapi")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyRouter:
    """A call of the plugin's `createRouter`; *passes_all* where the whole environment is spread into it."""

    location: Location
    arguments: frozenset[str]
    passes_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A mount of a legacy router: its path and its place."""

    path: str
    location: Location

    @property
    def fits(self) -> bool:
        """Whether the frontend sends its events there."""
        return self.path.rstrip("/").endswith(ROUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendWiring:
    """What the backend's sources say; empty tuples where something is not there.

    *new_system* and *legacy_system* are the places that show which system the backend runs. In the new one features
    are *added*, some of them *again* to the same backend; *listed* are places that take the plugin in and leave the
    adding to another (a list, a loader, a module of its own); *discovered* adds what is installed, and *dynamic* what
    is found at run time. *routers*, *routes* and *environments* (of `createEnv`) belong to the legacy system.
    *catalog_modules* bring entities that are in no file; in *unreadable* files something may have been missed.
    """

    new_system: tuple[Location, ...] = ()
    legacy_system: tuple[Location, ...] = ()
    added: tuple[Location, ...] = ()
    again: tuple[Location, ...] = ()
    listed: tuple[Location, ...] = ()
    discovered: tuple[Location, ...] = ()
    dynamic: tuple[Location, ...] = ()
    routers: tuple[LegacyRouter, ...] = ()
    routes: tuple[Route, ...] = ()
    environments: tuple[str, ...] = ()
    catalog_modules: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


def read_backend(files: Iterable[SourceFile]) -> BackendWiring:
    """Read the wiring out of the parsed sources of the backend."""
    seen = list(files)
    calls = [(file, call) for file in seen for call in file.calls]
    starts = [call.location for file, call in calls if file.exported_name(call.callee) == "createBackend"]
    added = [call for file, call in calls if _adds(file, call)]
    routers = [(file, call) for file, call in calls if _is_router(file, call)]
    return BackendWiring(
        new_system=tuple(starts),
        legacy_system=tuple(place for file in seen for place in _legacy_signs(file)),
        added=tuple(call.location for call in added),
        again=_again(added, starts),
        listed=tuple(place for file in seen for place in _listed(file)),
        discovered=tuple(call.location for file, call in calls if _loads(file, call, {_DISCOVERY})),
        dynamic=tuple(call.location for file, call in calls if _loads(file, call, _AT_RUN_TIME)),
        routers=tuple(_router(call) for _, call in routers),
        routes=tuple(found for file in seen for found in _routes(file, [file for file, _ in routers])),
        environments=tuple(call.texts[0] for _, call in calls if call.member in ("createEnv", _BRIDGE) and call.texts),
        catalog_modules=tuple(dict.fromkeys(each.module for file in seen for each in file.imports if _brings(each))),
        unreadable=tuple(file.path for file in seen if file.broken),
    )


def _brings(each: Import) -> bool:
    _, found, name = each.module.partition(_CATALOG_MODULE)
    return bool(found) and name not in _WITHOUT_ENTITIES


def _legacy_signs(file: SourceFile) -> Iterator[Location]:
    for each in file.imports:
        if each.module == _LEGACY_MODULE and _LEGACY_STARTERS & set(each.names.values()):
            yield each.location


def _from_plugin(module: str | None) -> bool:
    return module is not None and (module == PLUGIN or module.startswith(f"{PLUGIN}/"))


def _features(file: SourceFile) -> frozenset[str]:
    """What *file* calls the plugin's feature."""
    ours = (each.names for each in file.imports if _from_plugin(each.module))
    return frozenset(local for names in ours for local, name in names.items() if name != "createRouter")


def _takes_in(file: SourceFile, call: Call) -> bool:
    return any(_from_plugin(each.module) for each in file.imports_in(call))


def _adds(file: SourceFile, call: Call) -> bool:
    return call.member == "add" and (_takes_in(file, call) or bool(_features(file) & file.words_in(call)))


def _again(added: Iterable[Call], starts: Iterable[Location]) -> tuple[Location, ...]:
    """The places that add once more to the same backend; files that each start one are backends of their own."""
    several = len({place.path for place in starts}) > 1
    first: set[str] = set()
    found = []
    for place in (call.location for call in added if not call.is_conditional):
        backend = place.path if several else ""
        if backend in first:
            found.append(place)
        first.add(backend)
    return tuple(found)


def _listed(file: SourceFile) -> Iterator[Location]:
    if any(_adds(file, call) for call in file.calls):
        return
    used = _features(file) & {word for _, word in file.words}
    for each in file.imports:
        is_feature = _from_plugin(each.module) and "createRouter" not in each.names.values()
        if is_feature and (each.how is not How.STATIC or used & set(each.names)):
            yield each.location


def _loads(file: SourceFile, call: Call, loaders: Collection[str]) -> bool:
    return call.member == "add" and bool(file.words_in(call) & set(loaders))


def _is_router(file: SourceFile, call: Call) -> bool:
    head = call.callee.partition(".")[0]
    return file.exported_name(call.callee) == "createRouter" and _from_plugin(file.module_of(head))


def _router(call: Call) -> LegacyRouter:
    spread = any(key.startswith("...") for key in call.fields) or (bool(call.names) and not call.fields)
    return LegacyRouter(
        location=call.location,
        arguments=frozenset(key for key in call.fields if not key.startswith("...")),
        passes_all=spread,
    )


def _routes(file: SourceFile, makers: Iterable[SourceFile]) -> Iterator[Route]:
    """The mounts in *file*: by the path that is expected, or of a router that one of *makers* makes."""
    imports = [each for each in file.imports if any(file.takes_in(maker, each) for maker in makers)]
    imports += [each for each in file.imports if _from_plugin(each.module)]
    ours = {name for each in imports for name in each.names}
    for call in file.calls:
        if call.member in (*_MOUNTING, _BRIDGE) and call.texts:
            path = call.texts[0] if call.member in _MOUNTING else f"/{call.texts[0]}"
            route = Route(path=path, location=call.location)
            if route.fits or ours & file.words_in(call):
                yield route
