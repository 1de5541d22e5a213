"""Where entities are: the promise of every catalog, and how it fails."""

from collections.abc import AsyncGenerator, AsyncIterator, Collection, Mapping, Sequence
from typing import Protocol

from insights_cli.errors import InsightsError, NoCredentialsError
from insights_cli.model.diagnostic import Diagnostic
from insights_cli.model.entity import Entity, EntityRef


class CatalogUnavailableError(InsightsError):
    """The catalog gave no answer now (network, time, 429, 5xx); the same question may succeed later."""


class CatalogRefusedError(InsightsError):
    """The catalog answered, but not to us: the token is not accepted or may not read."""


class CatalogMisbehavedError(InsightsError):
    """What answered is not a catalog, or what it said makes no sense; asking again will not help."""


class CatalogTokenMissingError(NoCredentialsError):
    """The catalog asks for a token and none is configured."""


class Catalog(Protocol):
    """The promise of every catalog; all names are taken in any letter case.

    - `find` answers for every ref that was asked, under its canonical text `str(ref)`: the entity, or None when the
      catalog has no such entity. Nothing is cached.
    - *fields* are the paths that will be looked at, a hint that lets a catalog send less; None means whole entities.
    - `names` and `entities` go through all that there is, or all of one *kind*, in the catalog's order.
    - Failures are the four errors of this module and nothing else; every call ends within the catalog's own deadline.
    - `diagnostics` is what was wrong with single files or entities so far, while all the others could be used.

    Methods belong to one running event loop at a time.
    """

    @property
    def source(self) -> str:
        """What is asked, in words for people: a URL without credentials, or the files."""

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """What was wrong with parts of the catalog."""

    async def find(
        self, refs: Collection[EntityRef], *, fields: Collection[str] | None = None
    ) -> Mapping[str, Entity | None]:
        """The entities called *refs*."""

    def names(self, *, kind: str | None = None, name: str | None = None) -> AsyncIterator[EntityRef]:
        """The refs of all entities, of one *kind*, of one *name* in any kind and namespace."""

    def entities(
        self, *, kind: str | None = None, fields: Collection[str] | None = None
    ) -> AsyncGenerator[Entity, None]:
        """All entities."""

    async def close(self) -> None:
        """Let go of connections; harmless when repeated."""
