"""How the frontend captures analytics: who implements the API, and which parts of Insights are on the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from insights_cli.model.diagnostic import Location
from insights_cli.wiring.source import Call, SourceFile

PLUGIN = "@spotify/backstage-plugin-insights"
MODULE = "@spotify/backstage-plugin-analytics-module-insights"


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementation:
    """Something that answers for the analytics API; *several* where it fans out to more than one."""

    kind: str
    text: str
    location: Location
    several: bool = False
    insights: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontendWiring:
    """What the sources say about Insights: imports of its analytics *modules* and of the plugin's *features*."""

    implementations: tuple[Implementation, ...] = ()
    modules: tuple[Location, ...] = ()
    features: tuple[Location, ...] = ()
    pages: tuple[Location, ...] = ()
    surveys: tuple[Location, ...] = ()
    new_system: tuple[Location, ...] = ()
    legacy_system: tuple[Location, ...] = ()
    unreadable: tuple[str, ...] = ()


_SYSTEMS = {"@backstage/frontend-defaults": "new", "@backstage/app-defaults": "legacy"}


def read_frontend(files: Iterable[SourceFile]) -> FrontendWiring:
    """Read the wiring out of the parsed sources of `packages/app/src`."""
    seen = list(files)
    implementations = [found for file in seen for call in file.calls if (found := _implementation(file, call))]
    return FrontendWiring(
        implementations=tuple(implementations),
        modules=_imports(seen, MODULE),
        features=_imports(seen, PLUGIN),
        pages=_elements(seen, "InsightsPage"),
        surveys=_elements(seen, "InsightsSurveyLoader"),
        new_system=_systems(seen, "new"),
        legacy_system=_systems(seen, "legacy"),
        unreadable=tuple(file.path for file in seen if file.broken),
    )


def _implementation(file: SourceFile, call: Call) -> Implementation | None:
    mentions = " ".join((call.callee, *call.fields.values(), *call.names))
    several = "MultipleAnalyticsApi" in mentions
    insights = _mentions_insights(file, mentions)
    if call.callee == "createApiFactory" and _is_analytics(file, call):
        return Implementation(
            kind="factory", text=call.callee, location=call.location, several=several, insights=insights
        )
    name, _, member = call.callee.partition(".")
    if file.imported(name) == "AnalyticsImplementationBlueprint" and member.startswith("make"):
        return Implementation(
            kind="blueprint", text=call.callee, location=call.location, several=several, insights=insights
        )
    return None


def _is_analytics(file: SourceFile, call: Call) -> bool:
    names = (call.fields.get("api", ""), *call.names)
    return any(name == "analyticsApiRef" or file.imported(name) == "analyticsApiRef" for name in names if name)


def _mentions_insights(file: SourceFile, text: str) -> bool:
    ours = {name for each in file.imports if each.module.startswith(MODULE) for name in each.names}
    return any(name in text for name in ours)


def _elements(files: list[SourceFile], name: str) -> tuple[Location, ...]:
    return tuple(each.location for file in files for each in file.elements if each.name == name)


def _imports(files: list[SourceFile], package: str) -> tuple[Location, ...]:
    return tuple(
        each.location for file in files for each in file.imports if f"{each.module}/".startswith(f"{package}/")
    )


def _systems(files: list[SourceFile], system: str) -> tuple[Location, ...]:
    return tuple(each.location for file in files for each in file.imports if _SYSTEMS.get(each.module) == system)
