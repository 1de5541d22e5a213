"""Run the chosen checks, show each as it ends, and sum up."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from insights_cli.cli.doctor.last_run import keep, recall
from insights_cli.cli.doctor.requests import RunOptions
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.doctor import Check
from insights_cli.doctor.causes import changes, likely_causes, remember
from insights_cli.doctor.run import Running, run_checks
from insights_cli.doctor.world import World
from insights_cli.model.checkup import CheckResult, Checkup, State
from insights_cli.render.checkups.text import result_lines

_FAILING = {
    "fail": (State.FAIL,),
    "warn": (State.FAIL, State.WARN),
    "unknown": (State.FAIL, State.UNKNOWN),
    "never": (),
}


def run(checks: Sequence[Check], world: World, options: RunOptions, invocation: Invocation) -> Checkup:
    """Run *checks*; as text each result is written as it ends. Ctrl-C ends the run with what is known."""
    began = time.monotonic()
    seen = _Seen(invocation, tuple(check.code for check in checks), live=invocation.format == "text")
    interrupted = False
    try:
        for progress in run_checks(checks, world, timeout_s=options.timeout_s, offline=options.offline):
            seen.take(progress)
    except KeyboardInterrupt:
        interrupted = True
    seen.clear()
    results = tuple(sorted(seen.results, key=lambda result: seen.order.index(result.code)))
    last = recall(invocation)
    before = last if options.since_last else {}
    changed = changes(before, results)
    if options.since_last and not last:
        invocation.note("there is no earlier run in this folder to compare with")
    elif options.since_last and not changed:
        invocation.note("nothing changed since the last run")
    keep(invocation, {**last, **remember(results)})
    return Checkup(
        results=results,
        exit_code=ExitCode.INTERRUPTED if interrupted else exit_code(results, options),
        symptom=options.symptom.value if options.symptom else "",
        causes=likely_causes(checks, results, options.symptom),
        changes=changed,
        took_s=time.monotonic() - began,
        interrupted=interrupted,
    )


def exit_code(results: Sequence[CheckResult], options: RunOptions) -> ExitCode:
    """1 for a bad answer, 3 for one that is missing where it matters, else 0."""
    states = {result.state for result in results}
    failing = set(_FAILING[options.fail_on])
    if states & failing - {State.UNKNOWN}:
        return ExitCode.FINDINGS
    missing = [each for each in results if each.state is State.UNKNOWN and each.code in options.named]
    if missing or (State.UNKNOWN in states and State.UNKNOWN in failing):
        return ExitCode.UNKNOWN
    return ExitCode.OK


@dataclass(slots=True)
class _Seen:
    """What has come so far; on a terminal the checks that take long stand in a line of their own."""

    invocation: Invocation
    order: tuple[str, ...]
    live: bool
    results: list[CheckResult] = field(default_factory=list)
    shown: int = 0
    is_drawn: bool = False

    def take(self, progress: Running | CheckResult) -> None:
        self.clear()
        if isinstance(progress, Running):
            self._draw(progress)
        else:
            self.results.append(progress)
            self._show_in_order()

    def _show_in_order(self) -> None:
        """Write what is known up to the first check that still runs, so that a report reads the same every time."""
        known = {result.code: result for result in self.results}
        while self.shown < len(self.order) and (result := known.get(self.order[self.shown])):
            self.shown += 1
            if self.live and (result.state is not State.SKIP or self.invocation.verbose):
                self.invocation.answer(result_lines(result, self.invocation.style))
                self.invocation.runtime.stdout.flush()

    def clear(self) -> None:
        if self.is_drawn:
            self.invocation.runtime.stderr.write("\r\x1b[K")
            self.is_drawn = False

    def _draw(self, running: Running) -> None:
        if self._can_draw:
            (check, age_s), *others = running.checks
            more = f" and {len(others)} more" if others else ""
            self.invocation.runtime.stderr.write(f"asking {check.code} {check.title[:45]}, {age_s:.0f} s{more}")
            self.invocation.runtime.stderr.flush()
            self.is_drawn = True

    @property
    def _can_draw(self) -> bool:
        runtime = self.invocation.runtime
        return self.live and runtime.stderr.isatty() and runtime.environ.get("TERM") != "dumb"
