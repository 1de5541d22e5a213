"""Which catalog to ask: the one that was named, else the files that the project's configuration points at."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from insights_cli.app_config.config_source import MISSING
from insights_cli.app_config.document import Document
from insights_cli.catalogs import Catalog
from insights_cli.cli.choice.catalog_options import CatalogOptions
from insights_cli.cli.invocation import Invocation
from insights_cli.errors import InsightsError, UsageError
from insights_cli.model.diagnostic import Location
from insights_cli.model.json import JsonValue

_LOCATIONS = ("catalog", "locations")
_TOKEN_VARIABLES = ("INSIGHTS_CATALOG_TOKEN",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenCatalog:
    """The catalog and, in words, what decided for it; *is_live* when it is asked over the network."""

    catalog: Catalog
    words: str
    is_live: bool = False


def choose_catalog(options: CatalogOptions, document: Document | None, invocation: Invocation) -> ChosenCatalog:
    """Open the catalog that *options* name, or that of the project whose configuration *document* is.

    Raises:
        UsageError: CL001, options that exclude each other; EN206, no URL.
        InsightsError: EN001, nothing says where entities are.
    """
    if options.url and options.entities:
        raise UsageError("CL001", "--catalog and --entities exclude each other", fix="choose one")
    if options.entities:
        return _files(options.entities, invocation)
    url = options.url or invocation.runtime.environ.get("INSIGHTS_CATALOG")
    return _live(url, options, invocation) if url else _configured(document, invocation)


def _live(url: str, options: CatalogOptions, invocation: Invocation) -> ChosenCatalog:
    from insights_cli.catalogs.http.catalog import HttpCatalog
    from insights_cli.catalogs.http.client import Patience
    from insights_cli.catalogs.http.token import TokenSource, command_token, environment_token, file_token

    environ, given = invocation.runtime.environ, options.token
    sources: list[TokenSource] = []
    if given.file:
        sources.append(file_token(Path(invocation.cwd, given.file)))
    if given.env:
        sources.append(environment_token(given.env, environ))
    if given.command:
        sources.append(command_token(given.command, environ))
    if len(sources) > 1:
        raise UsageError("CL001", "there is more than one source of a token", fix="choose one --token-* flag")
    sources += [environment_token(name, environ) for name in _TOKEN_VARIABLES if environ.get(name)]
    patience = Patience(deadline_s=options.timeout_s) if options.timeout_s else Patience()
    catalog = HttpCatalog(url, token=sources[0] if sources else None, patience=patience)
    words = f", with the token from {sources[0].words}" if sources else ", without a token"
    return ChosenCatalog(catalog=catalog, words=f"{catalog.source}{words}", is_live=True)


def _files(paths: Sequence[str], invocation: Invocation) -> ChosenCatalog:
    from insights_cli.catalogs.files.catalog import FilesCatalog
    from insights_cli.catalogs.files.locations import pointer_to

    catalog = FilesCatalog([pointer_to(path) for path in paths], cwd=Path(invocation.cwd))
    return ChosenCatalog(catalog=catalog, words=" ".join(paths))


def _configured(document: Document | None, invocation: Invocation) -> ChosenCatalog:
    from insights_cli.catalogs.files.catalog import FilesCatalog
    from insights_cli.catalogs.files.locations import configured_pointers
    from insights_cli.catalogs.files.rules import read_rules
    from insights_cli.projects.disk import ProjectFolder, backend_folder

    locations = _plain(document, _LOCATIONS)
    count = len(locations) if isinstance(locations, list) else 0
    places = [document.location((*_LOCATIONS, at)) if document else None for at in range(count)]
    pointers = configured_pointers(locations, places, read_rules(_plain(document, ("catalog", "rules"))))
    if document is None or not pointers:
        raise _nowhere(document)
    root = Path(document.root_folder)
    # File targets start where Backstage runs: in development in the backend's package, in an image at the root.
    development = Path(backend_folder(ProjectFolder(folder=str(root), start=str(root))))
    bases = [development, root] if development.is_dir() else [root]
    from_there = f" (file targets start in {development.relative_to(root).as_posix()}, as in development)"
    seen_from = from_there if len(bases) > 1 else ""
    source = f"catalog.locations of {_first_name(places)}"
    catalog = FilesCatalog(pointers, cwd=Path(invocation.cwd), bases=bases, source=source)
    return ChosenCatalog(catalog=catalog, words=f"{source}{seen_from}")


def _nowhere(document: Document | None) -> InsightsError:
    what = "the configuration has no catalog.locations" if document else "there is no app-config.yaml here"
    backend = document.get(("backend", "baseUrl")) if document else None
    url = backend if isinstance(backend, str) and backend else "URL"
    fix = f"name them: --entities PATH, or --catalog {url}"
    return InsightsError("EN001", f"nothing says where entities are: {what}", fix=fix)


def _first_name(places: Sequence[Location | None]) -> str:
    return next((place.path for place in places if place), "the configuration")


def _plain(document: Document | None, key: tuple[str, ...]) -> JsonValue:
    value = document.get(key) if document else None
    return None if value is MISSING else _json(value)


def _json(value: object) -> JsonValue:
    if isinstance(value, dict):
        return {str(key): _json(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    return value if isinstance(value, str | int | float) else None
