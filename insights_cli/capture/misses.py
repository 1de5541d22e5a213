"""Why a path reaches nothing: the entity has no such field, or no entity ever could."""

from collections.abc import Mapping
from dataclasses import dataclass

from insights_cli.capture.paths import (
    Atom,
    Exact,
    FieldPath,
    Steps,
    candidate_keys,
    children,
    format_steps,
    is_list,
    parse_path,
    resolve,
)
from insights_cli.model.json import JsonValue

ROOTS = ("apiVersion", "kind", "metadata", "spec", "relations", "status")
_METADATA = (
    *("name", "namespace", "uid", "etag", "title", "description"),
    *("labels", "annotations", "tags", "links"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Why nothing was reached; *is_wrong* says it of the path itself, *suggestion* is a path that exists, or empty."""

    is_wrong: bool
    why: str
    suggestion: str = ""


def explain_miss(path: FieldPath, document: Mapping[str, JsonValue]) -> Miss:
    """Say why *path* reaches nothing in *document*; ask only when `resolve` found nothing."""
    if path.flaw:
        return Miss(is_wrong=True, why=path.flaw)
    first = path.atoms[0]
    root = first.key if isinstance(first, Exact) else first
    if root not in ROOTS and not any(key in document for key, _ in candidate_keys(path.atoms)):
        return Miss(is_wrong=True, why=f"an entity has no field {root!r}", suggestion=_rooted(path, document))
    return _walk(document, path.atoms, ())


def _rooted(path: FieldPath, document: Mapping[str, JsonValue]) -> str:
    for prefix in ("spec", "metadata", "metadata.annotations", "metadata.labels"):
        longer = parse_path(f"{prefix}.{path.text}")
        if resolve(longer, document):
            return longer.text
    first = path.atoms[0]
    near = _nearest(first, ROOTS) if isinstance(first, str) else ""
    return near + path.text[len(str(first)) :] if near else ""


def _walk(value: JsonValue, atoms: tuple[Atom, ...], steps: Steps) -> Miss:
    """Follow *atoms* as far as they go; *atoms* are not empty, as otherwise something would have been reached."""
    here = format_steps(steps)
    if is_list(value):
        below = [item for _, item in children(value)]
        if (
            below
            and isinstance(atoms[0], str)
            and not any(isinstance(item, Mapping) or is_list(item) for item in below)
        ):
            return Miss(is_wrong=True, why=f"the items of {here} are no mappings", suggestion=here)
        return Miss(is_wrong=False, why=f"no item of {here} has it")
    if not isinstance(value, Mapping):
        return Miss(is_wrong=True, why=f"{here} is no mapping, so nothing is below it", suggestion=here)
    if atoms[0] in ("*", "**") and atoms[0] not in value:
        return Miss(is_wrong=True, why="* stands for no field; a path takes all that is below it", suggestion=here)
    keys = list(candidate_keys(atoms))
    if not keys:
        return Miss(is_wrong=True, why=f"{here or 'the entity'} is no list")
    for key, width in keys:
        if key in value and width < len(atoms):
            return _walk(value[key], atoms[width:], (*steps, key))
    return _absent(value, [key for key, _ in keys], steps)


def _absent(value: Mapping[str, JsonValue], keys: list[str], steps: Steps) -> Miss:
    here = format_steps(steps)
    for key in keys:
        spelled = [known for known in value if known.lower() == key.lower()]
        if spelled:
            suggestion = format_steps((*steps, spelled[0]))
            return Miss(is_wrong=True, why=f"letter case counts: {here} has {spelled[0]!r}", suggestion=suggestion)
    known = (*value, *_METADATA) if steps == ("metadata",) else tuple(value)
    near = next(filter(None, (_nearest(key, known) for key in keys if key not in known)), "")
    why = f"{here} has no such field" if here else "the entity has no such field"
    return Miss(is_wrong=False, why=why, suggestion=format_steps((*steps, near)) if near else "")


def _nearest(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, n=1, cutoff=0.75)), "")
