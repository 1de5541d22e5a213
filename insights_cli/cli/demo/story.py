"""Tell the demo: each command with what it answers, then what arrived, then the books."""

import json
import re
import time
from collections.abc import Mapping

from insights_cli.cli.demo.stage import Served, Stage
from insights_cli.cli.exit_code import ExitCode
from insights_cli.demo.fake_upstream import FakeUpstream, fake_upstream
from insights_cli.demo.scenario import CHECK, PREVIEW, TRIGGER, USER, Books, Step, books_of
from insights_cli.doctor.probe import ask

_LIMIT_S = 30.0


def tell(stage: Stage, *, stays: bool) -> int:
    """Play the whole story on *stage*; with *stays* keep the server until interrupted. Returns the exit code."""
    began = time.monotonic()
    stage.build()
    for number, step in enumerate((CHECK, PREVIEW), start=1):
        if not _show(stage, number, step):
            return ExitCode.UNKNOWN
    with fake_upstream() as upstream:
        _title(stage, 3, "Serve, with an upstream that is busy at first and refuses one kind of event.")
        argv = ("--auth", "none", "--as", USER, "--upstream", upstream.url, *(("--open",) if stays else ()))
        _say(stage, f"$ insights serve {' '.join(argv)}")
        with stage.serving(argv) as served:
            _say(stage, _indented(_checks(served.words)))
            if not _show(stage, 4, Step(title=TRIGGER.title, argv=(*TRIGGER.argv, "--to", served.url))):
                return ExitCode.UNKNOWN
            books = _settled(served, upstream)
            _report(stage, books, upstream, time.monotonic() - began)
            if stays:
                _stay(stage, served)
    return ExitCode.FINDINGS if books.problems else ExitCode.OK


def _title(stage: Stage, number: int, words: str) -> None:
    _say(stage, f"\n{stage.invocation.style.paint(f'{number}. {words}', 'bold')}\n")


def _say(stage: Stage, text: str) -> None:
    stage.invocation.answer(f"{text}\n")
    stage.invocation.runtime.stdout.flush()


def _show(stage: Stage, number: int, step: Step) -> bool:
    """Run a step before the viewer's eyes; False, with its words, when it ended otherwise than planned."""
    _title(stage, number, step.title)
    _say(stage, f"$ insights {' '.join(step.argv)}")
    played = stage.play(step.argv)
    _say(stage, _indented(played.out.rstrip()))
    if played.code == step.expected:
        return True
    _say(stage, _indented(played.err.rstrip()))
    _say(stage, f"the demo stops here: exit code {played.code} instead of {step.expected}")
    return False


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


def _checks(words: str) -> str:
    """The startup checks of the server, without the words around them."""
    lines = [line for line in words.splitlines() if re.match(r"  \S", line)]
    return "\n".join(line.strip() for line in lines)


def _settled(served: Served, upstream: FakeUpstream) -> Books:
    """Wait until nothing waits any more, or time is up."""
    ends_at = time.monotonic() + _LIMIT_S
    while True:
        events = _events(served.url)
        if (events["received"] and not events["waiting"]) or time.monotonic() > ends_at:
            return books_of(
                events, arrived=len(upstream.arrived), repeats=upstream.repeats, without_token=upstream.without_token
            )
        time.sleep(0.05)


def _events(url: str) -> Mapping[str, int]:
    found: Mapping[str, int] = json.loads(ask("GET", f"{url}/healthz", {}).body)["events"]
    return found


def _report(stage: Stage, books: Books, upstream: FakeUpstream, took_s: float) -> None:
    _title(stage, 5, "What the upstream saw.")
    for events, status in upstream.attempts[:8]:
        _say(stage, f"    {events:>3} events -> {status}")
    _say(stage, f"    {len(upstream.attempts)} attempts, {books.arrived} events arrived, {books.repeats} twice")
    _say(stage, "\n    the first of them, as it left:")
    _say(stage, _indented(json.dumps(upstream.sample, indent=2, ensure_ascii=False)))
    _title(stage, 6, "Every event is accounted for." if not books.problems else "Something does not add up.")
    sums = f"rejected {books.rejected} + delivered {books.delivered} + waiting {books.waiting} + dead {books.dead}"
    _say(stage, f"    received {books.received} = {sums}")
    for problem in books.problems:
        _say(stage, f"    {problem}")
    _say(stage, f"\n{took_s:.1f} s. Now on your own project: insights check-config, then insights doctor")


def _stay(stage: Stage, served: Served) -> None:
    link = re.search(r"inspector\s+(\S+)", served.words)
    _say(stage, f"\nThe inspector is at {link[1] if link else served.url}; Ctrl-C ends the demo.")
    try:
        served.process.wait()
    except KeyboardInterrupt:
        _say(stage, "")
