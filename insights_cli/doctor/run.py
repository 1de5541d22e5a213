"""Ask many checks side by side: dependents wait for what they need, nothing waits for ever."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from traceback import walk_tb
from typing import TypeAlias

from insights_cli.doctor import Check, Verdict, result_of, skip
from insights_cli.doctor.world import World
from insights_cli.errors import InsightsError
from insights_cli.model.checkup import CheckResult, State

_GOOD = (State.OK, State.WARN)


_SLOW_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Nothing has ended for a while: the checks that still run and for how long, the longest first."""

    checks: tuple[tuple[Check, float], ...]


Progress: TypeAlias = Running | CheckResult


def run_checks(
    checks: Sequence[Check],
    world: World,
    *,
    timeout_s: float,
    offline: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Progress]:
    """Yield when a check ends, each exactly once, and what still runs where that takes a while.

    All ends within *timeout_s* whatever a check does.
    A check that is still busy at its own deadline or at the end is reported as unknown, and its thread is left behind.
    """
    run = _Run(checks, world, ends_at=clock() + timeout_s, clock=clock, offline=offline)
    while run.waiting or run.busy:
        yield from run.begin_ready()
        yield from run.collect()


class _Run:
    def __init__(
        self, checks: Sequence[Check], world: World, *, ends_at: float, clock: Callable[[], float], offline: bool
    ) -> None:
        self.waiting = list(checks)
        self.busy: dict[str, tuple[Check, float]] = {}
        self._asked = {check.code for check in checks}
        self._states: dict[str, State] = {}
        self._done: SimpleQueue[tuple[Check, Verdict]] = SimpleQueue()
        self._world, self._ends_at, self._clock, self._offline = world, ends_at, clock, offline

    def begin_ready(self) -> Iterator[Progress]:
        """Begin every check whose needs are answered; skip those whose needs went wrong."""
        for check in tuple(self.waiting):
            needs = [need for need in check.needs if need in self._asked]
            if check.online and self._offline:
                yield self._end(check, skip("offline"))
            elif bad := [need for need in needs if self._states.get(need, State.OK) not in _GOOD]:
                yield self._end(check, skip(f"needs {', '.join(bad)}"))
            elif all(need in self._states for need in needs):
                self.waiting.remove(check)
                self.busy[check.code] = (check, self._clock())
                Thread(target=self._answer, args=(check,), daemon=True).start()

    def collect(self) -> Iterator[Progress]:
        """Wait for the next answer, the next deadline or a while."""
        if not self.busy:
            return
        now = self._clock()
        deadlines = [min(began + check.deadline_s, self._ends_at) for check, began in self.busy.values()]
        try:
            check, verdict = self._done.get(timeout=max(0.0, min(_SLOW_S, min(deadlines) - now)))
        except Empty:
            yield from self._give_up()
            if self.busy:
                yield self._running()
            return
        # The answer of a check that was given up comes too late.
        if check.code in self.busy:
            yield self._end(check, verdict)

    def _answer(self, check: Check) -> None:
        self._done.put((check, verdict_of(check, self._world)))

    def _give_up(self) -> Iterator[Progress]:
        now = self._clock()
        for check, began in tuple(self.busy.values()):
            if now >= min(began + check.deadline_s, self._ends_at):
                text = f"no answer within {now - began:.0f} s"
                yield self._end(check, Verdict(state=State.UNKNOWN, summary=text))

    def _running(self) -> Running:
        now = self._clock()
        return Running(checks=tuple((check, now - began) for check, began in self.busy.values()))

    def _end(self, check: Check, verdict: Verdict) -> CheckResult:
        began = self.busy.pop(check.code, (check, self._clock()))[1]
        if check in self.waiting:
            self.waiting.remove(check)
        self._states[check.code] = verdict.state
        return result_of(check, verdict, self._clock() - began)


def verdict_of(check: Check, world: World) -> Verdict:
    """Ask *check*; what it could not tell, for whatever reason, is unknown and never a traceback."""
    try:
        return check.ask(world)
    except InsightsError as failure:
        return Verdict(
            state=State.UNKNOWN,
            summary=f"{failure.code}: {failure.summary}",
            fix=failure.fix,
            location=failure.location,
            notes=failure.notes,
        )
    except Exception as bug:  # noqa: BLE001 - one broken check must not hide the others
        place = f"{type(bug).__name__} in {_where(bug)}"
        return Verdict(state=State.UNKNOWN, summary=f"this check has a bug: {place}", fix="please report it")


def _where(bug: BaseException) -> str:
    """The module and line that raised it; no value of it is shown."""
    frames = [frame for frame, _ in walk_tb(bug.__traceback__)]
    return f"{frames[-1].f_globals.get('__name__')}:{frames[-1].f_lineno}" if frames else "an unknown place"


def select(checks: Sequence[Check], wanted: Collection[str], skipped: Collection[str]) -> tuple[Check, ...]:
    """The checks whose code or group is in *wanted* (all when empty) and not in *skipped*, in order.

    Raises KeyError with the first name that is neither a code nor a group.
    """
    known = {name for check in checks for name in (check.code, check.group.value)}
    for name in (*wanted, *skipped):
        if name not in known:
            raise KeyError(name)
    return tuple(
        check
        for check in checks
        if (not wanted or {check.code, check.group.value} & set(wanted))
        and not {check.code, check.group.value} & set(skipped)
    )
