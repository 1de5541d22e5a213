"""Move envelopes from the spool to the sink, as long as there are any."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from insights_cli.model.delivery import Disposition
from insights_cli.pipeline.batches import Batches, key_of
from insights_cli.pipeline.gate import Flow, Gate
from insights_cli.pipeline.notices import DeadLettered, Delivered, Notify
from insights_cli.pipeline.pace import Backoff, Pace
from insights_cli.sinks import Sink
from insights_cli.spools import Claim, Settlement, Spool, SpoolAwayError

_FOR_EVER_S = 3600.0
# How soon a spool that is away is asked again.
_SPOOL_AGAIN_S = 0.5
# How long a stop waits for a spool that does not answer; what is not settled by then is delivered again.
_LET_GO_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwarderSettings:
    """How much goes out at once.

    *lease_s* is how long a claim is held at most, over all its attempts; it must be much longer than one attempt.
    *gather_s* is the shortest time between requests that are not full: one costs far more than an event in it.
    """

    most_events: int = 1000
    most_bytes: int = 4 << 20
    most_at_once: int = 4
    lease_s: float = 900.0
    gather_s: float = 0.1
    backoff: Backoff = field(default_factory=Backoff)


class Forwarder:
    """Claims, delivers and settles until it is stopped; belongs to one event loop."""

    def __init__(self, spool: Spool, sink: Sink, notify: Notify, *, settings: ForwarderSettings, pace: Pace) -> None:
        self._spool = spool
        self._sink = sink
        self._notify = notify
        self._settings = settings
        self._pace = pace
        tell = spool.say if spool.is_shared else None
        self._gate = Gate(sink.refresh, notify, pace=pace, backoff=settings.backoff, tell=tell)
        self._lanes = asyncio.Semaphore(settings.most_at_once)
        self._under_way: set[asyncio.Task[None]] = set()
        # Claims that no task has begun to carry, and settlements that go on when their task is cancelled.
        self._in_hand: dict[str, Claim] = {}
        self._settling: set[asyncio.Task[None]] = set()
        self._draining = asyncio.Event()
        self._gathered_at = float("-inf")
        self._spool_trouble = ""

    @property
    def flow(self) -> Flow:
        """How it goes."""
        return self._gate.flow

    @property
    def trouble(self) -> str:
        """Why it does not go; empty while it does."""
        return self._spool_trouble or self._gate.trouble

    def hear(self, word: str) -> None:
        """What another forwarder of the same spool said about the upstream."""
        self._gate.hear(word)

    @property
    def since(self) -> datetime | None:
        """Since when it goes like that; None as long as nothing was tried."""
        return self._gate.since

    def stalled_s(self) -> float:
        """For how long the upstream took nothing."""
        return self._gate.stalled_s()

    def drain(self) -> None:
        """Stop when nothing waits any more, or at once when the upstream takes nothing until a person acts."""
        self._draining.set()

    async def run(self) -> None:
        """Forward until drained; when cancelled, what was decided is settled and the rest goes back to wait."""
        try:
            async with asyncio.TaskGroup() as lanes:
                while claim := await self._next_claim():
                    task = lanes.create_task(self._carry(claim))
                    self._under_way.add(task)
                    task.add_done_callback(self._landed)
        finally:
            self._gathered_at = float("-inf")
            with suppress(TimeoutError):
                async with asyncio.timeout(_LET_GO_S):
                    await self._let_go()

    async def _let_go(self) -> None:
        """Let settlements end, and give back what no task has begun to carry."""
        await asyncio.gather(*self._settling, return_exceptions=True)
        for claim in self._in_hand.values():
            await self._settle(claim, Settlement())
        self._in_hand.clear()

    def _landed(self, task: "asyncio.Task[None]") -> None:
        self._under_way.discard(task)
        self._lanes.release()

    async def _next_claim(self) -> Claim | None:
        await self._lanes.acquire()
        while not self._is_done():
            # What came after the last look, or was given back by a wait that draining ended, needs one more.
            is_last_look = self._draining.is_set()
            await self._gather()
            claim = await self._claim(0.0) or await self._wait_for_claim()
            if claim is not None:
                full = len(claim.entries) >= self._settings.most_events
                self._gathered_at = float("-inf") if full else self._pace.monotonic()
                return claim
            if is_last_look and not await self._something_comes_back():
                return None
        return None

    def _is_done(self) -> bool:
        """Whether draining makes no sense any more: what is under way is let go, too."""
        if not self._draining.is_set() or self.flow is not Flow.PAUSED:
            return False
        for task in self._under_way:
            task.cancel()
        return True

    async def _gather(self) -> None:
        wait = self._gathered_at + self._settings.gather_s - self._pace.monotonic()
        if wait > 0 and not self._draining.is_set():
            await self._pace.sleep(wait)

    async def _claim(self, wait_s: float) -> Claim | None:
        settings = self._settings
        while True:
            try:
                claim = await self._spool.claim(
                    most_events=settings.most_events,
                    most_bytes=settings.most_bytes,
                    lease_s=settings.lease_s,
                    wait_s=wait_s,
                )
            except SpoolAwayError as away:
                self._spool_trouble = away.summary
                if self._draining.is_set():
                    return None
                await self._pace.sleep(_SPOOL_AGAIN_S)
            else:
                self._spool_trouble = ""
                if claim is not None:
                    self._in_hand[claim.id] = claim
                return claim

    async def _wait_for_claim(self) -> Claim | None:
        """The next claim, None as soon as draining begins."""
        if self._draining.is_set():
            return None
        claiming = asyncio.ensure_future(self._claim(_FOR_EVER_S))
        draining = asyncio.ensure_future(self._draining.wait())
        try:
            await asyncio.wait((claiming, draining), return_when=asyncio.FIRST_COMPLETED)
            return claiming.result() if claiming.done() else None
        finally:
            claiming.cancel()
            draining.cancel()
            await asyncio.gather(claiming, draining, return_exceptions=True)

    async def _something_comes_back(self) -> bool:
        """Wait for a delivery that is under way; False when there is none, or no sense in waiting."""
        if not self._under_way or self._is_done():
            return False
        await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
        return True

    async def _carry(self, claim: Claim) -> None:
        batches = Batches(self._in_hand.pop(claim.id))
        try:
            while batch := batches.next:
                outcome, decision = await self._gate.attempt(
                    partial(self._sink.deliver, batch, key=key_of(batch)), ids=[each.id for each in batch]
                )
                batches.apply(decision, outcome, at=self._pace.now())
                if decision.disposition in (Disposition.RETRY, Disposition.PAUSE) and self._gives_back(claim, batches):
                    break
        finally:
            settling = asyncio.ensure_future(self._settle(claim, batches.settlement()))
            self._settling.add(settling)
            settling.add_done_callback(self._settling.discard)
            await asyncio.shield(settling)

    def _gives_back(self, claim: Claim, batches: Batches) -> bool:
        """Whether to settle before trying again: what is delivered must not be repeated, nor the lease run out.

        Else the same batch is tried again under the same key.
        """
        if batches.anything_is_decided or (self._draining.is_set() and self.flow is Flow.PAUSED):
            return True
        return claim.lease_ends_at - self._pace.now() < timedelta(seconds=self._settings.lease_s / 2)

    async def _settle(self, claim: Claim, settlement: Settlement) -> None:
        if not await self._settled(claim, settlement):
            return
        if settlement.delivered:
            self._notify(Delivered(ids=settlement.delivered))
        for envelope_id, letter in settlement.dead:
            self._notify(DeadLettered(id=envelope_id, code=letter.reason, detail=letter.detail))

    async def _settled(self, claim: Claim, settlement: Settlement) -> bool:
        """Whether the spool knows what became of *claim*; if not, another claims it when its lease has ended."""
        while True:
            try:
                await self._spool.settle(claim, settlement)
            except SpoolAwayError as away:
                self._spool_trouble = away.summary
                if self._draining.is_set() or claim.lease_ends_at <= self._pace.now():
                    return False
                await self._pace.sleep(_SPOOL_AGAIN_S)
            else:
                self._spool_trouble = ""
                return True
