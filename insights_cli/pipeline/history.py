"""The last events that came through, as values: for people who look on, never for delivering."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from threading import Lock

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
    """Keeps the last *most* passages; *watchers* hear of new and changed ones, on whichever thread they happen."""

    def __init__(self, *, most: int = 1000) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[str, Passage] = OrderedDict()
        self._watchers: list[Watcher] = []

    def watch(self, watcher: Watcher) -> None:
        """Tell *watcher* from now on."""
        self._watchers.append(watcher)

    def add(self, passages: Sequence[Passage]) -> None:
        """Remember new *passages*."""
        recent = passages[-self._most :] if self._most else ()
        with self._lock:
            self._kept.update([(each.id, each) for each in recent])
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._tell(passages)

    def heed(self, notice: Notice) -> None:
        """Follow what forwarding says."""
        match notice:
            case Attempted():
                self._attempted(notice)
            case Delivered():
                self._move(notice.ids, Stage.DELIVERED, "")
            case DeadLettered():
                self._move((notice.id,), Stage.DEAD, f"{notice.code}: {notice.detail}")
            case _:
                pass

    def passages(self) -> Sequence[Passage]:
        """Those that are kept, oldest first."""
        with self._lock:
            return tuple(self._kept.values())

    def find(self, envelope_id: str) -> Passage | None:
        """One of them, None when it is not kept any more."""
        with self._lock:
            return self._kept.get(envelope_id)

    def requeue(self, ids: Iterable[str]) -> None:
        """Dead letters wait again."""
        self._move(ids, Stage.WAITING, "")

    def _attempted(self, notice: Attempted) -> None:
        # What a delivery says of its envelopes follows at once, so nobody is told of the attempt alone.
        with self._lock:
            for each in notice.ids:
                if (kept := self._kept.get(each)) is not None:
                    attempts = (*kept.attempts[1 - _MOST_ATTEMPTS :], notice)
                    self._kept[each] = msgspec.structs.replace(kept, attempts=attempts)

    def _move(self, ids: Iterable[str], stage: Stage, detail: str) -> None:
        with self._lock:
            moved = [
                msgspec.structs.replace(self._kept[each], stage=stage, detail=detail)
                for each in ids
                if each in self._kept
            ]
            self._kept.update((each.id, each) for each in moved)
        self._tell(moved)

    def _tell(self, passages: Sequence[Passage]) -> None:
        for watcher in self._watchers:
            watcher(passages)
