"""Which fields of an entity have to be asked for, so that rules find all that they would find in the whole of it."""

from collections.abc import Iterable

from insights_cli.capture.paths import Exact, FieldPath

_MAPPINGS = ("metadata", "spec")
_NOT_IN_A_FIELD = frozenset("[],")


def needed_fields(paths: Iterable[FieldPath]) -> frozenset[str]:
    """Fields in the catalog's own spelling (dotted, whole subtrees) that hold everything *paths* can reach.

    A list, or a key with dots, may begin at any step below `metadata` and `spec`, so that only the first two steps, or
    all of them as one key, are named; that leaves out what makes entities large.
    """
    return frozenset(field for path in paths for field in _fields(path))


def _fields(path: FieldPath) -> tuple[str, ...]:
    names: list[str] = []
    for atom in path.atoms:
        if not isinstance(atom, str | Exact):
            break
        names.append(atom.key if isinstance(atom, Exact) else atom)
    if not names:
        return ()
    if len(names) == 1 or names[0] not in _MAPPINGS or any(not _NOT_IN_A_FIELD.isdisjoint(name) for name in names):
        return (names[0],) if _NOT_IN_A_FIELD.isdisjoint(names[0]) else ()
    return (".".join(names[:2]), ".".join(names))
