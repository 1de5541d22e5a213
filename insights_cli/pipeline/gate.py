"""Let deliveries through while the upstream takes them, and one at a time, after a wait, while it does not."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from enum import StrEnum

from insights_cli.model.delivery import Disposition, Outcome, OutcomeKind
from insights_cli.pipeline.notices import Attempted, Notify, Paused, Resumed, Stalled
from insights_cli.pipeline.pace import Backoff, Pace
from insights_cli.pipeline.policy import Decision, decide

# How often a paused gate looks whether the token is another one.
_LOOK_AGAIN_S = 5.0
# How soon a wait ends that another forwarder has ended.
_HEAR_S = 0.5
# By how much later than the one that failed others would try: it should have said how it went by then.
_AFTER_OTHERS_S = 5.0
_GO = "forward go"
_WAIT = "forward wait"


class Flow(StrEnum):
    """How forwarding goes."""

    FLOWING = "flowing"
    STALLED = "stalled"
    PAUSED = "paused"


class Gate:
    """Shared by all deliveries of a forwarder.

    *refresh* says whether what the sink was opened with has changed; a pause ends at once when it has. With *tell*
    there are other forwarders of the same spool: they hear how it goes, so that one of them tries for all.
    """

    def __init__(
        self,
        refresh: Callable[[], Awaitable[bool]],
        notify: Notify,
        *,
        pace: Pace,
        backoff: Backoff,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._refresh = refresh
        self._notify = notify
        self._pace = pace
        self._backoff = backoff
        self._tell = tell
        self._probing = asyncio.Lock()
        self._failures = 0
        self._opens_at = 0.0
        self._failing_since = 0.0
        self.flow = Flow.FLOWING
        self.trouble = ""
        # Since when it goes as it goes; None as long as nothing was tried.
        self.since: datetime | None = None

    def is_open(self) -> bool:
        """Whether the upstream took the last delivery."""
        return self.flow is Flow.FLOWING

    def stalled_s(self) -> float:
        """For how long nothing was taken; 0 while all is well."""
        return 0.0 if self.is_open() else self._pace.monotonic() - self._failing_since

    async def attempt(
        self, deliver: Callable[[], Awaitable[Outcome]], *, ids: Sequence[str]
    ) -> tuple[Outcome, Decision]:
        """Deliver the envelopes called *ids* when it is time to, and say what was seen and what follows."""
        if not self.is_open():
            async with self._probing:
                if not self.is_open():
                    await self._wait()
                    return await self._try(deliver, ids, probing=True)
        return await self._try(deliver, ids, probing=False)

    async def _try(
        self, deliver: Callable[[], Awaitable[Outcome]], ids: Sequence[str], *, probing: bool
    ) -> tuple[Outcome, Decision]:
        began = self._pace.monotonic()
        outcome = await deliver()
        decision = decide(outcome, events=len(ids))
        took_s = self._pace.monotonic() - began
        self._notify(
            Attempted(
                at=self._pace.now(),
                events=len(ids),
                ids=ids,
                detail=outcome.detail,
                status=outcome.status,
                took_s=took_s,
            )
        )
        if decision.disposition in (Disposition.RETRY, Disposition.PAUSE):
            self._fail(outcome, decision, probing=probing)
        else:
            self._succeed()
        return outcome, decision

    async def _wait(self) -> None:
        looked_at = now = self._pace.monotonic()
        while not self.is_open() and (left := self._opens_at - now) > 0:
            await self._pace.sleep(min(left, self._longest_sleep_s()))
            now = self._pace.monotonic()
            is_time = now >= min(self._opens_at, looked_at + _LOOK_AGAIN_S)
            if self.flow is Flow.PAUSED and is_time:
                looked_at = now
                if await self._refresh():
                    return

    def _longest_sleep_s(self) -> float:
        if self._tell is not None:
            return _HEAR_S
        return _LOOK_AGAIN_S if self.flow is Flow.PAUSED else math.inf

    def _fail(self, outcome: Outcome, decision: Decision, *, probing: bool) -> None:
        # Deliveries that were under way together fail together: that is one failure.
        self._failures = self._failures + 1 if probing else max(self._failures, 1)
        now = self._pace.monotonic()
        if self.is_open():
            self._failing_since, self.since = now, self._pace.now()
        wait_s = self._backoff.wait_s(self._failures, chance=self._pace.random(), floor=decision.wait)
        self._opens_at = now + wait_s
        self.trouble = _words(outcome)
        paused = decision.disposition is Disposition.PAUSE
        self.flow = Flow.PAUSED if paused else Flow.STALLED
        notice = Paused if paused else Stalled
        self._notify(notice(code=decision.code, detail=self.trouble, failures=self._failures, wait_s=wait_s))
        if self._tell is not None:
            self._tell(f"{_WAIT} {self.flow.value} {self._failures} {wait_s:.3f}")

    def hear(self, word: str) -> None:
        """What another forwarder said; anything else is not for us."""
        if word == _GO:
            self._resume()
        elif word.startswith(_WAIT):
            flow, failures, wait_s = word.removeprefix(_WAIT).split()
            now = self._pace.monotonic()
            if self.is_open():
                self._failing_since, self.since = now, self._pace.now()
                self.trouble = "another server waits for the upstream"
            self.flow, self._failures = Flow(flow), max(self._failures, int(failures))
            self._opens_at = max(self._opens_at, now + float(wait_s) + _AFTER_OTHERS_S)

    def _succeed(self) -> None:
        if self._tell is not None and not self.is_open():
            self._tell(_GO)
        self._resume()
        self.since = self.since or self._pace.now()

    def _resume(self) -> None:
        if self.is_open():
            return
        after_s = self.stalled_s()
        self.flow, self._failures, self.trouble = Flow.FLOWING, 0, ""
        self.since = self._pace.now()
        self._notify(Resumed(after_s=after_s))


def _words(outcome: Outcome) -> str:
    match outcome.kind:
        case OutcomeKind.ANSWERED:
            return outcome.detail or f"HTTP {outcome.status}"
        case OutcomeKind.TIMED_OUT:
            return f"timed out: {outcome.detail}"
        case OutcomeKind.UNREACHABLE:
            return f"unreachable: {outcome.detail}"
        case OutcomeKind.BROKEN:
            return f"broken off: {outcome.detail}"
