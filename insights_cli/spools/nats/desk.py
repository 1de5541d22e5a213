"""What this process holds of the stream: which envelopes are ready, claimed, held back or decided."""

import heapq
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import count

from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope
from insights_cli.spools import Claim, Entry, EntryState, Settlement


class Mark(IntEnum):
    """What became of one envelope of a message."""

    OPEN = 0
    CLAIMED = 1
    DELIVERED = 2
    DEAD = 3
    MOVED = 4


@dataclass(slots=True, eq=False)
class Held:
    """A message that JetStream has handed to this process and waits for the end of.

    *reply* is where to say so; *burying* counts its dead letters that are not stored yet; one that *is_stale* was given
    to another process meanwhile, so that here it is only brought to its end.
    """

    seq: int
    reply: str
    envelopes: tuple[Envelope, ...]
    attempts: list[int]
    marks: list[Mark] = field(default_factory=list)
    burying: int = 0
    is_stale: bool = False
    is_gone: bool = False

    def __post_init__(self) -> None:
        self.marks = [Mark.OPEN] * len(self.envelopes)

    @property
    def is_done(self) -> bool:
        """Whether everything in it is decided and its dead letters are stored."""
        return not self.burying and all(mark >= Mark.DELIVERED for mark in self.marks)

    def entry(self, index: int) -> Entry:
        """One envelope of it that is not decided."""
        state = EntryState.CLAIMED if self.marks[index] is Mark.CLAIMED else EntryState.WAITING
        return Entry(envelope=self.envelopes[index], state=state, attempts=self.attempts[index])


@dataclass(frozen=True, slots=True, kw_only=True)
class Burial:
    """A dead letter that is to be stored before its message may go."""

    held: Held
    envelope: Envelope
    letter: DeadLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What this process knows better than the stream: how much of it is decided already, and how much is claimed."""

    decided: int = 0
    decided_bytes: int = 0
    delivered: int = 0
    claimed: int = 0


_REMEMBERED = 256
_Place = tuple[int, int]


class Desk:
    """Decides about held messages; does no I/O and is not for several threads at once."""

    def __init__(self, most_age_s: float | None) -> None:
        self._most_age_s = most_age_s
        self._held: dict[int, Held] = {}
        self._ready: list[_Place] = []
        self._back: list[tuple[datetime, _Place]] = []
        self._claims: dict[str, tuple[Claim, list[_Place]]] = {}
        self._numbers = count(1)
        self._ended: deque[int] = deque(maxlen=_REMEMBERED)

    def __iter__(self) -> Iterator[Held]:
        return iter(tuple(self._held.values()))

    def get(self, seq: int) -> Held | None:
        """The message with that number, if it is here."""
        return self._held.get(seq)

    def put(self, held: Held) -> bool:
        """Take in a message; False when it was here already and only got a new way to be answered."""
        known = self._held.setdefault(held.seq, held)
        known.reply = held.reply
        if known is held or known.is_stale:
            known.is_stale = False
            for index, mark in enumerate(known.marks):
                if mark is Mark.OPEN:
                    heapq.heappush(self._ready, (known.seq, index))
        return known is held

    def end(self, held: Held) -> None:
        """Let go of a message that has reached its end."""
        self._held.pop(held.seq, None)
        self._ended.append(held.seq)

    def has_ended(self, seq: int) -> bool:
        """Whether it reached its end here of late, so that it came again only because it was sent before that."""
        return seq in self._ended

    @property
    def ready(self) -> int:
        """At most how many can be claimed now."""
        return len(self._ready)

    def take(
        self, now: datetime, *, most_events: int, most_bytes: int, lease_s: float
    ) -> tuple[Claim | None, list[Burial]]:
        """The next claim, None when nothing is ready; and those found too old on the way."""
        self._wake(now)
        number, taken, size, expired = f"n{next(self._numbers)}", list[_Place](), 0, list[Burial]()
        while self._ready and len(taken) < most_events:
            place = self._ready[0]
            held = self._held.get(place[0])
            if held is None or held.marks[place[1]] is not Mark.OPEN:
                heapq.heappop(self._ready)
                continue
            body = len(held.envelopes[place[1]].body)
            if taken and size + body > most_bytes:
                break
            heapq.heappop(self._ready)
            if self._is_too_old(held.envelopes[place[1]], now):
                expired.append(self._bury(held, place[1], self._expiry(held.attempts[place[1]], now)))
                continue
            size += body
            taken.append(place)
        return self._claimed(number, taken, now + timedelta(seconds=lease_s)), expired

    def _claimed(self, number: str, places: list[_Place], ends_at: datetime) -> Claim | None:
        if not places:
            return None
        entries = []
        for seq, index in places:
            held = self._held[seq]
            held.marks[index] = Mark.CLAIMED
            held.attempts[index] += 1
            entries.append(held.entry(index))
        claim = Claim(id=number, entries=tuple(entries), lease_ends_at=ends_at)
        self._claims[number] = (claim, places)
        return claim

    def settle(self, claim_id: str, settlement: Settlement, now: datetime) -> tuple[list[Burial], list[Held]]:
        """Decide a claim: what is to be buried, and the messages touched; nothing when it is unknown or too late."""
        claim, places = self._claims.pop(claim_id, (None, []))
        if claim is None:
            return [], []
        if claim.lease_ends_at <= now:
            settlement = Settlement()
        dead, burials, touched = dict(settlement.dead), list[Burial](), dict[int, Held]()
        for entry, (seq, index) in zip(claim.entries, places, strict=True):
            held = touched[seq] = self._held[seq]
            if entry.envelope.id in settlement.delivered:
                held.marks[index] = Mark.DELIVERED
            elif letter := dead.get(entry.envelope.id):
                burials.append(self._bury(held, index, letter))
            else:
                self._release(held, index, settlement.retry_at)
        return burials, list(touched.values())

    def give_back(self, claim: Claim) -> None:
        """A claim that nobody got is none, and was no attempt."""
        _, places = self._claims.pop(claim.id, (None, []))
        for seq, index in places:
            held = self._held[seq]
            held.attempts[index] -= 1
            self._release(held, index, None)

    def _release(self, held: Held, index: int, retry_at: datetime | None) -> None:
        held.marks[index] = Mark.OPEN
        if held.is_stale:
            return
        if retry_at is None:
            heapq.heappush(self._ready, (held.seq, index))
        else:
            heapq.heappush(self._back, (retry_at, (held.seq, index)))

    def _bury(self, held: Held, index: int, letter: DeadLetter) -> Burial:
        held.marks[index] = Mark.DEAD
        held.burying += 1
        return Burial(held=held, envelope=held.envelopes[index], letter=letter)

    def _wake(self, now: datetime) -> None:
        for claim, _ in [each for each in self._claims.values() if each[0].lease_ends_at <= now]:
            self.settle(claim.id, Settlement(), now)
        while self._back and self._back[0][0] <= now:
            heapq.heappush(self._ready, heapq.heappop(self._back)[1])

    def next_due_s(self, now: datetime) -> float | None:
        """In how many seconds a lease ends or something held back is ready again; None when nothing is."""
        dues = [claim.lease_ends_at for claim, _ in self._claims.values()] + [due for due, _ in self._back[:1]]
        return max(0.0, (min(dues) - now).total_seconds()) if dues else None

    def give_up(self) -> None:
        """Claim nothing more of what is here, as another process has it by now; what is claimed may be finished."""
        for held in self:
            held.is_stale = True
        self._ready.clear()
        self._back.clear()

    def kept(self) -> list[Held]:
        """What is still worked on here, so that no other process is to get it; what is another's is let go of."""
        for held in self:
            is_idle = not held.is_done and not held.burying and Mark.CLAIMED not in held.marks
            if held.is_stale and is_idle:
                del self._held[held.seq]
        return [held for held in self if not held.is_stale]

    def share(self) -> Share:
        """What the stream's counts do not know."""
        decided = decided_bytes = delivered = claimed = 0
        for held in self._held.values():
            for mark, envelope in zip(held.marks, held.envelopes, strict=True):
                claimed += mark is Mark.CLAIMED
                if mark >= Mark.DELIVERED:
                    decided += 1
                    decided_bytes += len(envelope.body)
                    delivered += mark is Mark.DELIVERED
        return Share(decided=decided, decided_bytes=decided_bytes, delivered=delivered, claimed=claimed)

    def _is_too_old(self, envelope: Envelope, now: datetime) -> bool:
        return self._most_age_s is not None and (now - envelope.accepted_at).total_seconds() > self._most_age_s

    def _expiry(self, attempts: int, now: datetime) -> DeadLetter:
        return DeadLetter(reason="expired", detail=f"older than {self._most_age_s:g} s", at=now, attempts=attempts)
