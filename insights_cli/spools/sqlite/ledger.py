"""Who has what: claims, leases and what is held back, in memory; a restart makes all of it ready again."""

import heapq
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from threading import Lock

from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope
from insights_cli.spools import Claim, Entry, EntryState, Limits, Settlement
from insights_cli.spools.sqlite.changes import Changes, Ruin

# What is held back stays in memory; beyond this nothing new is read until some of it is due.
MOST_HELD_BYTES = 16 << 20
# Envelopes just committed are kept for the forwarder, so that it need not read them back.
MOST_FRESH_BYTES = 2 << 20


@dataclass(slots=True)
class Portion:
    """Envelopes of one segment by place, that share a fate until they are settled."""

    seq: int
    envelopes: dict[int, Envelope]
    attempts: int = 0

    @property
    def bytes(self) -> int:
        """The length of the bodies."""
        return sum(len(envelope.body) for envelope in self.envelopes.values())

    def cut(self, events: int, room: int, *, alone: bool) -> tuple["Portion", "Portion"]:
        """The first part with at most so many *events* and bytes, at least one if *alone*; and the rest."""
        fits: dict[int, Envelope] = {}
        rest: dict[int, Envelope] = {}
        if len(self.envelopes) <= events and self.bytes <= room:
            return self, Portion(self.seq, rest, self.attempts)
        for place, envelope in self.envelopes.items():
            room -= len(envelope.body)
            fit = not rest and len(fits) < events and (room >= 0 or (alone and not fits))
            (fits if fit else rest)[place] = envelope
        return Portion(self.seq, fits, self.attempts), Portion(self.seq, rest, self.attempts)


@dataclass(frozen=True, slots=True)
class Segment:
    """A row as it was read: *gone* are the bits of places that have left, *data* the records themselves."""

    seq: int
    size: int
    gone: int
    attempts: int
    envelopes: dict[int, Envelope]
    data: bytes = b""


@dataclass(slots=True)
class _Live:
    ends_at: datetime
    portions: list[Portion]


@dataclass(slots=True)
class _Standing:
    """How many places a segment has, and the bits of those that have not left."""

    size: int
    left: int


Read = Callable[[int, int], Sequence[Segment]]


def _bits(places: Sequence[int] | dict[int, Envelope]) -> int:
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits


@dataclass(slots=True)
class Ledger:
    """Claims over the segments that *read* (after a seq, so many) gives, up to the seq that was told by `committed`."""

    read: Read
    limits: Limits
    top: int
    claimed: int = 0
    _cursor: int = 0
    _changes: Changes = field(default_factory=Changes)
    _ready: list[tuple[int, int, Portion]] = field(default_factory=list)
    _held: list[tuple[datetime, int, int, Portion]] = field(default_factory=list)
    _held_bytes: int = 0
    _claims: dict[str, _Live] = field(default_factory=dict)
    _segments: dict[int, _Standing] = field(default_factory=dict)
    _fresh: deque[tuple[int, Sequence[Envelope], int]] = field(default_factory=deque)
    _fresh_in: int = 0
    _fresh_out: int = 0
    _ids: "count[int]" = field(default_factory=lambda: count(1))
    lock: Lock = field(default_factory=Lock)

    def committed(self, last_seq: int, envelopes: Sequence[Envelope], size: int) -> None:
        """The writer's thread has made everything up to *last_seq* durable; never waits for a reader."""
        if envelopes and self._fresh_in - self._fresh_out + size <= MOST_FRESH_BYTES:
            self._fresh.append((last_seq, envelopes, size))
            self._fresh_in += size
        self.top = last_seq

    def drain(self) -> Changes:
        """What was decided since the last time, to be written."""
        with self.lock:
            changes, self._changes = self._changes, Changes()
        return changes

    def take(self, now: datetime, *, most_events: int, most_bytes: int, lease_s: float) -> Claim | None:
        """Claim the oldest ready envelopes; None when there are none."""
        with self.lock:
            self._recall(now)
            chosen = list(self._choose(now, most_events, most_bytes))
            if not chosen:
                return None
            for portion in chosen:
                portion.attempts += 1
            claim = _claim(f"{next(self._ids)}", chosen, now + timedelta(seconds=lease_s))
            self._claims[claim.id] = _Live(claim.lease_ends_at, chosen)
            self.claimed += len(claim.entries)
            return claim

    def _choose(self, now: datetime, events: int, room: int) -> Iterator[Portion]:
        alone = True
        while events > 0 and (portion := self._next()):
            self._bury_expired(portion, now)
            fits, rest = portion.cut(events, room, alone=alone)
            if rest.envelopes:
                heapq.heappush(self._ready, (rest.seq, next(iter(rest.envelopes)), rest))
            if fits.envelopes:
                alone = False
                events -= len(fits.envelopes)
                room -= fits.bytes
                yield fits
            if rest.envelopes:
                return

    def _next(self) -> Portion | None:
        if not self._ready and self._held_bytes <= MOST_HELD_BYTES and self._cursor < self.top:
            self._load()
        return heapq.heappop(self._ready)[2] if self._ready else None

    def _load(self) -> None:
        while self._fresh and self._fresh[0][0] <= self._cursor:
            self._fresh_out += self._fresh.popleft()[2]
        if self._fresh and self._fresh[0][0] == self._cursor + 1:
            seq, envelopes, size = self._fresh.popleft()
            self._fresh_out += size
            self._admit(Segment(seq, len(envelopes), 0, 0, dict(enumerate(envelopes))))
            return
        top = self.top
        found = self.read(self._cursor, top)
        for segment in found:
            self._admit(segment)
        if not found:
            self._cursor = top

    def _admit(self, segment: Segment) -> None:
        self._cursor = segment.seq
        left = ((1 << segment.size) - 1) & ~segment.gone
        self._segments[segment.seq] = _Standing(segment.size, left)
        there = {place: envelope for place, envelope in segment.envelopes.items() if left >> place & 1}
        if ruined := left & ~_bits(there):
            self._changes.ruins.append(Ruin(seq=segment.seq, lost=ruined.bit_count(), data=segment.data))
            self._leave(segment.seq, ruined)
        if there:
            portion = Portion(segment.seq, there, segment.attempts)
            heapq.heappush(self._ready, (segment.seq, next(iter(there)), portion))

    def _leave(self, seq: int, bits: int) -> None:
        standing = self._segments[seq]
        standing.left &= ~bits
        if standing.left:
            self._changes.gone[seq] = ((1 << standing.size) - 1) & ~standing.left
        else:
            self._changes.gone[seq] = None
            del self._segments[seq]

    def _bury_expired(self, portion: Portion, now: datetime) -> None:
        most_age_s = self.limits.most_age_s
        if most_age_s is None:
            return
        oldest = now - timedelta(seconds=most_age_s)
        letter = DeadLetter(reason="expired", detail=f"older than {most_age_s:g} s", at=now, attempts=portion.attempts)
        expired = [place for place, envelope in portion.envelopes.items() if envelope.accepted_at < oldest]
        for place in expired:
            self._changes.dead.append((portion.envelopes.pop(place), letter))
        if expired:
            self._leave(portion.seq, _bits(expired))

    def settle(self, claim: Claim, settlement: Settlement, now: datetime) -> None:
        """Decide a claim that is still live."""
        with self.lock:
            live = self._claims.get(claim.id)
            if live:
                self._decide(claim.id, live, Settlement() if live.ends_at <= now else settlement)

    def _recall(self, now: datetime) -> None:
        for claim_id, live in [(key, live) for key, live in self._claims.items() if live.ends_at <= now]:
            self._decide(claim_id, live, Settlement())
        while self._held and self._held[0][0] <= now:
            _, seq, place, portion = heapq.heappop(self._held)
            self._held_bytes -= portion.bytes
            heapq.heappush(self._ready, (seq, place, portion))

    def _decide(self, claim_id: str, live: _Live, settlement: Settlement) -> None:
        del self._claims[claim_id]
        letters = dict(settlement.dead)
        for portion in live.portions:
            self.claimed -= len(portion.envelopes)
            left = 0
            rest: dict[int, Envelope] = {}
            for place, envelope in portion.envelopes.items():
                if envelope.id in settlement.delivered:
                    left |= 1 << place
                    self._changes.delivered += 1
                    self._changes.freed += len(envelope.body)
                elif envelope.id in letters:
                    left |= 1 << place
                    self._changes.dead.append((envelope, letters[envelope.id]))
                else:
                    rest[place] = envelope
            if left:
                self._leave(portion.seq, left)
            if rest:
                self._release(Portion(portion.seq, rest, portion.attempts), settlement.retry_at)

    def _release(self, portion: Portion, retry_at: datetime | None) -> None:
        self._changes.attempts[portion.seq] = portion.attempts
        place = next(iter(portion.envelopes))
        if retry_at is None:
            heapq.heappush(self._ready, (portion.seq, place, portion))
        else:
            heapq.heappush(self._held, (retry_at, portion.seq, place, portion))
            self._held_bytes += portion.bytes

    def next_due(self) -> datetime | None:
        """When something becomes ready by itself; None when nothing will."""
        with self.lock:
            dues = [live.ends_at for live in self._claims.values()] + [held[0] for held in self._held[:1]]
        return min(dues, default=None)

    def standing(self) -> dict[tuple[int, int], tuple[EntryState, int]]:
        """State and attempts of every envelope that was read, by seq and place."""
        with self.lock:
            waiting = [held[-1] for held in self._held] + [ready[-1] for ready in self._ready]
            claimed = [portion for live in self._claims.values() for portion in live.portions]
        return {
            (portion.seq, place): (state, portion.attempts)
            for state, portions in ((EntryState.WAITING, waiting), (EntryState.CLAIMED, claimed))
            for portion in portions
            for place in portion.envelopes
        }

    def oldest(self) -> tuple[Envelope | None, int]:
        """The oldest envelope among those read that have not left, and the seq up to which was read."""
        with self.lock:
            portions = [held[-1] for held in self._held] + [ready[-1] for ready in self._ready]
            portions += [portion for live in self._claims.values() for portion in live.portions]
            first = min(portions, key=lambda portion: (portion.seq, next(iter(portion.envelopes))), default=None)
            return (next(iter(first.envelopes.values())) if first else None), self._cursor


def _claim(claim_id: str, chosen: Sequence[Portion], ends_at: datetime) -> Claim:
    entries = tuple(
        Entry(envelope=envelope, state=EntryState.CLAIMED, attempts=portion.attempts)
        for portion in chosen
        for envelope in portion.envelopes.values()
    )
    return Claim(id=claim_id, entries=entries, lease_ends_at=ends_at)
