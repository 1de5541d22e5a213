"""The last events that came through, as values: for people who look on, never for delivering."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from enum import StrEnum

import msgspec

from insights_cli.pipeline.envelopes import EventData
from insights_cli.pipeline.leaves import SeenLeaf
from insights_cli.pipeline.notices import Attempted, DeadLettered, Delivered, Notice


class Stage(StrEnum):
    """How far an event has come."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One accepted event: what of it waits to leave (*data*, redacted), and how far it has come.

    *hidden* are the fields of the event that do not leave as they came, the other leaves are what the catalog told;
    *tag* is the test it belongs to; *attempts* are the last deliveries that carried it.
    """

    id: str
    accepted_at: datetime
    at: str
    data: EventData
    stage: Stage = Stage.WAITING
    detail: str = ""
    tag: str = ""
    hidden: Sequence[SeenLeaf] = ()
    entity_leaves: Sequence[SeenLeaf] = ()
    identity_leaves: Sequence[SeenLeaf] = ()
    attempts: Sequence[Attempted] = ()


_MOST_ATTEMPTS = 20
Watcher = Callable[[Sequence[Passage]], None]


class History:
    """Keeps the last *most* passages; *watchers* hear of new and changed ones, on whichever thread they happen.

    Remembering costs next to nothing while nobody looks: how far they have come is put together when somebody asks.
    """

    def __init__(self, *, most: int = 1000) -> None:
        self._kept: deque[Passage] = deque(maxlen=most)
        self._delivered: deque[str] = deque(maxlen=4 * most)
        self._dead: OrderedDict[str, str] = OrderedDict()
        self._attempts: deque[Attempted] = deque()
        self._attempted = 0
        self._most = most
        self._watchers: list[Watcher] = []

    def watch(self, watcher: Watcher) -> None:
        """Tell *watcher* from now on."""
        self._watchers.append(watcher)

    def add(self, passages: Sequence[Passage]) -> None:
        """Remember new *passages*."""
        self._kept.extend(passages)
        for watcher in self._watchers:
            watcher(passages)

    def heed(self, notice: Notice) -> None:
        """Follow what forwarding says."""
        match notice:
            case Attempted():
                # What a delivery says of its envelopes follows at once, so nobody is told of the attempt alone.
                self._attempt(notice)
            case Delivered():
                self._delivered.extend(notice.ids)
                self._tell(notice.ids)
            case DeadLettered():
                self._dead[notice.id] = f"{notice.code}: {notice.detail}"
                while len(self._dead) > self._most:
                    self._dead.popitem(last=False)
                self._tell(frozenset({notice.id}))
            case _:
                pass

    def _attempt(self, attempt: Attempted) -> None:
        self._attempts.append(attempt)
        self._attempted += len(attempt.ids)
        while self._attempted > _MOST_ATTEMPTS * self._most:
            self._attempted -= len(self._attempts.popleft().ids)

    def requeue(self, ids: Iterable[str]) -> None:
        """Dead letters wait again."""
        again = frozenset(ids)
        for each in again:
            self._dead.pop(each, None)
        self._tell(again)

    def passages(self) -> Sequence[Passage]:
        """Those that are kept, oldest first, each as far as it has come."""
        return self._placed(self._kept.copy())

    def find(self, envelope_id: str) -> Passage | None:
        """One of them, None when it is not kept any more."""
        return next(iter(self._placed([each for each in self._kept.copy() if each.id == envelope_id])), None)

    def _placed(self, passages: Iterable[Passage]) -> Sequence[Passage]:
        delivered, tries = frozenset(self._delivered.copy()), self._tries()
        return tuple(self._place(each, delivered, tries.get(each.id, ())) for each in passages)

    def _tries(self) -> Mapping[str, Sequence[Attempted]]:
        found: dict[str, list[Attempted]] = {}
        for attempt in self._attempts.copy():
            for each in attempt.ids:
                found.setdefault(each, []).append(attempt)
        return found

    def _place(self, passage: Passage, delivered: AbstractSet[str], tries: Sequence[Attempted]) -> Passage:
        attempts = tuple(tries[-_MOST_ATTEMPTS:])
        detail = self._dead.get(passage.id)
        if detail is not None:
            return msgspec.structs.replace(passage, stage=Stage.DEAD, detail=detail, attempts=attempts)
        stage = Stage.DELIVERED if passage.id in delivered else Stage.WAITING
        return msgspec.structs.replace(passage, stage=stage, attempts=attempts)

    def _tell(self, ids: AbstractSet[str]) -> None:
        if self._watchers:
            moved = self._placed([each for each in self._kept.copy() if each.id in ids])
            for watcher in self._watchers:
                watcher(moved)
