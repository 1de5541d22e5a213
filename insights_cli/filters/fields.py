"""Which fields events have, so that a misspelt one is noticed before a test has waited for it in vain."""

from collections.abc import Iterator
from difflib import get_close_matches

from insights_cli.filters.expression import TEXT, Both, Comparison, Either, Expression, Not

FIELDS = (
    "action",
    "plugin",
    "subject",
    "value",
    "entity",
    "user",
    "fate",
    "status",
    "reason",
    "tag",
    "id",
    "attributes",
    "context",
    "hydration",
    "redactions",
    "redacted",
    "received_at",
    "time",
    "took_ms",
)
"""What every event has; see the schema `seen-event`."""
_ELSEWHERE = frozenset({TEXT, "schema", "data", "identity", "attempts", "cloudevent", "curl", "leaves"})
_PATHS = {"pluginId": "plugin", "extensionId": "context.extensionId", "routeRef": "context.routeRef"}


def doubts(expression: Expression) -> tuple[str, ...]:
    """A line for each field that no event has, with what was likely meant."""
    return tuple(dict.fromkeys(_doubt(name) for name in _fields(expression) if not _is_known(name)))


def _fields(expression: Expression) -> Iterator[str]:
    match expression:
        case Both(left=left, right=right) | Either(left=left, right=right):
            yield from _fields(left)
            yield from _fields(right)
        case Not(inner=inner):
            yield from _fields(inner)
        case Comparison(field=field):
            yield field
        case _:
            return


def _is_known(name: str) -> bool:
    return name.partition(".")[0] in FIELDS or name.partition(".")[0] in _ELSEWHERE


def _doubt(name: str) -> str:
    near = get_close_matches(name.lower(), FIELDS, n=1, cutoff=0.6)
    likely = _PATHS.get(name) or (near[0] if near else f"attributes.{name}")
    return f'no event has a field "{name}"; likely {likely} is meant'
