"""The world of one run of the doctor: each fact is found when the first check asks for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from insights_cli.app_config.checks import Subject
from insights_cli.app_config.document import Document
from insights_cli.app_config.files import DiskFiles
from insights_cli.app_config.sources import find_root
from insights_cli.cli.check_config.checking import examined, load_document
from insights_cli.cli.check_config.project import project_around
from insights_cli.cli.check_config.request import CheckRequest
from insights_cli.cli.choice.catalog import choose_catalog
from insights_cli.cli.choice.config import find_config
from insights_cli.cli.doctor.facts import catalog_facts, server_facts, spool_facts, token_answer, token_facts
from insights_cli.cli.doctor.requests import DoctorRequest
from insights_cli.cli.invocation import Invocation
from insights_cli.doctor.facts import CatalogFacts, Reply, ServerFacts
from insights_cli.doctor.images import read_images
from insights_cli.doctor.world import Once, World
from insights_cli.errors import InsightsError
from insights_cli.model.diagnostic import Report
from insights_cli.projects import Project
from insights_cli.projects.disk import ProjectFolder, read_workspaces
from insights_cli.projects.git import is_tracked
from insights_cli.projects.workspaces import BACKEND_ROLE, FRONTEND_ROLE, folder_of
from insights_cli.wiring import backend, frontend, sign_in
from insights_cli.wiring.backend import BackendWiring
from insights_cli.wiring.files import read_sources
from insights_cli.wiring.frontend import FrontendWiring
from insights_cli.wiring.source import SourceFile


def compose_world(request: DoctorRequest, invocation: Invocation) -> World:
    """Make the world of this run."""
    checking = CheckRequest(config=request.config, lax=True)
    config = Once(lambda: load_document(checking, invocation))
    look = Once(lambda: examined(checking, invocation))
    root = Once(lambda: _root(invocation))
    sources = Once(lambda: _backend(root(), invocation))
    wiring = Once(lambda: backend.read_backend(sources()))
    catalog = Once(lambda: _catalog(request, invocation, wiring))
    return World(
        folder=invocation.cwd,
        now=invocation.runtime.now,
        project=Once(lambda: _project(look, root(), invocation)),
        deployments=lambda: tuple(look()[0].deployments),
        config=config,
        findings=lambda: look()[1],
        backend=wiring,
        frontend=Once(lambda: _frontend(root(), invocation)),
        resolvers=Once(lambda: sign_in.read_resolvers(sources())),
        token=Once(lambda: token_facts(invocation, request.profile)),
        token_test=Once(lambda: token_answer(invocation, request.profile)),
        web=_ask,
        catalog=catalog,
        known_catalog=catalog.known,
        server=Once(lambda: _server(request)),
        spool=Once(lambda: spool_facts(invocation)),
        images=Once(lambda: read_images(root(), is_tracked=is_tracked)),
    )


def _ask(method: str, url: str, headers: Mapping[str, str], /) -> Reply:
    # The HTTP client is loaded only when something is asked.
    from insights_cli.doctor.probe import ask

    return ask(method, url, headers)


def _root(invocation: Invocation) -> Path:
    try:
        return Path(find_root(invocation.cwd, DiskFiles()))
    except InsightsError:
        return Path(invocation.cwd)


def _project(look: Callable[[], tuple[Subject, Report]], root: Path, invocation: Invocation) -> Project:
    """The project as the rules see it; where the configuration cannot be read, the files tell what they tell alone."""
    try:
        return look()[0].project
    except InsightsError:
        return project_around(str(root), start=invocation.cwd, deployments=(), plugin_version=None)


def _backend(root: Path, invocation: Invocation) -> tuple[SourceFile, ...]:
    place = _Place(role=BACKEND_ROLE, usual=root / "packages" / "backend")
    signs = (*backend.SIGNS, *sign_in.SIGNS)
    return _sources(root, place, signs, (backend.PLUGIN, *sign_in.SIGNS), invocation)


def _frontend(root: Path, invocation: Invocation) -> FrontendWiring | None:
    place = _Place(role=FRONTEND_ROLE, usual=root / "packages" / "app")
    found = _sources(root, place, frontend.SIGNS, (frontend.MODULE,), invocation)
    return frontend.read_frontend(found) if found or place.usual.is_dir() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    role: str
    usual: Path


def _sources(
    root: Path, place: _Place, signs: Sequence[str], of_plugins: Sequence[str], invocation: Invocation
) -> tuple[SourceFile, ...]:
    """The sources that matter in the package of that role, by *signs*, and in the project's plugins for it."""
    workspaces = read_workspaces(ProjectFolder(folder=str(root), start=invocation.cwd))
    main = folder_of(workspaces, place.role, usual=str(place.usual))
    plugins = [each.folder for each in workspaces if each.role.startswith(f"{place.role}-") and each.folder != main]
    wanted = [(main, signs), *((folder, of_plugins) for folder in plugins)]
    here = Path(invocation.cwd)
    found = (read_sources(Path(folder, "src"), shown_from=here, naming=words) for folder, words in wanted)
    return tuple(file for files in found for file in files)


def _catalog(request: DoctorRequest, invocation: Invocation, wiring: Callable[[], BackendWiring]) -> CatalogFacts:
    document = find_config(invocation, request.config)
    chosen = choose_catalog(request.catalog, document, invocation)
    is_named = request.catalog.url or request.catalog.entities or invocation.runtime.environ.get("INSIGHTS_CATALOG")
    return catalog_facts(chosen.catalog, chosen.words, elsewhere=() if is_named else _elsewhere(document, wiring()))


def _elsewhere(document: Document | None, wiring: BackendWiring) -> tuple[str, ...]:
    """What brings entities that are in no file: providers of the configuration, modules of the backend."""
    providers = document.get("catalog.providers") if document else None
    names = tuple(f"catalog.providers.{name}" for name in providers) if isinstance(providers, Mapping) else ()
    return names or wiring.catalog_modules


def _server(request: DoctorRequest) -> ServerFacts | None:
    return server_facts(request.server, _ask)
