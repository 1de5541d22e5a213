"""Say what is wrong with something that is no event, and where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from insights_cli.model.json import JsonValue

_MOST_ACTION = 256
_FURTHEST_WHOLE = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One reason why it is no event; *path* is dotted, `""` is the whole."""

    message: str
    path: str
    code: str = "SV111"


def flaw_of(found: JsonValue, prefix: str = "") -> Flaw:
    """The first flaw of *found*, which was refused as an event; paths start with *prefix*."""
    for path, message in _flaws(found):
        return Flaw(message=message, path=".".join(part for part in (prefix, path) if part))
    return Flaw(message="this is no event", path=prefix)


def _flaws(found: JsonValue) -> Iterator[tuple[str, str]]:
    if not isinstance(found, Mapping):
        yield "", f"an event must be an object, and is {_kind(found)}"
        return
    yield from _text_flaws(found, "action")
    action = found["action"]
    if isinstance(action, str) and not 0 < len(action) <= _MOST_ACTION:
        yield "action", f"action must have 1 to {_MOST_ACTION} characters, and has {len(action)}"
    yield from _text_flaws(found, "subject")
    value = found.get("value")
    if not (value is None or (isinstance(value, int | float) and not isinstance(value, bool))):
        yield "value", f"value must be a number, and is {_kind(value)}"
    for key in ("attributes", "context"):
        yield from _field_flaws(found.get(key, {}), key)


def _text_flaws(found: Mapping[str, JsonValue], key: str) -> Iterator[tuple[str, str]]:
    if key not in found:
        yield key, f"{key} is missing"
    elif not isinstance(found[key], str):
        yield key, f"{key} must be text, and is {_kind(found[key])}"


def _field_flaws(fields: JsonValue, key: str) -> Iterator[tuple[str, str]]:
    if not isinstance(fields, Mapping):
        yield key, f"{key} must be an object, and is {_kind(fields)}"
        return
    for name, value in fields.items():
        if isinstance(value, Mapping | list):
            yield f"{key}.{name[:64]}", f"a field must be text, a number or a boolean, and is {_kind(value)}"
        elif isinstance(value, int) and not -_FURTHEST_WHOLE <= value < _FURTHEST_WHOLE:
            yield f"{key}.{name[:64]}", "the number is out of range"


def _kind(value: JsonValue) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case Mapping():
            return "an object"
        case _:
            return "a list"
