"""The last events that came through, as values: for people who look on, never for delivering."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from enum import StrEnum
from itertools import islice
from threading import Lock

import msgspec

from insights_cli.pipeline.envelopes import EventData, Hydration, read_data, rfc3339
from insights_cli.pipeline.leaves import SeenLeaf
from insights_cli.pipeline.notices import Attempted, DeadLettered, Delivered, Notice


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
_MOST_ATTEMPTS = 20
_MOST_EARLY = 4096
Ids = AbstractSet[str]


class History:
    """Keeps the last *most* passages, as far as their bodies have room in *most_bytes*.

    Who watches hears which are new or have moved, on whichever thread it happens. Remembering costs next to nothing:
    how far an event has come is put together when somebody asks.
    """

    def __init__(self, *, most: int = 1000, most_bytes: int = 6 << 20) -> None:
        self.most = most
        self.most_bytes = most_bytes
        self._bytes = 0
        self._kept: dict[str, Passage] = {}
        self._delivered: set[str] = set()
        self._dead: dict[str, str] = {}
        self._early: dict[str, None] = {}
        self._arriving = Lock()
        self._attempts: deque[Attempted] = deque()
        self._attempted = 0
        self._new: list[Callable[[Sequence[Passage]], None]] = []
        self._moved: list[Callable[[Ids], None]] = []

    def watch(
        self,
        *,
        new: Callable[[Sequence[Passage]], None] | None = None,
        moved: Callable[[Ids], None] | None = None,
    ) -> None:
        """From now on tell *new* of accepted events, and *moved* of those that arrived, died or wait again."""
        self._new += [new] if new else []
        self._moved += [moved] if moved else []

    def add(self, passages: Sequence[Passage]) -> None:
        """Remember new *passages*."""
        kept = self._kept
        with self._arriving:
            for each in passages:
                kept[each.id] = each
                self._bytes += len(each.body)
            # The forwarder may have been faster than whoever waited for the commit.
            arrived = (
                frozenset([each.id for each in passages if each.id in self._early]) if self._early else frozenset()
            )
            self._delivered |= arrived
            # Forgetting a few at a time costs less than one by one.
            if len(kept) > self.most + self.most // 8 or self._bytes > self.most_bytes + self.most_bytes // 8:
                self._forget(list(islice(kept, self._surplus())))
        for tell in self._new:
            tell(passages)
        if arrived:
            self._tell(arrived)

    def add_older(self, passages: Sequence[Passage]) -> None:
        """Remember *passages* from before, as long as there is room, before all others; nobody is told."""
        older = [each for each in passages if each.id not in self._kept][: max(0, self.most - len(self._kept))]
        with self._arriving:
            self._dead.update((each.id, each.detail) for each in older if each.stage is Stage.DEAD)
            self._bytes += sum(len(each.body) for each in older)
            self._kept = {each.id: each for each in older} | self._kept

    def heed(self, notice: Notice) -> None:
        """Follow what forwarding says."""
        match notice:
            case Attempted():
                # What a delivery says of its envelopes follows at once, so nobody is told of the attempt alone.
                self._attempts.append(notice)
                self._attempted += len(notice.ids)
                while self._attempted > 2 * self.most:
                    self._attempted -= len(self._attempts.popleft().ids)
            case Delivered():
                self._deliver(notice.ids)
            case DeadLettered():
                self._bury(notice)
            case _:
                pass

    def _deliver(self, ids: frozenset[str]) -> None:
        with self._arriving:
            arrived = ids & self._kept.keys()
            self._delivered |= arrived
            # Another program may have put a dead letter back to wait.
            for each in arrived & self._dead.keys():
                del self._dead[each]
            self._early.update(dict.fromkeys(ids - arrived))
            while len(self._early) > _MOST_EARLY:
                del self._early[next(iter(self._early))]
        if arrived:
            self._tell(arrived)

    def _bury(self, notice: DeadLettered) -> None:
        with self._arriving:
            if len(self._dead) > 2 * self.most:
                self._dead = {each: why for each, why in self._dead.items() if each in self._kept}
            self._dead[notice.id] = f"{notice.code}: {notice.detail}"
        self._tell(frozenset({notice.id}))

    def requeue(self, ids: Iterable[str] | None) -> None:
        """Dead letters wait again, all of them when *ids* is None."""
        with self._arriving:
            again = frozenset(self._dead if ids is None else ids)
            for each in again:
                self._dead.pop(each, None)
        self._tell(again)

    def passages(self) -> Sequence[Passage]:
        """Those that are kept, oldest first, as they were accepted."""
        return tuple(self._kept.values())

    def find(self, envelope_id: str) -> Passage | None:
        """One of them as far as it has come, with all its attempts; None when it is not kept any more."""
        passage = self._kept.get(envelope_id)
        if passage is None:
            return None
        tries = [attempt for attempt in self._attempts.copy() if envelope_id in attempt.ids]
        return self._placed(passage, tries[-_MOST_ATTEMPTS:])

    def place(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        """The same *passages* as far as they have come, each with its last attempt."""
        last = self._last_attempts({each.id for each in passages})
        return tuple(self._placed(each, (last[each.id],) if each.id in last else ()) for each in passages)

    def find_all(self, ids: Iterable[str]) -> Sequence[Passage]:
        """Those of *ids* that are kept, as far as they have come."""
        return self.place([found for each in ids if (found := self._kept.get(each))])

    def _last_attempts(self, wanted: set[str]) -> Mapping[str, Attempted]:
        """The last attempt of each of *wanted*, looking back until all that was tried is found."""
        last: dict[str, Attempted] = {}
        missing = {each for each in wanted if each in self._delivered or each in self._dead}
        for attempt in reversed(self._attempts.copy()):
            if not missing:
                break
            for each in missing.intersection(attempt.ids):
                last[each] = attempt
                missing.discard(each)
        return last

    def _placed(self, passage: Passage, attempts: Sequence[Attempted]) -> Passage:
        if passage.stage is Stage.REJECTED:
            return passage
        detail = self._dead.get(passage.id)
        if detail is not None:
            return msgspec.structs.replace(passage, stage=Stage.DEAD, detail=detail, attempts=attempts)
        stage = Stage.DELIVERED if passage.id in self._delivered else Stage.WAITING
        return msgspec.structs.replace(passage, stage=stage, detail="", attempts=attempts)

    def _surplus(self) -> int:
        """How many of the oldest have to go."""
        surplus, size = 0, self._bytes
        for left, each in zip(range(len(self._kept), 0, -1), self._kept.values(), strict=True):
            if left <= self.most and size <= self.most_bytes:
                break
            surplus, size = surplus + 1, size - len(each.body)
        return surplus

    def _forget(self, ids: Sequence[str]) -> None:
        for each in ids:
            self._bytes -= len(self._kept.pop(each).body)
        self._delivered.difference_update(ids)
        for each in self._dead.keys() & set(ids) if self._dead else ():
            del self._dead[each]

    def _tell(self, ids: Ids) -> None:
        for tell in self._moved:
            tell(ids)
