"""How the frontend captures analytics: who implements the API, and which parts of Insights are on the page."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from insights_cli.model.diagnostic import Location
from insights_cli.wiring.source import Call, How, Import, SourceFile

PLUGIN = "@spotify/backstage-plugin-insights"
MODULE = "@spotify/backstage-plugin-analytics-module-insights"


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementation:
    """Something that answers for the analytics API; *several* where it fans out to more than one.

    *insights* says that the module of Insights is in it, *is_conditional* that it stands in a branch.
    """

    kind: str
    location: Location
    several: bool = False
    insights: bool = False
    is_conditional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontendWiring:
    """What the sources say about Insights: imports of its analytics *modules* and of the plugin's *features*."""

    implementations: tuple[Implementation, ...] = ()
    modules: tuple[Location, ...] = ()
    features: tuple[Location, ...] = ()
    pages: tuple[Location, ...] = ()
    new_system: tuple[Location, ...] = ()
    legacy_system: tuple[Location, ...] = ()


_BLUEPRINT, _PAGE = "AnalyticsImplementationBlueprint", "InsightsPage"
_SEVERAL = "MultipleAnalyticsApi"
_SYSTEMS = {"@backstage/frontend-defaults": "new", "@backstage/app-defaults": "legacy"}
# What stands between the API and the module of Insights, such as a file that combines several, has a part of its word.
SIGNS = ("nalytics", PLUGIN, *_SYSTEMS, _PAGE, "export *", "export {")
"""Words of which a file that matters here has one."""


def read_frontend(files: Iterable[SourceFile]) -> FrontendWiring:
    """Read the wiring out of the parsed sources of the frontend."""
    seen = list(files)
    return FrontendWiring(
        implementations=tuple(found for file in seen for found in _implementations(file, seen)),
        modules=_imports(seen, MODULE),
        features=_imports(seen, PLUGIN),
        pages=_elements(seen, _PAGE),
        new_system=_systems(seen, "new"),
        legacy_system=_systems(seen, "legacy"),
    )


def _implementations(file: SourceFile, files: list[SourceFile]) -> Iterator[Implementation]:
    calls = [(kind, call) for call in file.calls if (kind := _kind(file, call))]
    for kind, call in calls:
        words = file.words_in(call)
        # A function or class of the same file may make it.
        near = {word for _, word in file.words} if words & file.declared else words
        yield Implementation(
            kind=kind,
            location=call.location,
            several=bool(words & {_SEVERAL}),
            insights=bool(_ours(file) & near) or any(map(_uses_module, _made_by(file, words, files))),
            is_conditional=call.is_conditional,
        )


def _kind(file: SourceFile, call: Call) -> str | None:
    given = call.fields.get("api") or (
        call.names[0] if call.names and file.exported_name(call.callee) == "createApiFactory" else ""
    )
    if given and _is_analytics(file, given):
        return "factory"
    blueprint, _, member = call.callee.rpartition(".")
    is_blueprint = file.exported_name(blueprint) == _BLUEPRINT
    return "blueprint" if is_blueprint and member.startswith("make") else None


def _is_analytics(file: SourceFile, text: str) -> bool:
    """Whether *text* is Backstage's own ref; plugins have refs of the same name."""
    module = file.module_of(text.partition(".")[0]) or ""
    return file.exported_name(text) == "analyticsApiRef" and module.startswith("@backstage/")


def _ours(file: SourceFile) -> frozenset[str]:
    return frozenset(name for each in file.imports if _is_of(each.module, MODULE) for name in each.names)


def _uses_module(file: SourceFile) -> bool:
    return bool(_imports([file], MODULE))


def _made_by(file: SourceFile, words: Collection[str], files: list[SourceFile]) -> list[SourceFile]:
    """The files that *words* of *file* are imported from, and the files that these take in."""
    waiting = [(file, each) for each in file.imports if set(each.names) & set(words)]
    found: dict[str, SourceFile] = {}
    while waiting:
        importer, each = waiting.pop()
        for other in files:
            if other.path not in found and importer.takes_in(other, each):
                found[other.path] = other
                waiting += [(other, inner) for inner in other.imports]
    return list(found.values())


def _elements(files: list[SourceFile], name: str) -> tuple[Location, ...]:
    return tuple(each.location for file in files for each in file.elements if each.name == name)


def _is_of(module: str, package: str) -> bool:
    return f"{module}/".startswith(f"{package}/")


def _imports(files: list[SourceFile], package: str) -> tuple[Location, ...]:
    """Where *package* is taken in and used; an import that is left over does nothing."""
    return tuple(
        each.location
        for file in files
        for each in file.imports
        if _is_of(each.module, package) and (each.how is not How.STATIC or not each.names or _is_used(file, each))
    )


def _is_used(file: SourceFile, each: Import) -> bool:
    return any(word in each.names for _, word in file.words)


def _systems(files: list[SourceFile], system: str) -> tuple[Location, ...]:
    return tuple(each.location for file in files for each in file.imports if _SYSTEMS.get(each.module) == system)
