"""What a TypeScript file says, as plain values: imports, calls, JSX elements and names with their places."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from posixpath import dirname, join, normpath, splitext

from insights_cli.model.diagnostic import Location


class How(StrEnum):
    """How a file takes in a module."""

    STATIC = "import"
    EXPORTED = "export from"
    DYNAMIC = "import() or require()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A module that a file takes in: *names* maps the local name to the imported one (`default`, `*` or a name).

    *at* is the offset of its text, as everywhere here.
    """

    module: str
    names: Mapping[str, str]
    location: Location
    how: How = How.STATIC
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call: *callee* as written (`backend.add`), its plain string arguments, and what its object argument holds.

    *names* are the plain identifiers among the arguments (called ones too); *fields* maps each key of the object
    arguments to its value as written, and a spread to its own text (`...env`). *is_conditional* says that it may not
    be reached, as it stands in a branch.
    """

    callee: str
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    location: Location
    at: int = 0
    end: int = 0
    is_conditional: bool = False

    @property
    def member(self) -> str:
        """The last part of what is called: `add` of `backend.add`."""
        return self.callee.rpartition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A JSX element by its name, with its attributes as written."""

    name: str
    attributes: Mapping[str, str]
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file; *broken* says that the parser met text it could not read, so that something may be missing.

    *words* are the names that the code uses, outside of its imports, by offset; *declared* are its own functions,
    classes and variables, and *texts* those of them that stand for a plain string.
    """

    path: str
    imports: tuple[Import, ...] = ()
    calls: tuple[Call, ...] = ()
    elements: tuple[Element, ...] = ()
    words: tuple[tuple[int, str], ...] = ()
    declared: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    broken: bool = False

    def imported(self, name: str) -> str | None:
        """The name under which the module exports what this file calls *name*; None when it is not imported."""
        return next((each.names[name] for each in self.imports if name in each.names), None)

    def module_of(self, name: str) -> str | None:
        """The module that *name* is imported from."""
        return next((each.module for each in self.imports if name in each.names), None)

    def exported_name(self, text: str) -> str:
        """What *text* (`name` or `namespace.name`) is called where it comes from."""
        head, _, member = text.partition(".")
        return member if member and self.imported(head) == "*" else self.imported(text) or text

    def words_in(self, call: Call) -> frozenset[str]:
        """The names that the text of *call* uses."""
        first, end = (bisect_left(self.words, (offset,)) for offset in (call.at, call.end))
        return frozenset(word for _, word in self.words[first:end])

    def imports_in(self, call: Call) -> tuple[Import, ...]:
        """The modules that the text of *call* takes in."""
        return tuple(each for each in self.imports if call.at <= each.at < call.end)

    def takes_in(self, other: "SourceFile", each: Import) -> bool:
        """Whether *each*, an import of this file, is of the file *other*."""
        if not each.module.startswith("."):
            return False
        target = normpath(join(dirname(self.path), each.module))
        return target in (other.path, splitext(other.path)[0], dirname(other.path))
