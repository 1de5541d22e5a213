"""Which groups of a user are captured: `backstageInsights.captureIdentityGroupsFilter`.

The configuration schema says only "keys with a text or a list of texts". This reads it as the catalog reads such a
record: every key must hold, one value of a key is enough, letter case does not count, and a path that meets a list asks
every item. How the hosted plugin evaluates it is not documented; that is said wherever a filter decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insights_cli.capture.needed import needed_fields
from insights_cli.capture.paths import Steps, parse_path, resolve
from insights_cli.model.diagnostic import Location
from insights_cli.model.entity import Entity, EntityRef, InvalidEntityRef, parse_entity_ref
from insights_cli.model.json import JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsFilter:
    """The wanted values by path, all in lower case; an empty filter keeps every group."""

    wanted: Mapping[str, frozenset[str]]
    location: Location | None = None

    @property
    def decided_by(self) -> str:
        """Where the filter stands, for people."""
        return f"{self.location.path}:{self.location.line}" if self.location else "captureIdentityGroupsFilter"

    @property
    def fields(self) -> frozenset[str]:
        """The fields of a group that `keeps` looks at; of relations all."""
        paths = (parse_path("relations" if _is_relation(path) else path) for path in self.wanted)
        return needed_fields(paths)

    def keeps(self, group: Entity) -> bool:
        """Whether *group* has one of the wanted values under every path."""
        return all(not values.isdisjoint(_values(group, path)) for path, values in self.wanted.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A leaf that is captured by a rule and kept back by something else; *why* is a clause."""

    why: str
    decided_by: str


def parse_filter(record: Mapping[str, JsonValue], location: Location | None = None) -> GroupsFilter:
    """Read the configured *record*; values that are neither text nor lists of texts match nothing."""
    wanted = {key: frozenset(text.lower() for text in _texts(value)) for key, value in record.items()}
    return GroupsFilter(wanted=wanted, location=location)


def groups_of(user: Entity) -> dict[Steps, EntityRef]:
    """The groups in `spec.memberOf` of *user* by the way to each; what is no ref at all is left out."""
    found: dict[Steps, EntityRef] = {}
    for leaf in resolve(MEMBER_OF, user.document):
        if isinstance(leaf.value, str):
            try:
                found[leaf.steps] = parse_entity_ref(
                    leaf.value, default_kind="group", default_namespace=user.ref.namespace
                )
            except InvalidEntityRef:
                continue
    return found


def withheld_groups(
    user: Entity, chosen: GroupsFilter | None, groups: Mapping[str, Entity | None]
) -> dict[Steps, Withheld]:
    """The members of `spec.memberOf` that the filter keeps back; *groups* are the known ones by canonical ref.

    A group that the catalog does not know is kept back, as nobody can say that it is wanted.
    """
    if chosen is None or not chosen.wanted:
        return {}
    refs = groups_of(user)
    return {
        leaf.steps: withheld
        for leaf in resolve(MEMBER_OF, user.document)
        if (withheld := _judge(refs.get(leaf.steps), chosen, groups))
    }


def _judge(ref: EntityRef | None, chosen: GroupsFilter, groups: Mapping[str, Entity | None]) -> Withheld | None:
    group = groups.get(str(ref)) if ref else None
    if group is None:
        return Withheld(why="the catalog does not know this group", decided_by=chosen.decided_by)
    if not chosen.keeps(group):
        return Withheld(why="the groups filter leaves it out", decided_by=chosen.decided_by)
    return None


def _values(group: Entity, path: str) -> set[str]:
    if path.lower() == "metadata.namespace":
        return {group.ref.namespace.lower()}
    if _is_relation(path):
        return _relations(group.document.get("relations"), path.lower().removeprefix("relations."))
    return {_text(leaf.value) for leaf in resolve(parse_path(path), group.document)}


def _is_relation(path: str) -> bool:
    return path.lower().startswith("relations.")


def _relations(relations: JsonValue, kind: str) -> set[str]:
    items = relations if isinstance(relations, Sequence) and not isinstance(relations, str) else ()
    return {
        _text(item.get("targetRef")) for item in items if isinstance(item, Mapping) and _text(item.get("type")) == kind
    }


def _text(value: JsonValue) -> str:
    """A value as the catalog's index holds it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).lower() if isinstance(value, str | int | float) else ""


def _texts(value: JsonValue) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, Sequence) else ()


MEMBER_OF = parse_path("spec.memberOf")
