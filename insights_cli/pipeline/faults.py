"""Failures on purpose between forwarding and the upstream: `503:10%,slow:2s:5%`."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from insights_cli.errors import UsageError
from insights_cli.model.delivery import Outcome, OutcomeKind
from insights_cli.model.envelope import Envelope
from insights_cli.sinks import Sink

_FAULT = re.compile(
    r"(?:(?P<status>[1-5][0-9]{2})|(?P<word>timeout|unreachable)|slow:(?P<slow>[0-9]{1,4}(?:\.[0-9]{1,3})?)(?P<unit>ms|s))"
    r":(?P<share>[0-9]{1,3}(?:\.[0-9]{1,3})?)%"
)
_KINDS = {"timeout": OutcomeKind.TIMED_OUT, "unreachable": OutcomeKind.UNREACHABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way to fail for a *share* (0 to 1) of the attempts: an *outcome* instead of the upstream's, or *slow_s*."""

    share: float
    outcome: Outcome | None = None
    slow_s: float = 0.0


def parse_faults(text: str) -> tuple[Fault, ...]:
    """Read `503:10%,slow:2s:5%,timeout:1%`; raises UsageError CL001."""
    faults = tuple(_parse(part.strip()) for part in text.split(","))
    if sum(fault.share for fault in faults if fault.outcome) > 1:
        raise UsageError("CL001", f"--fault {text!r} fails more than 100%", fix="--fault 503:10%,slow:2s:5%")
    return faults


def _parse(part: str) -> Fault:
    found = _FAULT.fullmatch(part)
    if found is None or float(found["share"]) > 100:
        raise UsageError("CL001", f"--fault does not understand {part!r}", fix="--fault 503:10%,slow:2s:5%,timeout:1%")
    share = float(found["share"]) / 100
    if found["slow"]:
        return Fault(share=share, slow_s=float(found["slow"]) * (0.001 if found["unit"] == "ms" else 1.0))
    if found["word"]:
        detail = f"{found['word']}, on purpose (--fault)"
        return Fault(share=share, outcome=Outcome(kind=_KINDS[found["word"]], detail=detail))
    status = int(found["status"])
    detail = f"HTTP {status}, on purpose (--fault)"
    return Fault(share=share, outcome=Outcome(kind=OutcomeKind.ANSWERED, status=status, detail=detail))


class FaultySink:
    """Stands before *sink* and fails as *faults* say; *draw* gives numbers from 0 to 1, *sleep* waits."""

    def __init__(
        self,
        sink: Sink,
        faults: Sequence[Fault],
        draw: Callable[[], float],
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._sink = sink
        self._faults = faults
        self._draw = draw
        self._sleep = sleep

    @property
    def target(self) -> str:
        """Where envelopes go when they do."""
        return self._sink.target

    async def deliver(self, envelopes: Sequence[Envelope], *, key: str) -> Outcome:
        """Maybe wait, then fail or deliver: at most one failure is drawn an attempt."""
        for fault in self._faults:
            if fault.slow_s and self._draw() < fault.share:
                await self._sleep(fault.slow_s)
        drawn = self._draw()
        for fault in self._faults:
            if fault.outcome is not None:
                if drawn < fault.share:
                    return fault.outcome
                drawn -= fault.share
        return await self._sink.deliver(envelopes, key=key)

    async def refresh(self) -> bool:
        """As the sink behind does."""
        return await self._sink.refresh()

    async def close(self) -> None:
        """As the sink behind does."""
        await self._sink.close()
