"""What a filter means: a tree that says yes or no to one event."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from insights_cli.model.json import JsonValue

Event: TypeAlias = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """*field* compared with *value*; a field is a name of the event or a dotted path into it."""

    field: str
    sign: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """Left and right."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """Left or right."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The opposite."""

    inner: "Expression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """What an empty filter means."""


Expression: TypeAlias = Comparison | Both | Either | Not | Everything

TEXT = "text"
"""The field that stands for every text in the event."""


def matches(expression: Expression, event: Event) -> bool:
    """Whether *event* is picked. Names compare without regard to case; a field that is absent equals nothing."""
    match expression:
        case Everything():
            return True
        case Both(left=left, right=right):
            return matches(left, event) and matches(right, event)
        case Either(left=left, right=right):
            return matches(left, event) or matches(right, event)
        case Not(inner=inner):
            return not matches(inner, event)
        case Comparison(field=field, sign=sign, value=value):
            return _compare(_values(event, field), sign, value)


def _values(event: Event, field: str) -> list[JsonValue]:
    if field == TEXT:
        return list(_leaves(event))
    found = _descend(event, field)
    if found is None and field not in event:
        found = _descend(event.get("data"), field)
    if isinstance(found, Sequence) and not isinstance(found, str):
        return list(found)
    return [] if found is None else [found]


def _descend(value: JsonValue, path: str) -> JsonValue:
    """Follow *path*; at each step the longest key wins, so that keys with dots can be reached."""
    if not isinstance(value, Mapping):
        return None
    if path in value:
        return value[path]
    parts = path.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        head = ".".join(parts[:cut])
        if head in value:
            return _descend(value[head], ".".join(parts[cut:]))
    return None


def _leaves(value: JsonValue) -> list[JsonValue]:
    waiting: list[JsonValue] = [value]
    leaves: list[JsonValue] = []
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            waiting += each.values()
        elif isinstance(each, Sequence) and not isinstance(each, str):
            waiting += each
        else:
            leaves.append(each)
    return leaves


_NUMERIC: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}


def _compare(found: Sequence[JsonValue], sign: str, value: str) -> bool:
    if sign in ("!=", "!~"):
        return not _compare(found, sign[1:], value)
    wanted = value.casefold()
    if sign == "=":
        return any(_text(each) == wanted or _equal_numbers(each, value) for each in found)
    if sign == "~":
        return any(wanted in _text(each) for each in found)
    number = _number(value)
    return number is not None and any(mine is not None and _NUMERIC[sign](mine, number) for mine in map(_number, found))


def _text(value: JsonValue) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case _:
            return str(value).casefold()


def _number(value: JsonValue) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _equal_numbers(mine: JsonValue, value: str) -> bool:
    return isinstance(mine, int | float) and not isinstance(mine, bool) and _number(value) == mine
