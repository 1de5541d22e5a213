"""Later wins: two trees become one, as the `get()` of Backstage's ConfigReader merges them."""

from collections.abc import Iterable

from insights_cli.yaml12.javascript import OBJECT_NAMES
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, is_null


def _merge_members(upper: Mapping, lower: Mapping | None) -> dict[str, Node]:
    members: dict[str, Node] = {}
    below = lower.members if lower is not None else {}
    for key, value in upper.members.items():
        is_plain = type(value) is Scalar and value.value is not None
        merged = value if is_plain else merge(value, below.get(key))
        if merged is not None:
            members[key] = merged
    for key, value in below.items():
        # A key that every JavaScript object inherits is found in *upper* as a function, which hides the value below.
        if key not in upper.members and key not in OBJECT_NAMES:
            merged = merge(value, None)
            if merged is not None:
                members[key] = merged
    # Assigning it sets the prototype of the object, which holds no setting.
    members.pop("__proto__", None)
    return members


def merge(upper: Node | None, lower: Node | None) -> Node | None:
    """The tree of *upper* over *lower*; None is absence, a null removes and masks, a list replaces as a whole.

    Nulls inside lists stay. The merged object stands where the one of *upper* stands.
    """
    if upper is None:
        return None if lower is None else merge(lower, None)
    if is_null(upper):
        return None
    if not isinstance(upper, Mapping):
        return upper
    members = _merge_members(upper, lower if isinstance(lower, Mapping) else None)
    return Mapping(upper.source, upper.start, upper.end, members, upper.keys)


def merge_all(trees: Iterable[Node]) -> Node | None:
    """All *trees*, the later over the earlier; None when there is nothing."""
    merged: Node | None = None
    for tree in trees:
        merged = merge(tree, merged)
    return merged
