"""The last events that came through, as values: for people who look on, never for delivering."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import nlargest
from threading import Lock

import msgspec

from insights_cli.pipeline.notices import Attempted, DeadLettered, Delivered, Notice
from insights_cli.pipeline.passages import Arrival, Made, Passage, Stage

_MOST_ATTEMPTS = 20
Ids = AbstractSet[str]


class History:
    """Keeps the last *most* passages, as far as their bodies have room in *most_bytes*.

    Who watches hears which are new or have moved, on whichever thread it happens. Remembering costs next to nothing:
    how far an event has come is put together when somebody asks.
    """

    def __init__(self, *, most: int = 1000, most_bytes: int = 6 << 20) -> None:
        self.most = most
        self.most_bytes = most_bytes
        self._bytes = self._events = 0
        self._kept: deque[Arrival] = deque()
        # Also of events that are not kept, or not yet; the forwarder may be faster than whoever waits for the commit.
        self._delivered: set[str] = set()
        self._dead: dict[str, str] = {}
        self._arriving = Lock()
        self._attempts: deque[Attempted] = deque()
        self._attempted = 0
        self._new: list[Callable[[Arrival], None]] = []
        self._moved: list[Callable[[Ids], None]] = []

    def watch(
        self,
        *,
        new: Callable[[Arrival], None] | None = None,
        moved: Callable[[Ids], None] | None = None,
    ) -> None:
        """From now on tell *new* of accepted events, and *moved* of those that arrived, died or wait again."""
        self._new += [new] if new else []
        self._moved += [moved] if moved else []

    def add(self, arrival: Arrival) -> None:
        """Remember what came together, and forget what is too old by now."""
        with self._arriving:
            self._keep(arrival)
            arrived = self._delivered.intersection(arrival.ids)
            while len(self._kept) > 1 and (self._events > self.most or self._bytes > self.most_bytes):
                self._forget(self._kept.popleft())
        for tell in self._new:
            tell(arrival)
        if arrived:
            self._tell(arrived)

    def add_older(self, passages: Sequence[Passage]) -> None:
        """Remember *passages* from before, as long as there is room, before all others; nobody is told."""
        with self._arriving:
            known = {each for arrival in self._kept for each in arrival.ids}
            older = [each for each in passages if each.id not in known][: max(0, self.most - self._events)]
            self._dead.update((each.id, each.detail) for each in older if each.stage is Stage.DEAD)
            for each in reversed(older):
                self._keep(Made((each,)), is_older=True)

    def _keep(self, arrival: Arrival, *, is_older: bool = False) -> None:
        self._events += len(arrival.ids)
        self._bytes += arrival.size
        (self._kept.appendleft if is_older else self._kept.append)(arrival)

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
            self._delivered |= ids
            # Another program may have put a dead letter back to wait.
            for each in ids & self._dead.keys() if self._dead else ():
                del self._dead[each]
            if len(self._delivered) > 3 * self.most:
                self._forget_strangers(ids)
        self._tell(ids)

    def _forget_strangers(self, last: frozenset[str]) -> None:
        """Of what was delivered, keep what is kept itself, and what may come to be: the *last*, and what is newer."""
        kept = [each for arrival in self._kept for each in arrival.ids]
        newest = max(kept, default="")
        newer = nlargest(self.most, (each for each in self._delivered if each > newest))
        self._delivered = self._delivered.intersection(kept).union(newer, last)

    def _bury(self, notice: DeadLettered) -> None:
        with self._arriving:
            if len(self._dead) > 2 * self.most:
                kept = {each for arrival in self._kept for each in arrival.ids}
                self._dead = {each: why for each, why in self._dead.items() if each in kept}
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
        return [passage for arrival in self._kept.copy() for passage in arrival.passages()]

    def find(self, envelope_id: str) -> Passage | None:
        """One of them as far as it has come, with all its attempts; None when it is not kept any more."""
        for passage in self._found({envelope_id}):
            tries = [attempt for attempt in self._attempts.copy() if envelope_id in attempt.ids]
            return self._placed(passage, tries[-_MOST_ATTEMPTS:])
        return None

    def place(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        """The same *passages* as far as they have come, each with its last attempt."""
        last = self._last_attempts({each.id for each in passages})
        return tuple(self._placed(each, (last[each.id],) if each.id in last else ()) for each in passages)

    def find_all(self, ids: Iterable[str]) -> Sequence[Passage]:
        """Those of *ids* that are kept, as far as they have come."""
        wanted = tuple(ids)
        found = {each.id: each for each in self._found(set(wanted))}
        return self.place([found[each] for each in wanted if each in found])

    def _found(self, missing: set[str]) -> Iterator[Passage]:
        """Those of *missing* that are kept; who is asked for came of late, more often than not."""
        for arrival in reversed(self._kept.copy()):
            here = missing.intersection(arrival.ids)
            if here:
                yield from (each for each in arrival.passages() if each.id in here)
                missing -= here
            if not missing:
                return

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

    def _forget(self, arrival: Arrival) -> None:
        ids = arrival.ids
        self._events -= len(ids)
        self._bytes -= arrival.size
        self._delivered.difference_update(ids)
        for each in self._dead.keys() & set(ids) if self._dead else ():
            del self._dead[each]

    def _tell(self, ids: Ids) -> None:
        for tell in self._moved:
            tell(ids)
