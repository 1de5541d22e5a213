"""What an envelope tells about one entity: captured, redacted and encoded once, used for many events."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from insights_cli.capture.fates import Capture, Reason, Treat, Treatment, capture
from insights_cli.capture.groups import MEMBER_OF, GroupsFilter, groups_of, withheld_groups
from insights_cli.capture.needed import needed_fields
from insights_cli.capture.rules import CaptureRule
from insights_cli.model.entity import Entity, EntityRef
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.envelopes import NO_FIELDS, Hydration
from insights_cli.pipeline.leaves import SeenLeaf, captured_leaves
from insights_cli.redact.reason import Redacted


class EntityRedactor(Protocol):
    """Decides what may leave instead of a value at a path of an entity of *kind* in *namespace*."""

    def redact_value(self, path: str, value: JsonValue, *, kind: str, namespace: str) -> Redacted:
        """What may leave."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """The captured *fields* of one entity as JSON, how much of them was hidden by kind, and every leaf's fate."""

    hydration: Hydration
    fields: msgspec.Raw = NO_FIELDS
    redactions: Mapping[str, int] = {}
    leaves: Sequence[SeenLeaf] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturePlan:
    """Which fields are captured of the entity an event is about, and of whoever did it."""

    entity: tuple[CaptureRule, ...]
    identity: tuple[CaptureRule, ...]
    groups: GroupsFilter | None = None

    @property
    def filters_groups(self) -> bool:
        """Whether the groups of a user must be looked up, too."""
        return self.groups is not None and bool(self.groups.wanted)


class Describer:
    """Applies *plan* and *redactor* to entities; the same code that `preview-entity` shows leaf by leaf."""

    def __init__(self, plan: CapturePlan, redactor: EntityRedactor) -> None:
        self._redactor = redactor
        self.plan = plan

    def entity(self, entity: Entity) -> Facts:
        """What events about *entity* tell of it."""
        return _facts(self.capture_entity(entity))

    def identity(self, user: Entity, groups: Mapping[str, Entity | None]) -> Facts:
        """What events of *user* tell of them; *groups* are those that `groups_to_know` named."""
        return _facts(self.capture_identity(user, groups))

    @property
    def fields(self) -> frozenset[str]:
        """What has to be asked of the catalog about entities and users."""
        return needed_fields([*(rule.path for rule in (*self.plan.entity, *self.plan.identity)), MEMBER_OF])

    @property
    def group_fields(self) -> frozenset[str]:
        """What has to be asked of the catalog about groups."""
        return self.plan.groups.fields if self.plan.groups else frozenset()

    def groups_to_know(self, user: Entity) -> Sequence[EntityRef]:
        """The groups that must be looked up to describe *user*."""
        return tuple(groups_of(user).values()) if self.plan.filters_groups else ()

    def capture_entity(self, entity: Entity) -> Capture:
        """Every leaf of *entity* with its fate."""
        return capture(entity.document, self.plan.entity, treat_of(self._redactor, entity.ref))

    def capture_identity(self, user: Entity, groups: Mapping[str, Entity | None]) -> Capture:
        """Every leaf of the signed-in *user* with its fate."""
        withheld = withheld_groups(user, self.plan.groups, groups)
        treat = treat_of(self._redactor, user.ref)
        return capture(user.document, self.plan.identity, treat, withheld=withheld)


def treat_of(redactor: EntityRedactor, ref: EntityRef) -> Treat:
    """How captured values of the entity called *ref* are treated."""

    def treat(path: str, value: JsonValue) -> Treatment:
        done = redactor.redact_value(path, value, kind=ref.kind, namespace=ref.namespace)
        reasons = tuple(Reason(kind=str(each.type or each.rule).lower(), rule=each.rule) for each in done.reasons)
        return Treatment(fate=done.fate, value=done.value, reasons=reasons)

    return treat


def _facts(found: Capture) -> Facts:
    counts = Counter(reason.kind for leaf in found.leaves if leaf.rules for reason in leaf.reasons)
    fields = msgspec.Raw(msgspec.json.encode(found.document))
    leaves = captured_leaves(found)
    return Facts(hydration=Hydration.COMPLETE, fields=fields, redactions=dict(counts), leaves=leaves)
