"""Read entities from files, follow Location entities, and name everything that could not be used."""

import os
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from insights_cli.catalogs.files.documents import Document, UnreadableError, parse_documents, read_text
from insights_cli.catalogs.files.locations import Pointer, pointer_of
from insights_cli.catalogs.files.rules import is_allowed
from insights_cli.catalogs.files.targets import Found, find_files
from insights_cli.model.diagnostic import Diagnostic, Location, Severity
from insights_cli.model.entity import DEFAULT_NAMESPACE, Entity, InvalidEntityRef
from insights_cli.model.json import JsonValue
from insights_cli.model.plural import plural

_LOOKS_LIKE_ENTITIES = re.compile(r"""backstage\.io/|^\s*["']?kind["']?\s*:|"kind"\s*:""", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{|\{%")
_EXPORTS = (".json", ".ndjson", ".jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An entity and the place of its document."""

    entity: Entity
    place: Location


@dataclass(slots=True, kw_only=True)
class Loaded:
    """What was found so far: entities by canonical ref, the number of files read, and what was wrong."""

    placed: dict[str, Placed] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: int = 0

    def warn(self, code: str, summary: str, place: Location | None, *, is_info: bool = False, fix: str = "") -> None:
        """Remember a fact."""
        severity = Severity.INFO if is_info else Severity.WARNING
        found = Diagnostic(code=code, severity=severity, summary=summary, location=place, fix=fix or None)
        self.diagnostics.append(found)


class Loader:
    """Goes from pointers to entities; *cwd* is where shown paths start, *bases* where relative targets may start."""

    def __init__(self, *, cwd: Path, bases: Sequence[Path]) -> None:
        self._cwd = cwd
        self._bases = tuple(bases)
        self._loaded = Loaded()
        self._visited: set[tuple[str, str]] = set()
        self._unfollowed: list[str] = []
        self._foreign: list[str] = []

    def load(self, pointers: Sequence[Pointer]) -> Loaded:
        """Everything that *pointers* lead to; a file is read once however often it is met."""
        waiting = deque(pointers)
        while waiting:
            waiting.extendleft(reversed(self._unit(waiting.popleft())))
        self._sum_up()
        return self._loaded

    def _sum_up(self) -> None:
        if self._unfollowed:
            summary = f"locations that are no files were not followed: {_some(self._unfollowed)}"
            self._loaded.warn("EN006", summary, None, is_info=True, fix="ask the live catalog: --catalog URL")
        if self._foreign:
            summary = f"documents that are likely of other systems were left out: {_some(self._foreign)}"
            self._loaded.warn("EN003", summary, None, is_info=True, fix="name the file itself to read them anyway")

    def _unit(self, pointer: Pointer) -> list[Pointer]:
        """Take in what one pointer brings, all or nothing where rules apply; gives the pointers found in it."""
        if pointer.type != "file":
            self._unfollowed += pointer.targets
            return []
        placed = [each for target in pointer.targets for each in self._target(target, pointer)]
        refused = [each for each in placed if not self._lets_in(each.entity, pointer)]
        if refused:
            kinds = ", ".join(sorted({each.entity.ref.kind for each in refused}))
            self._loaded.warn(
                "EN005",
                f"{' '.join(pointer.targets)} brings kinds that no rule allows ({kinds}), so nothing of it is used: "
                f"{plural(len(placed), 'entity', 'entities')}",
                pointer.place or refused[0].place,
                fix=f"rules: [{{ allow: [{kinds}] }}] at the location, or allow it in catalog.rules",
            )
            return []
        found = []
        for each in placed:
            self._add(each)
            folder = os.path.dirname(self._cwd / each.place.path)
            if not each.place.path.endswith(_EXPORTS):
                found.append(pointer_of(each.entity, pointer, folder=folder, place=each.place))
        return [each for each in found if each is not None]

    def _lets_in(self, entity: Entity, pointer: Pointer) -> bool:
        return pointer.rules is None or is_allowed(entity, pointer.origin, pointer.rules)

    def _target(self, target: str, pointer: Pointer) -> list[Placed]:
        is_beside = pointer.folder is not None and target.startswith(".")
        bases = (Path(pointer.folder or ""),) if is_beside else self._bases
        found = find_files(target, bases, allows_pipe=pointer.folder is None and pointer.rules is None)
        if not found.files:
            if not pointer.is_optional:
                where = " or ".join(self._show(base) for base in bases)
                self._loaded.warn("EN002", f"there are no files at {target}, seen from {where}", pointer.place)
            return []
        return [each for file in found.files for each in self._file(file, pointer, found)]

    def _file(self, file: Path, pointer: Pointer, found: Found) -> list[Placed]:
        visit = (os.path.realpath(file), f"{pointer.origin.type}:{pointer.origin.target}")
        if visit in self._visited:
            return []
        self._visited.add(visit)
        path = self._show(file)
        is_sure = not found.in_folder or file.name.startswith("catalog-info.")
        try:
            text = read_text(file.read_bytes(), path)
            if not is_sure and not _LOOKS_LIKE_ENTITIES.search(text):
                return []
            is_template = not is_sure and _TEMPLATE.search(text) is not None
            return self._read(text, path, is_sure=is_sure, is_template=is_template)
        except OSError as error:
            self._loaded.warn("EN002", f"the file cannot be read: {error.strerror}", Location(path=path))
        except UnreadableError as error:
            self._loaded.warn("EN002", f"the file is left out: {error.reason}", error.location)
        return []

    def _read(self, text: str, path: str, *, is_sure: bool, is_template: bool) -> list[Placed]:
        try:
            documents = parse_documents(text, path)
        except UnreadableError:
            if is_template:
                return []
            raise
        self._loaded.files += 1
        for line in documents.broken:
            self._loaded.warn("EN002", f"the line is left out: {line.reason}", line.location)
        placed = [self._place(document, is_sure=is_sure) for document in documents.found]
        return [each for each in placed if each is not None]

    def _place(self, document: Document, *, is_sure: bool) -> Placed | None:
        value = document.value
        if isinstance(value, Mapping):
            if not is_sure and not _is_of_backstage(value):
                self._foreign.append(f"{document.location.path}:{document.location.line}")
                return None
            try:
                return Placed(entity=Entity.from_document(_named_space(value)), place=document.location)
            except InvalidEntityRef:
                pass
        self._loaded.warn("EN003", f"the document is no entity: {_lack(value)}", document.location)
        return None

    def _add(self, new: Placed) -> None:
        known = self._loaded.placed.setdefault(str(new.entity.ref), new)
        if known.place != new.place:
            summary = f"{new.entity.ref} is already in {known.place.path}:{known.place.line}; the first one is used"
            self._loaded.warn("EN004", summary, new.place)

    def _show(self, path: Path) -> str:
        whole = os.path.abspath(path)
        near = os.path.relpath(whole, self._cwd)
        return whole if near.startswith("..") else near


def _is_of_backstage(value: Mapping[str, JsonValue]) -> bool:
    """Whether a document met on a walk is an entity and not, say, a Kubernetes manifest of the same shape."""
    version, metadata = value.get("apiVersion"), value.get("metadata")
    if (isinstance(version, str) and "backstage.io/" in version) or "relations" in value:
        return True
    annotations = metadata.get("annotations") if isinstance(metadata, Mapping) else None
    return isinstance(annotations, Mapping) and any(key.startswith("backstage.io/") for key in annotations)


def _named_space(value: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """The document as the catalog stores it: with the default namespace written out."""
    metadata = value.get("metadata")
    if not isinstance(metadata, Mapping) or "namespace" in metadata:
        return value
    return {**value, "metadata": {**metadata, "namespace": DEFAULT_NAMESPACE}}


def _some(names: list[str]) -> str:
    return f"{len(names)}, such as {names[0]}"


def _lack(value: JsonValue) -> str:
    if not isinstance(value, Mapping):
        return "it is no mapping"
    if not isinstance(value.get("kind"), str) or not value["kind"]:
        return "it has no kind"
    return "it has no metadata.name" if isinstance(value.get("metadata"), Mapping) else "it has no metadata"
