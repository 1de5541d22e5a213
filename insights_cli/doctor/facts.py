"""Facts that checks ask for, as values: how they are found is not the doctor's business."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from insights_cli.model.diagnostic import Diagnostic
from insights_cli.model.entity import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer over HTTP; header names are in lower case, *body* is bounded, *date* is the server's clock."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took_s: float
    date: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFacts:
    """What is known of the API token without using it; *source* is None when none is configured."""

    source: str | None
    shadowed: tuple[str, ...] = ()
    problem: str | None = None
    fix: str | None = None
    doubts: tuple[str, ...] = ()
    expires_at: datetime | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenAnswer:
    """How a test of the token ended: accepted, rejected, unverified, absent, or reachable where it was not sent."""

    verdict: str
    summary: str
    fix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogFacts:
    """All entities of a catalog that could be read, and what was wrong with some of them.

    *elsewhere* names what the running catalog takes entities from besides; with it, what is absent here proves nothing.
    """

    source: str
    entities: tuple[Entity, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        """The entities of one kind, given in lower case."""
        return tuple(each for each in self.entities if each.ref.kind.lower() == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFacts:
    """What a running `insights serve` says of itself; ages and durations in seconds."""

    url: str
    state: str
    reasons: tuple[str, ...] = ()
    waiting: int = 0
    dead: int = 0
    spool_bytes: int = 0
    oldest_age_s: float | None = None
    stalled_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoolFacts:
    """What lies in the spool of this machine, whether or not a server runs."""

    address: str
    waiting: int = 0
    dead: int = 0
    oldest_waiting_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFacts:
    """How images are built: the lines of Dockerfile that copy configuration, and what `.dockerignore` keeps out."""

    copies: tuple[tuple[str, int, str], ...] = ()
    ignored: tuple[str, ...] = ()
    local_files: tuple[str, ...] = ()
    tracked: tuple[str, ...] = ()
