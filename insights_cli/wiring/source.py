"""What a TypeScript file says, as plain values: imports, calls and JSX elements with their places."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from insights_cli.model.diagnostic import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A static import: *names* maps the local name to the imported one (`default`, `*` or a name)."""

    module: str
    names: Mapping[str, str]
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call: *callee* as written (`backend.add`), its plain string arguments, and what its object argument holds.

    *modules* are the dynamic imports among the arguments, *names* plain identifiers (called ones too); *fields* maps
    each key of the object arguments to its value as written, and a spread to its own text (`...env`).
    """

    callee: str
    texts: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A JSX element by its name, with its attributes as written."""

    name: str
    attributes: Mapping[str, str]
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file; *broken* says that the parser met text it could not read, so that something may be missing."""

    path: str
    imports: tuple[Import, ...] = ()
    calls: tuple[Call, ...] = ()
    elements: tuple[Element, ...] = ()
    broken: bool = False

    def imported(self, name: str) -> str | None:
        """The name under which the module exports what this file calls *name*; None when it is not imported."""
        return next((each.names[name] for each in self.imports if name in each.names), None)

    def module_of(self, name: str) -> str | None:
        """The module that *name* is imported from."""
        return next((each.module for each in self.imports if name in each.names), None)
