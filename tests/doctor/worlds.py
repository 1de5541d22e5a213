"""Worlds for tests: a healthy project, with any fact replaced."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from insights_cli.app_config.deployments import Deployment
from insights_cli.app_config.document import Document
from insights_cli.doctor import Verdict, result_of
from insights_cli.doctor.checks.registry import CHECKS
from insights_cli.doctor.facts import CatalogFacts, ImageFacts, Reply, ServerFacts, TokenAnswer, TokenFacts
from insights_cli.doctor.run import verdict_of
from insights_cli.doctor.world import World
from insights_cli.errors import InsightsError
from insights_cli.model.checkup import CheckResult, State
from insights_cli.model.diagnostic import Diagnostic, Location, Report, Severity
from insights_cli.model.entity import Entity
from insights_cli.model.json import JsonValue
from insights_cli.projects import ANALYTICS_MODULE, BACKEND, BUNDLE, Declared, Installed, Project
from insights_cli.projects.versions import parse_version
from insights_cli.wiring.backend import BackendWiring, read_backend
from insights_cli.wiring.frontend import FrontendWiring, read_frontend
from insights_cli.wiring.sign_in import Resolver, read_resolvers
from insights_cli.wiring.typescript import parse
from tests.app_config.building import loaded

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PLACE = Location(path="yarn.lock", line=3)
MANIFEST = Location(path="packages/backend/package.json", line=3)
BY_CODE = {check.code: check for check in CHECKS}

CONFIG = """
app: {baseUrl: 'https://portal.example.org'}
backend: {baseUrl: 'https://portal.example.org'}
auth: {providers: {github: {production: {signIn: {resolvers: [{resolver: usernameMatchingUserEntityName}]}}}}}
spotify: {licenseKey: x, apiToken: y}
"""
NEW_BACKEND = """
import { createBackend } from '@backstage/backend-defaults';
const backend = createBackend();
backend.add(import('@spotify/backstage-plugin-insights-backend'));
"""
FRONTEND = """
import { InsightsAnalytics } from '@spotify/backstage-plugin-analytics-module-insights';
export const apis = [createApiFactory({ api: analyticsApiRef, factory: () => InsightsAnalytics.create() })];
const page = <InsightsPage />;
"""


def config(text: str) -> Document:
    """A loaded configuration of one file."""
    return loaded(text)


def backend(*texts: str) -> BackendWiring:
    """The wiring of backend sources."""
    return read_backend(parse(text.encode(), f"{number}.ts") for number, text in enumerate(texts))


def frontend(*texts: str) -> FrontendWiring:
    """The wiring of frontend sources."""
    return read_frontend(parse(text.encode(), f"{number}.tsx") for number, text in enumerate(texts))


def resolvers(text: str) -> tuple[Resolver, ...]:
    """The resolvers in a backend source."""
    return read_resolvers([parse(text.encode(), "auth.ts")])


def installed(name: str, version: str, *, is_locked: bool = True) -> Installed:
    """An installed package."""
    parsed = parse_version(version)
    assert parsed
    return Installed(name=name, version=parsed, location=PLACE, is_locked=is_locked)


def project(*packages: Installed, backstage: str | None = "1.55.0") -> Project:
    """A project with those packages."""
    return Project(
        folder="/p",
        packages=packages,
        declared=tuple(Declared(name=each.name, wanted="^1", location=MANIFEST) for each in packages),
        lock_file="yarn.lock",
        backstage=parse_version(backstage) if backstage else None,
    )


def entity(kind: str, name: str, **document: JsonValue) -> Entity:
    """An entity of a catalog."""
    metadata = {"name": name, **(document.pop("metadata", None) or {})}  # type: ignore[dict-item]  # a test's own table
    return Entity.from_document({"kind": kind, "metadata": metadata, **document})


def catalog(*entities: Entity, diagnostics: tuple[Diagnostic, ...] = ()) -> CatalogFacts:
    """A catalog with those entities."""
    return CatalogFacts(source="catalog/", entities=entities, diagnostics=diagnostics)


def reply(status: int = 200, body: bytes = b"{}", date: datetime | None = NOW, **headers: str) -> Reply:
    """An answer over HTTP; underscores in header names are dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, headers=named, body=body, took_s=0.01, date=date)


def finding(code: str, severity: Severity = Severity.ERROR, path: str = "app-config.yaml") -> Diagnostic:
    """A finding of check-config."""
    return Diagnostic(code=code, severity=severity, summary="bad", location=Location(path=path), fix="so")


def report(*found: Diagnostic) -> Report:
    """A report of check-config."""
    return Report(command="check-config", diagnostics=found)


HEALTHY: Mapping[str, Any] = {
    "project": project(
        installed(BACKEND, "0.8.1"), installed(f"{BUNDLE}insights", "0.8.1"), installed(ANALYTICS_MODULE, "0.8.1")
    ),
    "config": config(CONFIG),
    "findings": report(),
    "backend": backend(NEW_BACKEND),
    "frontend": frontend(FRONTEND),
    "resolvers": (),
    "token": TokenFacts(source="keyring"),
    "token_test": TokenAnswer(verdict="accepted", summary="accepted"),
    "catalog": catalog(entity("User", "ann"), entity("Group", "a"), entity("Component", "c")),
    "server": None,
    "spool": None,
    "images": ImageFacts(),
}


def _fact(value: Any) -> Callable[[], Any]:
    def tell() -> Any:
        if isinstance(value, InsightsError):
            raise value
        return value

    return tell


def world(web: Mapping[str, Reply | InsightsError] | None = None, **facts: Any) -> World:
    """The healthy world with *facts* replaced; *web* answers by the end of the URL, else with an empty 200."""

    def ask(_method: str, url: str, _headers: Mapping[str, str]) -> Reply:
        answer = next((answer for end, answer in (web or {}).items() if url.endswith(end)), reply())
        if isinstance(answer, InsightsError):
            raise answer
        return answer

    values = {**HEALTHY, **facts}
    document = values["config"]
    one = document if isinstance(document, InsightsError) else (Deployment(document=document),)
    known = None if isinstance(values["catalog"], InsightsError) else values["catalog"]
    found = {name: _fact(value) for name, value in {"deployments": one, "known_catalog": known, **values}.items()}
    return World(folder="/p", now=lambda: NOW, web=ask, **found)


def verdict(code: str, within: World) -> Verdict:
    """What the check *code* says of a world."""
    return verdict_of(BY_CODE[code], within)


def results(within: World) -> list[CheckResult]:
    """What every check says, each asked alone."""
    return [result_of(check, verdict_of(check, within), 0.0) for check in CHECKS]


SERVER = ServerFacts(url="http://127.0.0.1:7331", state="ok")
__all__ = ["SERVER", "State"]
