"""Events that came through, as values to look at; made of what a request left behind only when somebody looks."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from insights_cli.model.envelope import Envelope
from insights_cli.pipeline.describer import Facts
from insights_cli.pipeline.envelopes import EventData, Hydration, read_data, rfc3339
from insights_cli.pipeline.leaves import SeenLeaf
from insights_cli.pipeline.notices import Attempted


class Stage(StrEnum):
    """How far an event has come."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"
    REJECTED = "rejected"


class Passage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One event: what of it leaves (*body*, its redacted envelope; empty when it was rejected), and how far it is.

    *hidden* are the fields of the event that do not leave as they came, the other leaves are what the catalog told;
    *tag* is the test it belongs to; *attempts* are the last deliveries that carried it.
    """

    id: str
    accepted_at: datetime
    body: bytes = b""
    stage: Stage = Stage.WAITING
    detail: str = ""
    tag: str = ""
    hidden: Sequence[SeenLeaf] = ()
    entity_leaves: Sequence[SeenLeaf] = ()
    identity_leaves: Sequence[SeenLeaf] = ()
    attempts: Sequence[Attempted] = ()

    def read(self) -> tuple[str, EventData]:
        """When it happened, and its data; read from the body each time, as most passages are never looked at."""
        return read_data(self.body) if self.body else (rfc3339(self.accepted_at), _NOTHING)


_NOTHING = EventData(action="", hydration=Hydration.NOT_ASKED)


class Arrival(Protocol):
    """Events that came together: their *ids* in their order, and how many bytes their envelopes have."""

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the events."""

    @property
    def size(self) -> int:
        """The bytes of their envelopes."""

    def passages(self) -> Sequence[Passage]:
        """The events as they were accepted."""


class Made(msgspec.Struct, frozen=True, gc=False):
    """Passages that were made before anybody looks."""

    made: Sequence[Passage]

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the events."""
        return [each.id for each in self.made]

    @property
    def size(self) -> int:
        """The bytes of their envelopes."""
        return sum(len(each.body) for each in self.made)

    def passages(self) -> Sequence[Passage]:
        """The events as they are."""
        return self.made


class Accepted(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What an accepted request left behind: one of each for each event, and what it has in common."""

    ids: Sequence[str]
    size: int
    envelopes: Sequence[Envelope]
    hidden: Sequence[Sequence[SeenLeaf]]
    entities: Sequence[Facts]
    person: Facts
    tag: str

    def passages(self) -> Sequence[Passage]:
        """The events as they were accepted."""
        return [
            Passage(
                id=envelope.id,
                accepted_at=envelope.accepted_at,
                body=envelope.body,
                tag=self.tag,
                hidden=hidden,
                entity_leaves=entity.leaves,
                identity_leaves=self.person.leaves,
            )
            for envelope, hidden, entity in zip(self.envelopes, self.hidden, self.entities, strict=True)
        ]
