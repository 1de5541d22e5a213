"""`${VAR}`, `${VAR:-fallback}` and `$${` in a text, and what became of every variable.

The rules are those of the substitution transform of `@backstage/config-loader` 1.11.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final, TypeAlias

from insights_cli.model.value import value
from insights_cli.yaml12.javascript import SPACE

PLACEHOLDER: Final = re.compile(r"(\$?\$\{[^{}]*\})")
Lookup: TypeAlias = Callable[[str], str | None]


class VariableState(StrEnum):
    """What a lookup of a variable came to."""

    SET = "set"
    DEFAULTED = "defaulted"
    UNSET = "unset"


@value
class VariableUse:
    """One use of a variable: its *name* as looked up, what came of it, and where in the text it stands.

    *fallback* is the text after `:-`, None without one; *start* and *end* are offsets in the substituted text's input.
    """

    name: str
    state: VariableState
    fallback: str | None = None
    start: int = 0
    end: int = 0


@value
class Origin:
    """What a value was made from: the text before substitution, its variables, and the directive and file if any."""

    raw: str
    variables: tuple[VariableUse, ...] = ()
    directive: str | None = None
    file: str | None = None


def _fill_one(part: str, start: int, lookup: Lookup) -> tuple[str | None, VariableUse]:
    head, separator, tail = part[2:-1].partition(":-")
    name = head.strip(SPACE)
    value, end = lookup(name), start + len(part)
    if not separator:
        state = VariableState.UNSET if value is None else VariableState.SET
        return value, VariableUse(name=name, state=state, start=start, end=end)
    fallback = tail.strip(SPACE)
    # An empty variable counts as unset where a fallback exists, and an empty fallback as none.
    state = VariableState.SET if value else VariableState.DEFAULTED if fallback else VariableState.UNSET
    return value or fallback or None, VariableUse(name=name, state=state, fallback=fallback, start=start, end=end)


def fill(text: str, lookup: Lookup) -> tuple[str | None, tuple[VariableUse, ...]]:
    """Replace the placeholders in *text*; None instead of a text when any of them has no value.

    *lookup* gives the trimmed value of a variable or None. Results are not scanned again.
    """
    parts: list[str | None] = []
    uses: list[VariableUse] = []
    offset = 0
    for index, part in enumerate(PLACEHOLDER.split(text)):
        if index % 2 == 0:
            parts.append(part)
        elif part.startswith("$$"):
            parts.append(part[1:])
        else:
            value, use = _fill_one(part, offset, lookup)
            parts.append(value)
            uses.append(use)
        offset += len(part)
    known = [part for part in parts if part is not None]
    return ("".join(known) if len(known) == len(parts) else None), tuple(uses)
