"""Entities of files, read once and kept in memory."""

from collections.abc import AsyncGenerator, AsyncIterator, Collection, Mapping, Sequence
from pathlib import Path

from insights_cli.catalogs import Catalog, CatalogMisbehavedError
from insights_cli.catalogs.files.load import Loaded, Loader
from insights_cli.catalogs.files.locations import Pointer
from insights_cli.model.diagnostic import Diagnostic, Location
from insights_cli.model.entity import Entity, EntityRef


class FilesCatalog:
    """The entities that *pointers* lead to, read at the first question.

    *cwd* is where shown paths start; relative targets start in the first of *bases* that has them. *source* names what
    is read, the targets by default.
    """

    def __init__(
        self, pointers: Sequence[Pointer], *, cwd: Path, bases: Sequence[Path] = (), source: str | None = None
    ) -> None:
        self._pointers = tuple(pointers)
        self._loader = Loader(cwd=cwd, bases=bases or (cwd,))
        self._loaded: Loaded | None = None
        self._source = source

    @property
    def source(self) -> str:
        """What was named, or the targets as they were written."""
        return self._source or " ".join(target for pointer in self._pointers for target in pointer.targets)

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """Files, documents and locations that could not be used."""
        return tuple(self._loaded.diagnostics) if self._loaded else ()

    async def find(
        self, refs: Collection[EntityRef], *, fields: Collection[str] | None = None
    ) -> Mapping[str, Entity | None]:
        """Look them up; *fields* make no difference."""
        placed = self._load().placed
        return {key: placed[key].entity if key in placed else None for key in map(str, refs)}

    async def names(self, *, kind: str | None = None, name: str | None = None) -> AsyncIterator[EntityRef]:
        """The refs in the order of the files."""
        for placed in self._load().placed.values():
            ref = placed.entity.ref
            if _same(kind, ref.kind) and _same(name, ref.name):
                yield ref

    async def entities(
        self, *, kind: str | None = None, fields: Collection[str] | None = None
    ) -> AsyncGenerator[Entity, None]:
        """The entities in the order of the files; *fields* make no difference."""
        for placed in self._load().placed.values():
            if _same(kind, placed.entity.ref.kind):
                yield placed.entity

    def place(self, ref: EntityRef) -> Location | None:
        """Where the entity called *ref* is written."""
        placed = self._load().placed.get(str(ref))
        return placed.place if placed else None

    async def close(self) -> None:
        """Nothing is open."""

    def _load(self) -> Loaded:
        if self._loaded is None:
            self._loaded = self._loader.load(self._pointers)
        if not self._loaded.placed:
            raise self._empty(self._loaded)
        return self._loaded

    def _empty(self, loaded: Loaded) -> CatalogMisbehavedError:
        causes = tuple(
            ("cause", f"{found.location}: {found.summary}" if found.location else found.summary)
            for found in loaded.diagnostics[:5]
        )
        return CatalogMisbehavedError(
            "EN001",
            f"there are no entities in {self.source or 'no files at all'}",
            fix="name an export, a folder or a catalog-info.yaml with --entities, or a backend with --catalog URL",
            notes=causes,
        )


def _same(wanted: str | None, text: str) -> bool:
    return wanted is None or wanted.lower() == text.lower()


CATALOG: type[Catalog] = FilesCatalog
