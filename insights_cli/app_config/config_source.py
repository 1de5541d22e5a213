"""One source of configuration: a file or the environment, as written and as it counts."""

from typing import Final

from insights_cli.app_config.placeholders import VariableUse
from insights_cli.model.diagnostic import Location
from insights_cli.model.value import value
from insights_cli.yaml12.nodes import Mapping, Path, Source


class Missing:
    """The type of MISSING."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING: Final = Missing()
"""What a read gives where nothing is set; None is the value null."""


@value
class Vanished:
    """A key or list item that went away because a variable in it has no value.

    *path* is the place as written (list indexes before anything went away), *raw* the text before substitution.
    """

    path: Path
    location: Location
    raw: str
    variables: tuple[VariableUse, ...]


@value
class Remark:
    """Something Backstage warns about while reading: an unknown tag, an unknown directive, a `%YAML 1.1` line."""

    summary: str
    location: Location


@value
class ConfigSource:
    """A source that takes part in the merge; later sources win.

    *name* is shown (a path as the user would write it, or `env`), *context* is Backstage's own name for it (the base
    name), *file* the absolute path or None for the environment. *raw* is the tree as written and *tree* the tree after
    substitution, directives and includes; both are None for a file without content.
    *uses* lists every variable looked up, with its place; *included* the files read by $file and $include.
    """

    name: str
    context: str
    file: str | None = None
    text: Source | None = None
    raw: Mapping | None = None
    tree: Mapping | None = None
    uses: tuple[tuple[Location, VariableUse], ...] = ()
    vanished: tuple[Vanished, ...] = ()
    remarks: tuple[Remark, ...] = ()
    included: tuple[str, ...] = ()
