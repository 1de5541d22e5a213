"""Who set a value, who won, and why the others lost."""

from collections.abc import Sequence as Listed
from enum import StrEnum

from insights_cli.app_config.config_source import ConfigSource, Vanished
from insights_cli.app_config.placeholders import Origin, VariableUse
from insights_cli.model.diagnostic import Location
from insights_cli.model.value import value
from insights_cli.yaml12.nodes import Mapping, Node, Path, Scalar, child, is_null


class Standing(StrEnum):
    """What became of one source's setting of a key."""

    WON = "won"
    MERGED = "merged"
    OVERRIDDEN = "overridden"
    MASKED = "masked"
    REMOVES = "removes"
    REPLACES = "replaces"
    VANISHED = "vanished"


@value
class Setting:
    """What one source says about a key.

    *path* is the key asked for, or the shorter one at which this source cuts it off (REMOVES: a null, REPLACES: a list
    or a single value). *node* is the value after substitution, None when it vanished; *raw* the text as written.
    *variables* and *directive* say what it was made from. *decided_by* is where the source stands that won over it.
    """

    source: ConfigSource
    path: Path
    standing: Standing
    location: Location
    raw: str
    node: Node | None = None
    variables: tuple[VariableUse, ...] = ()
    directive: str | None = None
    decided_by: Location | None = None


@value
class _Sighting:
    """What a source holds on the way to a path: *depth* steps were possible before *node* ended the way."""

    node: Node
    depth: int
    in_list: bool


def _sight(root: Node, path: Path) -> _Sighting | None:
    """Follow *path*; a value that is no object ends the way early, a missing key means the source is silent."""
    node, in_list = root, False
    for depth, step in enumerate(path):
        below = child(node, step)
        if below is None:
            is_open = isinstance(node, Mapping)
            return None if is_open and not in_list else _Sighting(node=node, depth=depth, in_list=in_list)
        in_list = in_list or not isinstance(node, Mapping)
        node = below
    return _Sighting(node=node, depth=len(path), in_list=in_list)


def _standing(seen: _Sighting, path: Path, *, cut: tuple[Location, bool] | None, is_first: bool) -> Standing:
    if cut is not None:
        return Standing.MASKED if cut[1] else Standing.OVERRIDDEN
    if is_null(seen.node) and not seen.in_list:
        return Standing.REMOVES
    if seen.depth < len(path):
        return Standing.REPLACES
    return Standing.WON if is_first else Standing.MERGED if isinstance(seen.node, Mapping) else Standing.OVERRIDDEN


def _closes(seen: _Sighting) -> bool:
    return seen.in_list or not isinstance(seen.node, Mapping)


def _vanished(source: ConfigSource, path: Path) -> Vanished | None:
    return next((gone for gone in source.vanished if gone.path == path), None)


def _gone(source: ConfigSource, gone: Vanished) -> Setting:
    return Setting(
        source=source,
        path=gone.path,
        standing=Standing.VANISHED,
        location=gone.location,
        raw=gone.raw,
        variables=gone.variables,
    )


def _setting(
    source: ConfigSource, seen: _Sighting, path: Path, *, standing: Standing, decided_by: Location | None
) -> Setting:
    origin = seen.node.origin if isinstance(seen.node, Scalar) and isinstance(seen.node.origin, Origin) else None
    return Setting(
        source=source,
        path=path[: seen.depth],
        standing=standing,
        location=seen.node.location,
        raw=origin.raw if origin else seen.node.raw,
        node=seen.node,
        variables=origin.variables if origin else (),
        directive=origin.directive if origin else None,
        decided_by=decided_by,
    )


def history(sources: Listed[ConfigSource], path: Path) -> tuple[Setting, ...]:
    """What each of *sources* (lowest priority first) says about *path*, in the same order; silent ones are left out."""
    settings: list[Setting] = []
    cut: tuple[Location, bool] | None = None
    is_first = True
    for source in reversed(sources):
        gone = _vanished(source, path)
        if gone is not None:
            settings.append(_gone(source, gone))
            continue
        seen = _sight(source.tree, path) if source.tree is not None else None
        if seen is None:
            continue
        standing = _standing(seen, path, cut=cut, is_first=is_first)
        settings.append(_setting(source, seen, path, standing=standing, decided_by=cut[0] if cut else None))
        is_first = False
        if cut is None and _closes(seen):
            cut = seen.node.location, standing is Standing.REMOVES
    return tuple(reversed(settings))
