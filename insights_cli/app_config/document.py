"""The merged view: value, place and history of every key."""

from collections.abc import Iterator
from functools import cached_property
from typing import TypeAlias

from insights_cli.app_config.config_source import MISSING, ConfigSource, Missing, Remark, Vanished
from insights_cli.app_config.history import Setting, Standing, history
from insights_cli.app_config.placeholders import VariableState, VariableUse
from insights_cli.app_config.plain import Plain, Show, as_it_is, plain
from insights_cli.model.diagnostic import Location
from insights_cli.model.value import value
from insights_cli.yaml12.nodes import Mapping, Node, Path, descend, walk

Key: TypeAlias = str | Path
"""A dotted text (`backend.baseUrl`) or a tuple of keys and list indexes; only the tuple reaches keys with dots."""


def as_path(key: Key) -> Path:
    """The tuple form of *key*; the empty text is the root."""
    if isinstance(key, tuple):
        return key
    return tuple(key.split(".")) if key else ()


@value
class Document:
    """The configuration as the application would get it; *sources* in the order given, later ones win.

    *root* is the merged tree, None when every source is empty. Nothing in it was invented: with `--lax` a value that
    depends on an unset variable is UNKNOWN. The nodes keep their source, so every place is that of the value that won.
    """

    __slots__ = ("__dict__",)

    sources: tuple[ConfigSource, ...]
    root: Mapping | None
    root_folder: str = ""

    def find(self, key: Key) -> Node | None:
        """The node at *key* in the merged tree; None where nothing is set (a null removes, outside lists)."""
        return descend(self.root, as_path(key))

    def get(self, key: Key) -> Plain | Missing:
        """The plain value at *key*, MISSING where nothing is set, UNKNOWN where it depends on an unset variable."""
        node = self.find(key)
        return MISSING if node is None else plain(node)

    def __contains__(self, key: Key) -> bool:
        return self.find(key) is not None

    def location(self, key: Key) -> Location | None:
        """Where the value that won stands; for an object that several sources share, the highest of them."""
        node = self.find(key)
        return None if node is None else node.location

    def key_location(self, key: Key) -> Location | None:
        """Where the last step of *key* is written by the source that won; for a list item the place of the item.

        None where nothing is set, and for the root.
        """
        path = as_path(key)
        if not path or self.find(path) is None:
            return None
        for setting in reversed(self.history(path)):
            if setting.standing in (Standing.WON, Standing.MERGED):
                return _key_place(setting.source, path) or setting.location
        return None

    def history(self, key: Key) -> tuple[Setting, ...]:
        """What every source says about *key*, lowest priority first; silent ones are left out."""
        return history(self.sources, as_path(key))

    def walk(self, key: Key = ()) -> Iterator[tuple[Path, Node]]:
        """Every value from *key* down with its full path, parents first."""
        path = as_path(key)
        node = self.find(path)
        return iter(()) if node is None else walk(node, path)

    @cached_property
    def uses(self) -> tuple[tuple[Location, VariableUse], ...]:
        """Every variable that was looked up, with the place of the value it stands in."""
        return tuple(use for source in self.sources for use in source.uses)

    @cached_property
    def unset_variables(self) -> dict[str, tuple[Location, ...]]:
        """The names of variables without a value, each with the places that use it."""
        places: dict[str, list[Location]] = {}
        for location, use in self.uses:
            if use.state is VariableState.UNSET:
                places.setdefault(use.name, []).append(location)
        return {name: tuple(found) for name, found in places.items()}

    @cached_property
    def vanished(self) -> tuple[tuple[ConfigSource, Vanished], ...]:
        """Every key and list item that went away because a variable has no value, with the source it was in."""
        return tuple((source, gone) for source in self.sources for gone in source.vanished)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What Backstage would warn about while reading."""
        return tuple(remark for source in self.sources for remark in source.remarks)

    def plain(self, show: Show = as_it_is) -> Plain:
        """The whole configuration as plain data in JavaScript's key order; *show* gives each single value."""
        return {} if self.root is None else plain(self.root, show)


def _key_place(source: ConfigSource, path: Path) -> Location | None:
    """The place of the key in the tree of *source*; None for list items and for the environment."""
    parent, last = descend(source.tree, path[:-1]), path[-1]
    if source.file is None or not isinstance(parent, Mapping) or not isinstance(last, str):
        return None
    return parent.key_location(last) if last in parent.keys else None
