"""Paths that name fields of an entity, and the leaves that they reach.

`spec.owner`, `spec.links.url` (of every item), `spec.links[0].url`, `metadata.annotations.example.org/tier`,
`metadata.annotations['example.org/tier']`: where keys hold dots, the longest key that leads anywhere wins.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias

from insights_cli.model.json import JsonValue


class Exact(NamedTuple):
    """A key in quotes: it is taken as it stands, dots and all."""

    key: str


class Every(Enum):
    """All items of a list, `[]` or `[*]`."""

    ITEM = "[]"


Atom: TypeAlias = str | int | Exact | Every
Steps: TypeAlias = tuple[str | int, ...]
"""The keys and list indexes from the root of a document to one value in it."""


class Leaf(NamedTuple):
    """A value with nothing below it: text, a number, a boolean, null, or an empty list or mapping."""

    steps: Steps
    value: JsonValue

    @property
    def path(self) -> str:
        """The path as people write it."""
        return format_steps(self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPath:
    """A path as it was written; *flaw* says why it can never name a field, and is empty for a well-formed one."""

    text: str
    atoms: tuple[Atom, ...] = ()
    flaw: str = ""


_ATOM = re.compile(
    r"""\[(?P<index>\d{1,9})\]|(?P<every>\[\*?\])|\[(?P<q>['"])(?P<exact>.*?)(?P=q)\]|(?P<key>[^.\[\]]+)"""
)
_BARE = re.compile(r"[^\[\]'\"\s]*[^\d\[\]'\"\s.][^\[\]'\"\s]*")


def parse_path(text: str) -> FieldPath:
    """Read *text*; a malformed one comes back with its flaw, as it is configuration and no reason to stop."""
    atoms: list[Atom] = []
    at = 0
    while at < len(text):
        if atoms and text[at] == ".":
            at += 1
        elif atoms and text[at] != "[":
            return FieldPath(text=text, flaw=f'a "." is missing before {text[at:]!r}')
        found = _ATOM.match(text, at)
        if found is None:
            return FieldPath(text=text, flaw=f"a field name is missing at character {at + 1}")
        atoms.append(_atom(found))
        at = found.end()
    if not atoms:
        return FieldPath(text=text, flaw="it is empty")
    return FieldPath(text=text, atoms=tuple(atoms))


def _atom(found: re.Match[str]) -> Atom:
    if found["index"] is not None:
        return int(found["index"])
    if found["every"] is not None:
        return Every.ITEM
    return found["key"] if found["key"] is not None else Exact(found["exact"])


def format_steps(steps: Steps) -> str:
    """Write the way to one value as a path; keys that would read as something else are put in quotes."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _BARE.fullmatch(step) and not step.startswith(".") and not step.endswith(".") and ".." not in step:
            text += f".{step}" if text else step
        else:
            quote = '"' if "'" in step else "'"
            text += f"[{quote}{step}{quote}]"
    return text


def plain_path(steps: Steps) -> str:
    """The way to one value without quotes, for those who only want to recognise fields: the inverse does not exist."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)[1:]


def leaves(value: JsonValue, steps: Steps = ()) -> Iterator[Leaf]:
    """Every leaf from *value* down, in the order of the document; *steps* lead to *value*."""
    waiting: list[tuple[Steps, JsonValue]] = [(steps, value)]
    while waiting:
        here, found = waiting.pop()
        below = children(found)
        if below:
            waiting.extend(((*here, step), child) for step, child in reversed(below))
        else:
            yield Leaf(here, found)


def children(value: JsonValue) -> list[tuple[str | int, JsonValue]]:
    """The members of a mapping or the items of a list with their steps; none for anything else."""
    if isinstance(value, Mapping):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, Sequence) and not isinstance(value, str) else []


def is_list(value: JsonValue) -> bool:
    """Whether *value* is a list (a text is none)."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def resolve(path: FieldPath, document: JsonValue) -> list[Leaf]:
    """The leaves that *path* reaches in *document*: the value itself, or all that is below it; maybe none."""
    tops = _descend(document, path.atoms, ()) if path.atoms else []
    return [leaf for steps, value in tops for leaf in leaves(value, steps)]


def _descend(value: JsonValue, atoms: tuple[Atom, ...], steps: Steps) -> list[tuple[Steps, JsonValue]]:
    if not atoms:
        return [(steps, value)]
    if isinstance(value, Mapping):
        return _into_mapping(value, atoms, steps)
    return _into_list(value, atoms, steps) if isinstance(value, Sequence) and not isinstance(value, str) else []


def _into_mapping(
    value: Mapping[str, JsonValue], atoms: tuple[Atom, ...], steps: Steps
) -> list[tuple[Steps, JsonValue]]:
    for key, width in candidate_keys(atoms):
        if key in value:
            found = _descend(value[key], atoms[width:], (*steps, key))
            if found:
                return found
    return []


def candidate_keys(atoms: tuple[Atom, ...]) -> Iterator[tuple[str, int]]:
    """The keys that *atoms* may begin with, the longest first, each with how many atoms it takes."""
    if isinstance(atoms[0], Exact):
        yield atoms[0].key, 1
        return
    names: list[str] = []
    for atom in atoms:
        if not isinstance(atom, str):
            break
        names.append(atom)
    for width in range(len(names), 0, -1):
        yield ".".join(names[:width]), width


def _into_list(value: Sequence[JsonValue], atoms: tuple[Atom, ...], steps: Steps) -> list[tuple[Steps, JsonValue]]:
    head = atoms[0]
    if isinstance(head, str) and head.isascii() and head.isdigit():
        head = int(head)
    if isinstance(head, int):
        return _descend(value[head], atoms[1:], (*steps, head)) if head < len(value) else []
    rest = atoms[1:] if isinstance(head, Every) else atoms
    return [found for index, item in enumerate(value) for found in _descend(item, rest, (*steps, index))]
