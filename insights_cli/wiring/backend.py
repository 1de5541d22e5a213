"""How the backend is wired: the new system's `backend.add(import(...))`, the legacy router, both or neither.

The two ways are those of the plugin's public installation text and of Backstage's own documentation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from insights_cli.model.diagnostic import Location
from insights_cli.wiring.source import Call, SourceFile

PLUGIN = "@spotify/backstage-plugin-insights-backend"
ROUTE = "/backstage-insights"
_LEGACY_STARTERS = {"createServiceBuilder", "useHotMemoize", "loadBackendConfig", "ServerTokenManager"}
_LEGACY_MODULE = "@backstage/backend-common"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendWiring:
    """What the backend's sources say; empty tuples where something is not there.

    *new_system* and *legacy_system* are the places that show which system the backend runs; *added*, *discovered* are
    features in the new system; *routers*, *routes* and *environments* (of `createEnv`) belong to the legacy one.
    *unreadable* are files in which something may have been missed.
    """

    new_system: tuple[Location, ...] = ()
    legacy_system: tuple[Location, ...] = ()
    added: tuple[Location, ...] = ()
    discovered: tuple[Location, ...] = ()
    routers: tuple[LegacyRouter, ...] = ()
    routes: tuple[Route, ...] = ()
    environments: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


def read_backend(files: Iterable[SourceFile]) -> BackendWiring:
    """Read the wiring out of the parsed sources of `packages/backend/src`."""
    seen = list(files)
    calls = [(file, call) for file in seen for call in file.calls]
    return BackendWiring(
        new_system=tuple(call.location for _, call in calls if call.callee == "createBackend"),
        legacy_system=tuple(place for file in seen for place in _legacy_signs(file)),
        added=tuple(call.location for file, call in calls if _adds_plugin(file, call)),
        discovered=tuple(call.location for _, call in calls if _discovers(call)),
        routers=tuple(_router(call) for file, call in calls if _is_router(file, call)),
        routes=tuple(
            _route(call) for _, call in calls if call.callee.endswith("outer.use") and call.texts[:1] == (ROUTE,)
        ),
        environments=tuple(call.texts[0] for _, call in calls if call.callee == "createEnv" and call.texts),
        unreadable=tuple(file.path for file in seen if file.broken),
    )


def _legacy_signs(file: SourceFile) -> Iterator[Location]:
    for each in file.imports:
        if each.module == _LEGACY_MODULE and _LEGACY_STARTERS & set(each.names.values()):
            yield each.location


def _from_plugin(module: str | None) -> bool:
    return module is not None and (module == PLUGIN or module.startswith(f"{PLUGIN}/"))


def _adds_plugin(file: SourceFile, call: Call) -> bool:
    if not call.callee.endswith(".add"):
        return False
    return any(map(_from_plugin, call.modules)) or any(_from_plugin(file.module_of(name)) for name in call.names)


def _discovers(call: Call) -> bool:
    # Feature discovery adds every installed plugin by itself, so an explicit add comes twice.
    return call.callee.endswith(".add") and "discoveryFeatureLoader" in call.names


def _is_router(file: SourceFile, call: Call) -> bool:
    name, _, member = call.callee.partition(".")
    if member:
        return member == "createRouter" and _from_plugin(file.module_of(name))
    return file.imported(name) == "createRouter" and _from_plugin(file.module_of(name))


def _router(call: Call) -> LegacyRouter:
    spread = any(key.startswith("...") for key in call.fields) or (bool(call.names) and not call.fields)
    return LegacyRouter(
        location=call.location,
        arguments=frozenset(key for key in call.fields if not key.startswith("...")),
        passes_all=spread,
    )


def _route(call: Call) -> Route:
    return Route(path=call.texts[0], location=call.location)
