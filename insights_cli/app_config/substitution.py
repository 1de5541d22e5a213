"""Placeholders, $env, $file and $include in a whole tree, as Backstage's config transforms apply them.

Pure over a variable lookup and a reader of files. Unlike Backstage it stops at loops and at trees that multiply.
"""

import os
from collections.abc import Callable
from typing import Final

from insights_cli.app_config import load_errors
from insights_cli.app_config.config_source import Remark, Vanished
from insights_cli.app_config.directives import DIRECTIVES, Include, file_text, include_of, read_argument
from insights_cli.app_config.placeholders import Lookup, Origin, VariableState, VariableUse, fill
from insights_cli.errors import InsightsError
from insights_cli.model.diagnostic import Location
from insights_cli.model.value import replace, value
from insights_cli.yaml12.nodes import UNKNOWN, Mapping, Node, Path, Scalar, Sequence, Source

MAX_NODES: Final = 1_000_000
MAX_INCLUDES: Final = 1_000
MAX_INCLUDE_DEPTH: Final = 32

_DIRECTIVES: Final = frozenset(DIRECTIVES)

ReadText = Callable[[str], Source]
"""Read a file by absolute path; raises InsightsError where that cannot be done."""


class Trail:
    """What a substitution met on its way, gathered for the source it belongs to."""

    __slots__ = ("included", "nodes", "remarks", "uses", "vanished")

    def __init__(self) -> None:
        self.uses: list[tuple[Location, VariableUse]] = []
        self.vanished: list[Vanished] = []
        self.included: list[str] = []
        self.remarks: list[Remark] = []
        self.nodes = 0


@value
class _Where:
    """The folder that relative paths mean, and the includes that are open around the value."""

    folder: str
    open_includes: tuple[tuple[str, str], ...] = ()


def path_text(path: Path) -> str:
    """The *path* as Backstage writes it in its messages: `.a.b[1].d`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


class Substitution:
    """Apply the transforms to trees; *trail* tells afterwards what happened.

    With *is_lax* an unset variable gives the value UNKNOWN instead of taking the key away. With *is_elsewhere* the
    configuration is of another machine: an absolute `$file` that is not here, such as a mounted secret, is UNKNOWN too.
    """

    def __init__(self, lookup: Lookup, read: ReadText, *, is_lax: bool = False, is_elsewhere: bool = False) -> None:
        self._lookup = lookup
        self._read = read
        self._is_lax = is_lax or is_elsewhere
        self._is_elsewhere = is_elsewhere
        self.trail = Trail()

    def apply(self, root: Node, folder: str) -> Node | None:
        """The tree after all transforms; None when nothing is left. *folder* is where the root's file stands."""
        return self._transform(root, (), _Where(folder=folder))

    def _count(self, node: Node) -> None:
        self.trail.nodes += 1
        if self.trail.nodes > MAX_NODES:
            raise load_errors.TOO_MANY_INCLUDES.raised(
                f"the configuration expands to more than {MAX_NODES} values", location=node.location
            )

    def _transform(self, node: Node, path: Path, where: _Where) -> Node | None:
        self._count(node)
        if isinstance(node, Scalar):
            value = node.value
            return self._filled(node, value, path) if isinstance(value, str) and "${" in value else node
        if isinstance(node, Mapping):
            if not _DIRECTIVES.isdisjoint(node.members):
                return self._directed(node, path, where)
            return self._mapping(node, path, where)
        return self._sequence(node, path, where) if isinstance(node, Sequence) else node

    def _filled(self, node: Scalar, text: str, path: Path) -> Node | None:
        value, uses = fill(text, self._lookup)
        origin = Origin(raw=text, variables=uses)
        return self._made(node, value, path, origin=origin)

    def _made(self, node: Node, value: str | None, path: Path, *, origin: Origin) -> Node | None:
        location = node.location
        self.trail.uses.extend((location, use) for use in origin.variables)
        if value is not None:
            return Scalar(node.source, node.start, node.end, value, origin)
        if self._is_lax:
            return Scalar(node.source, node.start, node.end, UNKNOWN, origin)
        self.trail.vanished.append(Vanished(path=path, location=location, raw=origin.raw, variables=origin.variables))
        return None

    def _mapping(self, node: Mapping, path: Path, where: _Where) -> Node:
        members: dict[str, Node] = {}
        is_changed = False
        for key, old in node.members.items():
            if type(old) is Scalar and not (type(old.value) is str and "${" in old.value):
                made: Node | None = old
                self.trail.nodes += 1
            else:
                made = self._transform(old, (*path, key), where)
            is_changed = is_changed or made is not old
            if key == "__proto__":  # Assigning it sets the object's prototype, which nothing reads later.
                is_changed = True
            elif made is not None:
                members[key] = made
        return Mapping(node.source, node.start, node.end, members, node.keys) if is_changed else node

    def _sequence(self, node: Sequence, path: Path, where: _Where) -> Node:
        made = [self._transform(item, (*path, index), where) for index, item in enumerate(node.items)]
        if all(new is old for new, old in zip(made, node.items, strict=True)):
            return node
        return Sequence(node.source, node.start, node.end, [item for item in made if item is not None])

    def _directed(self, node: Mapping, path: Path, where: _Where) -> Node | None:
        try:
            return self._direct(node, path, where)
        except InsightsError as error:
            raise _at(error, node, path) from error

    def _direct(self, node: Mapping, path: Path, where: _Where) -> Node | None:
        directive, argument, uses = read_argument(node, self._lookup)
        origin = Origin(raw=node.raw, variables=uses, directive=directive)
        if argument is None:
            if not self._is_lax:
                raise load_errors.BAD_DIRECTIVE.raised(f"the argument of {directive} has no value")
            return self._made(node, None, path, origin=origin)
        if directive == "$env":
            value = self._lookup(argument)
            state = VariableState.UNSET if value is None else VariableState.SET
            use = VariableUse(name=argument, state=state)
            return self._made(
                node, value, path, origin=Origin(raw=node.raw, variables=(*uses, use), directive=directive)
            )
        if directive == "$file":
            return self._file(node, argument, path, where, uses)
        self.trail.uses.extend((node.location, use) for use in uses)
        return self._include(argument, path, where)

    def _file(
        self, node: Mapping, argument: str, path: Path, where: _Where, uses: tuple[VariableUse, ...]
    ) -> Node | None:
        origin = Origin(raw=node.raw, variables=uses, directive="$file")
        try:
            file, text = file_text(argument, where.folder, self._read)
        except InsightsError:
            if self._is_elsewhere and os.path.isabs(argument):
                return self._made(node, None, path, origin=origin)
            raise
        self.trail.included.append(file)
        return self._made(node, text, path, origin=replace(origin, file=file))

    def _include(self, argument: str, path: Path, where: _Where) -> Node | None:
        include = include_of(argument, where.folder)
        self._guard(include, where)
        self.trail.included.append(include.file)
        value = include.value(self._read, self.trail.remarks)
        if value is None:
            return None
        if isinstance(value, Scalar):
            # A text is substituted, any other single value stands as it is.
            return self._filled(value, value.value, path) if isinstance(value.value, str) else value
        inner = _Where(folder=include.folder, open_includes=(*where.open_includes, include.identity))
        # The included value itself is not looked at again, only what is inside it.
        if isinstance(value, Mapping):
            return self._mapping(value, path, inner)
        return self._sequence(value, path, inner) if isinstance(value, Sequence) else value

    def _guard(self, include: Include, where: _Where) -> None:
        if include.identity in where.open_includes:
            chain = " -> ".join(file for file, _ in (*where.open_includes, include.identity))
            raise load_errors.INCLUDE_LOOP.raised("the file includes itself", notes=(("chain", chain),))
        if len(where.open_includes) >= MAX_INCLUDE_DEPTH:
            raise load_errors.TOO_MANY_INCLUDES.raised(f"includes are nested more than {MAX_INCLUDE_DEPTH} deep")
        if len(self.trail.included) >= MAX_INCLUDES:
            raise load_errors.TOO_MANY_INCLUDES.raised(f"more than {MAX_INCLUDES} files are included")


def _at(error: InsightsError, node: Node, path: Path) -> InsightsError:
    """The *error* with the place of the directive, unless it already knows a better one."""
    if any(label == "key" for label, _ in error.notes):
        return error
    notes = error.notes
    if error.location is not None and error.location.path != node.source.path:
        notes = (*notes, ("included at", str(node.location)))
    return InsightsError(
        error.code,
        error.summary,
        fix=error.fix,
        location=error.location or node.location,
        excerpt=error.excerpt,
        notes=(*notes, ("key", path_text(path))),
    )
