"""The world of one run of the doctor: each fact is found when the first check asks for it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from insights_cli.app_config.checks import Subject
from insights_cli.app_config.files import DiskFiles
from insights_cli.app_config.sources import find_root
from insights_cli.cli.check_config.checking import CheckRequest, examined, load_document
from insights_cli.cli.check_config.project import project_around
from insights_cli.cli.choice.catalog import choose_catalog
from insights_cli.cli.choice.config import find_config
from insights_cli.cli.doctor.facts import catalog_facts, server_facts, token_answer, token_facts
from insights_cli.cli.doctor.requests import DoctorRequest
from insights_cli.cli.invocation import Invocation
from insights_cli.doctor.facts import CatalogFacts, Reply, ServerFacts
from insights_cli.doctor.images import read_images
from insights_cli.doctor.world import Once, World
from insights_cli.errors import InsightsError
from insights_cli.model.diagnostic import Report
from insights_cli.projects import Project
from insights_cli.projects.git import is_tracked
from insights_cli.wiring.backend import read_backend
from insights_cli.wiring.files import read_sources
from insights_cli.wiring.frontend import FrontendWiring, read_frontend
from insights_cli.wiring.sign_in import read_resolvers
from insights_cli.wiring.source import SourceFile


def compose_world(request: DoctorRequest, invocation: Invocation) -> World:
    """Make the world of this run."""
    checking = CheckRequest(config=request.config, lax=True)
    config = Once(lambda: load_document(checking, invocation))
    look = Once(lambda: examined(checking, invocation))
    root = Once(lambda: _root(invocation))
    sources = Once(lambda: _sources(root() / "packages/backend/src", invocation))
    catalog = Once(lambda: _catalog(request, invocation))
    return World(
        folder=str(invocation.cwd),
        now=invocation.runtime.now,
        project=Once(lambda: _project(look, root(), invocation)),
        deployments=lambda: tuple(look()[0].deployments),
        config=config,
        findings=lambda: look()[1],
        backend=Once(lambda: read_backend(sources())),
        frontend=Once(lambda: _frontend(root() / "packages/app", invocation)),
        resolvers=Once(lambda: read_resolvers(sources())),
        token=Once(lambda: token_facts(invocation, request.profile)),
        token_test=Once(lambda: token_answer(invocation, request.profile)),
        web=_ask,
        catalog=catalog,
        known_catalog=catalog.known,
        server=Once(lambda: _server(request)),
        images=Once(lambda: read_images(root(), is_tracked=is_tracked)),
    )


def _ask(method: str, url: str, headers: Mapping[str, str], /) -> Reply:
    # The HTTP client is loaded only when something is asked.
    from insights_cli.doctor.probe import ask

    return ask(method, url, headers)


def _root(invocation: Invocation) -> Path:
    try:
        return Path(find_root(str(invocation.cwd), DiskFiles()))
    except InsightsError:
        return invocation.cwd


def _project(look: Callable[[], tuple[Subject, Report]], root: Path, invocation: Invocation) -> Project:
    """The project as the rules see it; where the configuration cannot be read, the files tell what they tell alone."""
    try:
        return look()[0].project
    except InsightsError:
        return project_around(str(root), start=str(invocation.cwd), deployments=(), plugin_version=None)


def _sources(folder: Path, invocation: Invocation) -> tuple[SourceFile, ...]:
    return read_sources(folder, shown_from=invocation.cwd)


def _frontend(package: Path, invocation: Invocation) -> FrontendWiring | None:
    return read_frontend(_sources(package / "src", invocation)) if package.is_dir() else None


def _catalog(request: DoctorRequest, invocation: Invocation) -> CatalogFacts:
    chosen = choose_catalog(request.catalog, find_config(invocation, request.config), invocation)
    return catalog_facts(chosen.catalog, chosen.words)


def _server(request: DoctorRequest) -> ServerFacts | None:
    return server_facts(request.server, _ask)
