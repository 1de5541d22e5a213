"""What checks may look at: facts that are found once, when the first check asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Generic, Protocol, TypeVar

from insights_cli.app_config.config_source import MISSING
from insights_cli.app_config.deployments import Deployment
from insights_cli.app_config.document import Document
from insights_cli.doctor.facts import CatalogFacts, ImageFacts, Reply, ServerFacts, SpoolFacts, TokenAnswer, TokenFacts
from insights_cli.errors import InsightsError
from insights_cli.model.diagnostic import Report
from insights_cli.projects import Project
from insights_cli.wiring.backend import BackendWiring
from insights_cli.wiring.frontend import FrontendWiring
from insights_cli.wiring.sign_in import Resolver

Fact = TypeVar("Fact")


class Once(Generic[Fact]):
    """Find a fact at the first call and remember it, or the failure it ended with, for every later one."""

    def __init__(self, find: Callable[[], Fact]) -> None:
        self._find = find
        self._lock = Lock()
        self._fact: list[Fact] = []
        self._failure: InsightsError | None = None

    def __call__(self) -> Fact:
        """Return the fact or raise its failure."""
        with self._lock:
            if self._failure is None and not self._fact:
                try:
                    self._fact.append(self._find())
                except InsightsError as failure:
                    self._failure = failure
        if self._failure is not None:
            raise self._failure
        return self._fact[0]

    def known(self) -> Fact | None:
        """The fact if somebody has asked for it and it was found; never looks for it."""
        return self._fact[0] if self._fact else None


class Web(Protocol):
    """One HTTP request to the administrator's own Backstage; raises InsightsError when no answer comes in time."""

    def __call__(self, method: str, url: str, headers: Mapping[str, str], /) -> Reply:
        """Ask *url*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything a check may ask; each fact raises InsightsError when it cannot be had.

    *config* is what Backstage loads here; *deployments* are all the ways in which the files combine, that one first.
    *known_catalog* is the catalog if a check has read it.
    """

    folder: str
    now: Callable[[], datetime]
    project: Callable[[], Project]
    config: Callable[[], Document]
    deployments: Callable[[], tuple[Deployment, ...]]
    findings: Callable[[], Report]
    backend: Callable[[], BackendWiring]
    frontend: Callable[[], FrontendWiring | None]
    resolvers: Callable[[], tuple[Resolver, ...]]
    token: Callable[[], TokenFacts]
    token_test: Callable[[], TokenAnswer]
    web: Web
    catalog: Callable[[], CatalogFacts]
    known_catalog: Callable[[], CatalogFacts | None]
    server: Callable[[], ServerFacts | None]
    spool: Callable[[], SpoolFacts | None]
    images: Callable[[], ImageFacts]

    def setting(self, key: str) -> object:
        """The plain value of a configuration key; None where it is not set or not known."""
        found = self.config().get(key)
        return None if found is MISSING else found
