"""Which kinds of entities a location may bring: `catalog.rules` and the rules of single locations; pure.

As the catalog reads them: without `catalog.rules` only Component, API and Location; with it nothing else; rules of a
location can only allow more. Kinds and `spec.type` compare in any letter case.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insights_cli.model.entity import Entity
from insights_cli.model.json import JsonValue

DEFAULT_KINDS = ("Component", "API", "Location")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """One kind, perhaps only of one *type*, both in lower case."""

    kind: str
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the entities of a location come from in the end: a configured location's type and target, as written."""

    type: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Allows kinds from every origin, or only from those that one of *origins* fits."""

    allow: tuple[Allowed, ...]
    origins: tuple[Mapping[str, JsonValue], ...] | None = None

    def allows(self, entity: Entity, origin: Origin) -> bool:
        """Whether this rule lets *entity* in from *origin*."""
        spec = entity.document.get("spec")
        kind_of = spec.get("type") if isinstance(spec, Mapping) else None
        known = kind_of.lower() if isinstance(kind_of, str) else None
        fits = any(each.kind == entity.ref.kind.lower() and each.type in (None, known) for each in self.allow)
        return fits and (self.origins is None or any(_fits(each, origin) for each in self.origins))


def read_rules(value: JsonValue) -> tuple[Rule, ...]:
    """The rules of `catalog.rules`; None means that the key is not there. Malformed parts allow nothing."""
    if value is None:
        return (Rule(allow=tuple(Allowed(kind=kind.lower()) for kind in DEFAULT_KINDS)),)
    return tuple(_read_rule(each) for each in _mappings(value))


def read_location_rules(value: JsonValue, origin: Origin) -> tuple[Rule, ...]:
    """The `rules` of one configured location; they only count for that location."""
    exact = ({"type": origin.type, "exact": origin.target},)
    return tuple(Rule(allow=_read_allow(each.get("allow")), origins=exact) for each in _mappings(value))


def is_allowed(entity: Entity, origin: Origin, rules: Sequence[Rule]) -> bool:
    """Whether any of *rules* lets *entity* in."""
    return any(rule.allows(entity, origin) for rule in rules)


def _read_rule(value: Mapping[str, JsonValue]) -> Rule:
    places = value.get("locations")
    return Rule(allow=_read_allow(value.get("allow")), origins=None if places is None else tuple(_mappings(places)))


def _read_allow(value: JsonValue) -> tuple[Allowed, ...]:
    found: list[Allowed] = []
    for each in value if isinstance(value, list) else []:
        if isinstance(each, str):
            found.append(Allowed(kind=each.lower()))
        elif isinstance(each, Mapping) and isinstance(kind := each.get("kind"), str):
            only = each.get("spec.type")
            found.append(Allowed(kind=kind.lower(), type=only.lower() if isinstance(only, str) else None))
    return tuple(found)


def _mappings(value: JsonValue) -> list[Mapping[str, JsonValue]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _fits(wanted: Mapping[str, JsonValue], origin: Origin) -> bool:
    if wanted.get("type") != origin.type:
        return False
    exact, pattern = wanted.get("exact"), wanted.get("pattern")
    if isinstance(exact, str):
        return exact == origin.target
    return not isinstance(pattern, str) or matches(pattern, origin.target)


def matches(pattern: str, text: str) -> bool:
    """Whether a minimatch *pattern* fits the whole of *text*, in any letter case and also before dots."""
    try:
        return re.fullmatch(_translate(pattern), text, re.IGNORECASE) is not None
    except re.error:
        return False


def _translate(pattern: str) -> str:
    """A regular expression for `*`, `**`, `?`, `[...]` and `{a,b}`."""
    made, at, braces = "", 0, 0
    while at < len(pattern):
        char, rest = pattern[at], pattern[at:]
        at += 1
        if rest.startswith("**/") and (not made or made.endswith("/")):
            made, at = made + "(?:[^/]+/)*", at + 2
        elif rest == "**" and (not made or made.endswith("/")):
            made, at = made + ".*", at + 1
        elif char in _WILD:
            made += _WILD[char]
        elif char == "[" and (group := _GROUP.match(rest)):
            made, at = made + group[0].replace("[!", "[^").replace("\\", "\\\\"), at + group.end() - 1
        elif char == "{" and "}" in rest:
            made, braces = made + "(?:", braces + 1
        elif braces and char in ",}":
            made, braces = made + ("|" if char == "," else ")"), braces - (char == "}")
        else:
            made += re.escape(char)
    return made


_WILD = {"*": "[^/]*", "?": "[^/]"}
_GROUP = re.compile(r"\[[!^]?[^\]/\[]+\]")
