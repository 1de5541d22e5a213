"""From the bytes of a request to envelopes on stable storage."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

import msgspec

from insights_cli.errors import InsightsError
from insights_cli.model.entity import EntityRef, InvalidEntityRef, parse_entity_ref
from insights_cli.model.envelope import Envelope
from insights_cli.pipeline.decode import BodyLimits, Decoded, Received, decode_body
from insights_cli.pipeline.describer import Facts
from insights_cli.pipeline.entity_of import entity_of
from insights_cli.pipeline.envelopes import Captured, EventData, Hydration, believed_time, build_envelope, rfc3339
from insights_cli.pipeline.history import History
from insights_cli.pipeline.hydrate import Hydrator, Key, Role
from insights_cli.pipeline.ids import Uuid7
from insights_cli.pipeline.inflate import inflate
from insights_cli.pipeline.leaves import SeenLeaf
from insights_cli.pipeline.ledger import Ledger
from insights_cli.pipeline.passages import Accepted, Made, Passage, Stage
from insights_cli.pipeline.privacy import EventRedactor, RedactedEvent
from insights_cli.pipeline.refusal import RefusedError, Rejection
from insights_cli.spools import Spool

# Of one request; a thousand of the same kind tell no more.
_MOST_REMEMBERED = 20
_NOT_ASKED = Facts(hydration=Hydration.NOT_ASKED)
_RANK = {Hydration.UNAVAILABLE: 0, Hydration.NOT_FOUND: 1, Hydration.COMPLETE: 2, Hydration.NOT_ASKED: 3}


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a request: *accepted* are on stable storage."""

    accepted: int
    rejected: Sequence[Rejection]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Everything that an event meets on its way into the spool; belongs to one event loop.

    *source* is the base URL of the app; without *hydrator* nothing is added from a catalog.
    """

    spool: Spool
    redactor: EventRedactor
    source: str
    now: Callable[[], datetime]
    hydrator: Hydrator | None = None
    history: History = field(default_factory=History)
    ledger: Ledger = field(default_factory=Ledger)
    limits: BodyLimits = field(default_factory=BodyLimits)
    ids: Uuid7 = field(default_factory=Uuid7)

    async def accept(self, body: bytes, *, encoding: str = "", user: str | None = None, tag: str = "") -> Receipt:
        """Take what is valid of *body*, sent by *user* (a user ref in any spelling) for the test called *tag*.

        Returns when all of it is on stable storage. Raises RefusedError when the request is not one to take, and
        SpoolFullError or SpoolUnavailableError when it cannot be kept now.
        """
        decoded, tag = self._decode(body, encoding), self.redactor.tag(tag)
        for rejection in decoded.rejected:
            self.ledger.reject(rejection.code)
        if decoded.rejected:
            self._remember(decoded.rejected[:_MOST_REMEMBERED], tag)
        accepted = len(decoded.received)
        if accepted:
            await self._keep(decoded.received, user, tag)
        return Receipt(accepted=accepted, rejected=decoded.rejected)

    def _remember(self, rejected: Sequence[Rejection], tag: str) -> None:
        """Let those who look on see that something was rejected, and why; never what it was."""
        accepted_at = self.now()
        ids = self.ids.make_many(int(accepted_at.timestamp() * 1000), len(rejected))
        made = [
            Passage(
                id=passage_id,
                accepted_at=accepted_at,
                stage=Stage.REJECTED,
                detail=f"{each.code}: {each.message}",
                tag=tag,
            )
            for passage_id, each in zip(ids, rejected, strict=True)
        ]
        self.history.add(Made(made))

    def _decode(self, body: bytes, encoding: str) -> Decoded:
        if encoding:
            body = inflate(body, encoding, most_bytes=self.limits.most_inflated_bytes)
        elif len(body) > self.limits.most_sent_bytes:
            raise RefusedError("SV103", f"the body is larger than {self.limits.most_sent_bytes} bytes")
        return decode_body(body, self.limits)

    async def _keep(self, received: list[Received], user: str | None, tag: str) -> None:
        events = len(received)
        try:
            prepared = await self._prepare(received, user, tag)
            # Many requests wait for the commit at a time; none of them needs its events as they came any more.
            received.clear()
            await self.spool.append(prepared.envelopes)
        except InsightsError as failure:
            self.ledger.reject(failure.code, events)
            raise
        self.ledger.accept(events)
        self.history.add(prepared)

    async def _prepare(self, received: Sequence[Received], user: str | None, tag: str) -> Accepted:
        about = [entity_of(each.event) for each in received]
        *entities, person = await self._facts(about, _sender(user))
        identity = None if user is None else Captured(ref=self.redactor.pseudonym(user), fields=person.fields)
        accepted_at = self.now()
        ids, at = self.ids.make_many(int(accepted_at.timestamp() * 1000), len(received)), rfc3339(accepted_at)
        hidden: list[Sequence[SeenLeaf]] = []
        envelopes: list[Envelope] = []
        for each, ref, entity, envelope_id in zip(received, about, entities, ids, strict=True):
            redacted = self.redactor.redact(each.event, ref)
            data = EventData(
                action=redacted.action,
                hydration=_worst(entity.hydration, person.hydration),
                subject=redacted.subject,
                value=redacted.value,
                attributes=redacted.attributes,
                context=redacted.context,
                entity=None if ref is None else self._entity(ref, entity, redacted),
                identity=identity,
                redactions=_sum(redacted, entity, person),
            )
            envelope = build_envelope(
                data,
                envelope_id=envelope_id,
                source=self.source,
                accepted_at=accepted_at,
                at=_happened(each, accepted_at) or at,
            )
            envelopes.append(envelope)
            hidden.append(redacted.hidden)
        return Accepted(
            ids=ids,
            size=sum([len(each.body) for each in envelopes]),
            envelopes=envelopes,
            hidden=hidden,
            entities=entities,
            person=person,
            tag=tag,
        )

    async def _facts(self, about: Sequence[EntityRef | None], sender: EntityRef | None) -> Sequence[Facts]:
        """What is known of the entity of each event, then of the *sender*."""
        hydrator = self.hydrator
        if hydrator is None:
            return [_NOT_ASKED] * (len(about) + 1)
        keys: list[Key | None] = [None if ref is None else (Role.ENTITY, ref) for ref in about]
        keys.append(None if sender is None else (Role.IDENTITY, sender))
        found = [_NOT_ASKED if key is None else hydrator.known(key) for key in keys]
        missing = {key for key, facts in zip(keys, found, strict=True) if key is not None and facts is None}
        fetched = await hydrator.fetch(missing) if missing else {}
        return [
            fetched[key] if facts is None and key is not None else facts or _NOT_ASKED
            for key, facts in zip(keys, found, strict=True)
        ]

    def _entity(self, about: EntityRef, found: Facts, redacted: RedactedEvent) -> Captured | None:
        if about.kind == "user":
            return Captured(ref=self.redactor.pseudonym(str(about)), fields=found.fields)
        # A ref that was hidden in the event must not leave beside it.
        is_named = not redacted.hidden or entity_of(redacted) == about
        return Captured(ref=str(about), fields=found.fields) if is_named else None


@lru_cache(maxsize=16_384)
def _sender(user: str | None) -> EntityRef | None:
    """*user* as the catalog may know it; None when no entity can have that name."""
    if user is None:
        return None
    try:
        ref = parse_entity_ref(user, default_kind="user")
    except InvalidEntityRef:
        return None
    return None if ref.flaws else ref.canonical


def _happened(received: Received, accepted_at: datetime) -> str:
    """When it happened as far as its sender says so; empty when it says nothing."""
    stamp = received.timestamp if received.timestamp is not None else received.event.context.get("timestamp")
    return "" if stamp is None else rfc3339(believed_time(stamp, accepted_at))


def _worst(entity: Hydration, identity: Hydration) -> Hydration:
    """The worse of what happened to the entity and to the identity is said about the event."""
    if entity is identity:
        return entity
    return entity if _RANK[entity] < _RANK[identity] else identity


def _sum(redacted: RedactedEvent, entity: Facts, identity: Facts) -> Mapping[str, int]:
    if not entity.redactions and not identity.redactions:
        return redacted.redactions
    return dict(Counter(redacted.redactions) + Counter(entity.redactions) + Counter(identity.redactions))
