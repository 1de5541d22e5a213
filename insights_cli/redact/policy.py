"""How each path is treated before its content is looked at."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from insights_cli.model.value import value
from insights_cli.redact.field import Field
from insights_cli.redact.reason import Action
from insights_cli.redact.span import SECRET_TYPES, SpanType


class Treatment(StrEnum):
    """What a path rule asks for."""

    SCAN = "scan"
    USER = "user"
    OWNER = "owner"
    DROP = "drop"
    PROSE = "prose"


@value
class PathRule:
    """How values at *paths* are treated; `.*` at the end means everything below, `*/` at the start an annotation name.

    *kinds* limits the rule to kinds of entities in lower case (empty: all); *why* is shown to people.
    """

    id: str
    paths: tuple[str, ...]
    treatment: Treatment
    why: str
    kinds: frozenset[str] = frozenset()

    def applies(self, place: Field) -> bool:
        """Whether this rule is about *place*."""
        return (not self.kinds or place.kind in self.kinds) and any(_matches(path, place.path) for path in self.paths)


def _matches(pattern: str, path: str) -> bool:
    if pattern.endswith(".*"):
        return path.startswith(pattern[:-1]) or path == pattern[:-2]
    if pattern.startswith("*/"):
        return path.startswith("metadata.annotations.") and path.endswith(pattern[1:])
    return path == pattern


_USER = frozenset({"user"})

PATH_RULES: tuple[PathRule, ...] = (
    PathRule(
        id="user-name",
        paths=("metadata.name",),
        kinds=_USER,
        treatment=Treatment.USER,
        why="the name of a User entity is a login",
    ),
    PathRule(
        id="user-text",
        paths=("metadata.title", "metadata.description", "metadata.links.*"),
        kinds=_USER,
        treatment=Treatment.DROP,
        why="free text about a person",
    ),
    PathRule(
        id="user-profile",
        paths=("spec.profile.*",),
        kinds=_USER,
        treatment=Treatment.DROP,
        why="the whole subtree is about a person",
    ),
    PathRule(
        id="identity-annotation",
        paths=("*/user-login", "*/user-id", "*/ldap-rdn", "*/ldap-uuid", "*/ldap-dn"),
        kinds=_USER,
        treatment=Treatment.DROP,
        why="names a person in another system",
    ),
    PathRule(
        id="owner", paths=("spec.owner",), treatment=Treatment.OWNER, why="a group unless it says or looks otherwise"
    ),
    PathRule(id="members", paths=("spec.members",), treatment=Treatment.USER, why="members of a group are users"),
    PathRule(
        id="prose",
        paths=("metadata.description", "metadata.links.*", "spec.description", "spec.definition"),
        treatment=Treatment.PROSE,
        why="rules miss names in free text",
    ),
)
SCANNED = PathRule(id="scan", paths=(), treatment=Treatment.SCAN, why="kept, after its content was searched")


def _default_actions() -> dict[SpanType, Action]:
    actions = dict.fromkeys(SpanType, Action.MASK)
    actions |= dict.fromkeys(SECRET_TYPES, Action.DROP)
    return actions | {SpanType.USER_REF: Action.PSEUDONYMISE, SpanType.USERNAME: Action.PSEUDONYMISE}


@value
class Policy:
    """The rules of one installation.

    *rules* are asked in order, the first that applies decides, none means scan. *accepted_prose* holds paths whose
    free text was asked for (`*`: all); it is then scanned. *allowed* silences one type at one path, never all types.
    """

    rules: tuple[PathRule, ...] = PATH_RULES
    accepted_prose: frozenset[str] = frozenset()
    allowed: frozenset[tuple[str, SpanType]] = frozenset()
    actions: Mapping[SpanType, Action] = MappingProxyType(_default_actions())
    most_bytes: int = 8192
    budget_s: float = 0.05

    def rule_for(self, place: Field) -> PathRule:
        """The rule that decides at *place*."""
        return _rule_for(self.rules, place)

    def accepts_prose(self, path: str) -> bool:
        """Whether the free text at *path* was asked for."""
        return "*" in self.accepted_prose or path in self.accepted_prose


@lru_cache(maxsize=8192)
def _rule_for(rules: tuple[PathRule, ...], place: Field) -> PathRule:
    return next((rule for rule in rules if rule.applies(place)), SCANNED)
