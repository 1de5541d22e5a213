"""A spool in memory: the promise without the disk, for demonstrations and for tests of those who use a spool."""

import asyncio
import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, count, islice
from threading import Lock

from insights_cli.bell import Bell
from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope
from insights_cli.spools import (
    Claim,
    Commit,
    Damage,
    Durability,
    Entry,
    EntryState,
    Page,
    Settings,
    Settlement,
    SpoolFullError,
    SpoolKind,
    SpoolStats,
    SpoolUnavailableError,
)


@dataclass(slots=True)
class _Kept:
    order: int
    envelope: Envelope
    attempts: int = 0
    claim: str | None = None
    dead_letter: DeadLetter | None = None

    def entry(self) -> Entry:
        state = EntryState.DEAD if self.dead_letter else EntryState.CLAIMED if self.claim else EntryState.WAITING
        return Entry(envelope=self.envelope, state=state, attempts=self.attempts, dead_letter=self.dead_letter)


class MemorySpool:
    """Keeps envelopes in this process; everything else is as promised."""

    durability = Durability.PROCESS
    is_shared = False
    damage: Damage | None = None

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._bell = Bell()
        self._orders, self._claim_ids = count(1), count(1)
        self._alive: dict[str, _Kept] = {}
        self._dead: dict[str, _Kept] = {}
        self._ready: list[tuple[int, str]] = []
        self._held: list[tuple[datetime, int, str]] = []
        self._claims: dict[str, Claim] = {}
        self._bytes = self._appended = self._delivered = self._purged = 0
        self._closed = False

    def _check_open(self) -> None:
        if self._closed:
            raise SpoolUnavailableError("SP105", "the spool is closed")

    def _check_room(self, more: Sequence[Envelope]) -> None:
        limits = self._settings.limits
        events = len(self._alive) + len(self._dead) + len(more)
        kept = self._bytes + sum(len(envelope.body) for envelope in more)
        if events > limits.most_events or kept > limits.most_bytes:
            raise SpoolFullError(
                "SP101", f"the spool is full: {events:,} events, {kept:,} bytes would exceed its limit"
            )

    async def append(self, envelopes: Sequence[Envelope]) -> None:
        """Keep *envelopes* in memory."""
        with self._lock:
            self._check_open()
            fresh = {e.id: e for e in envelopes if e.id not in self._alive and e.id not in self._dead}
            self._check_room(tuple(fresh.values()))
            for envelope in fresh.values():
                self._put(envelope)
            self._appended += len(fresh)
            self._bytes += sum(len(envelope.body) for envelope in fresh.values())
        self._settings.on_commit(Commit(events=len(fresh), took_s=0.0))
        self._bell.ring()

    def _put(self, envelope: Envelope) -> None:
        kept = _Kept(next(self._orders), envelope)
        self._alive[envelope.id] = kept
        heapq.heappush(self._ready, (kept.order, envelope.id))

    async def claim(self, *, most_events: int, most_bytes: int, lease_s: float, wait_s: float) -> Claim | None:
        """Take ready envelopes for one attempt."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + wait_s
        while True:
            with self._bell.listening() as heard:
                with self._lock:
                    self._check_open()
                    claim = self._take(most_events, most_bytes, lease_s)
                    pause = min(ends - loop.time(), self._next_due_s())
                if claim or loop.time() >= ends:
                    return claim
                await asyncio.wait((heard,), timeout=pause)

    def _next_due_s(self) -> float:
        dues = chain((claim.lease_ends_at for claim in self._claims.values()), (held[0] for held in self._held[:1]))
        due = min(dues, default=None)
        return float("inf") if due is None else max(0.0, (due - self._settings.clock()).total_seconds())

    def _take(self, most_events: int, most_bytes: int, lease_s: float) -> Claim | None:
        now = self._settings.clock()
        self._wake_held(now)
        claim_id, taken, size = f"m{next(self._claim_ids)}", list[_Kept](), 0
        while self._ready and len(taken) < most_events:
            kept = self._alive[self._ready[0][1]]
            size += len(kept.envelope.body)
            if taken and size > most_bytes:
                break
            heapq.heappop(self._ready)
            if self._expire(kept, now):
                size -= len(kept.envelope.body)
                continue
            kept.attempts, kept.claim = kept.attempts + 1, claim_id
            taken.append(kept)
        if not taken:
            return None
        ends_at = now + timedelta(seconds=lease_s)
        claim = Claim(id=claim_id, entries=tuple(kept.entry() for kept in taken), lease_ends_at=ends_at)
        self._claims[claim_id] = claim
        return claim

    def _wake_held(self, now: datetime) -> None:
        for claim in [claim for claim in self._claims.values() if claim.lease_ends_at <= now]:
            self._decide(claim, Settlement())
        while self._held and self._held[0][0] <= now:
            _, order, envelope_id = heapq.heappop(self._held)
            heapq.heappush(self._ready, (order, envelope_id))

    def _expire(self, kept: _Kept, now: datetime) -> bool:
        most_age_s = self._settings.limits.most_age_s
        if most_age_s is None or (now - kept.envelope.accepted_at).total_seconds() <= most_age_s:
            return False
        detail = f"older than {most_age_s:g} s"
        self._bury(kept, DeadLetter(reason="expired", detail=detail, at=now, attempts=kept.attempts))
        return True

    def _bury(self, kept: _Kept, dead_letter: DeadLetter) -> None:
        kept.order, kept.dead_letter, kept.claim = next(self._orders), dead_letter, None
        self._dead[kept.envelope.id] = self._alive.pop(kept.envelope.id)

    async def settle(self, claim: Claim, settlement: Settlement) -> None:
        """Decide the fate of a claim."""
        with self._lock:
            self._check_open()
            live = self._claims.get(claim.id)
            if live is None:
                return
            expired = live.lease_ends_at <= self._settings.clock()
            self._decide(live, Settlement() if expired else settlement)
        self._bell.ring()

    def _decide(self, claim: Claim, settlement: Settlement) -> None:
        del self._claims[claim.id]
        dead = dict(settlement.dead)
        for entry in claim.entries:
            kept = self._alive[entry.envelope.id]
            if entry.envelope.id in settlement.delivered:
                self._delivered += 1
                self._bytes -= len(self._alive.pop(entry.envelope.id).envelope.body)
            elif entry.envelope.id in dead:
                self._bury(kept, dead[entry.envelope.id])
            else:
                self._release(kept, settlement.retry_at)

    def _release(self, kept: _Kept, retry_at: datetime | None) -> None:
        kept.claim = None
        if retry_at is None:
            heapq.heappush(self._ready, (kept.order, kept.envelope.id))
        else:
            heapq.heappush(self._held, (retry_at, kept.order, kept.envelope.id))

    def say(self, word: str) -> None:
        """Nobody else is there."""

    async def replay(self, ids: Iterable[str] | None) -> int:
        """Put dead letters back to wait."""
        with self._lock:
            chosen = self._choose(ids)
            for envelope_id in chosen:
                self._put(self._dead.pop(envelope_id).envelope)
        self._bell.ring()
        return len(chosen)

    async def purge(self, ids: Iterable[str] | None) -> int:
        """Forget dead letters."""
        with self._lock:
            chosen = self._choose(ids)
            for envelope_id in chosen:
                self._bytes -= len(self._dead.pop(envelope_id).envelope.body)
            self._purged += len(chosen)
        return len(chosen)

    def _choose(self, ids: Iterable[str] | None) -> list[str]:
        self._check_open()
        wanted = None if ids is None else set(ids)
        return [envelope_id for envelope_id in self._dead if wanted is None or envelope_id in wanted]

    async def entries(self, *, state: EntryState | None, after: str | None, most: int) -> Page:
        """List entries."""
        with self._lock:
            self._check_open()
            found = list(islice(self._listing(state, after), most + 1))
        page = found[:most]
        following = page[-1][0] if len(found) > most else None
        end = page[-1][0] if page else after
        return Page(entries=tuple(entry for _, entry in page), next=following, end=end)

    def _listing(self, state: EntryState | None, after: str | None) -> Iterator[tuple[str, Entry]]:
        placed = chain(
            ((f"a{kept.order:020}", kept.entry()) for kept in self._alive.values()),
            ((f"d{kept.order:020}", kept.entry()) for kept in self._dead.values()),
        )
        for cursor, entry in placed:
            if (after is None or cursor > after) and state in (None, entry.state):
                yield cursor, entry

    async def find(self, envelope_id: str) -> Entry | None:
        """One entry, None when it is not (or no longer) here."""
        with self._lock:
            self._check_open()
            kept = self._alive.get(envelope_id) or self._dead.get(envelope_id)
            return kept.entry() if kept else None

    async def stats(self) -> SpoolStats:
        """Counts and bytes."""
        with self._lock:
            self._check_open()
            claimed = sum(len(claim.entries) for claim in self._claims.values())
            oldest = next(iter(self._alive.values()), None)
            return SpoolStats(
                appended=self._appended,
                delivered=self._delivered,
                purged=self._purged,
                waiting=len(self._alive) - claimed,
                claimed=claimed,
                dead=len(self._dead),
                bytes=self._bytes,
                oldest_waiting_at=oldest.envelope.accepted_at if oldest else None,
            )

    async def close(self) -> None:
        """Let go; what was kept is lost."""
        self._closed = True
        self._bell.ring()


async def _open(_: str, settings: Settings) -> MemorySpool:
    return MemorySpool(settings)


async def _view(_: str, __: Settings) -> MemorySpool:
    fix = "look at it in the process that holds it, or serve with --spool sqlite:PATH"
    raise SpoolUnavailableError("SP107", "a spool in memory cannot be seen from outside its process", fix=fix)


KIND = SpoolKind(name="memory", title="in memory, for demonstrations", open=_open, view=_view)
