"""Help for tests of one's own plugins while the server runs: expectations, and a record of what passed."""

import asyncio
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TextIO

from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.serve.files import unwritable
from insights_cli.cli.serve.options import ServeOptions, parse_duration
from insights_cli.errors import UsageError
from insights_cli.filters.expectations import Expectations
from insights_cli.pipeline.history import History, Ids
from insights_cli.pipeline.passages import Arrival, Passage
from insights_cli.pipeline.view import passage_view
from insights_cli.render.serving import passage_json


class Recorder:
    """Writes each accepted event to a file of its owner alone, redacted, one JSON object a line."""

    def __init__(self, path: Path) -> None:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            os.fchmod(descriptor, 0o600)
        except OSError as failed:
            raise unwritable(path, failed) from failed
        self._file: TextIO = os.fdopen(descriptor, "a", encoding="utf-8")

    def take(self, arrival: Arrival) -> None:
        """Write all events of *arrival*."""
        self._file.write("".join(f"{passage_json(each)}\n" for each in arrival.passages()))
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class Testing:
    """What the flags for tests ask for; *stop* ends the server when the verdict is found."""

    __test__ = False

    def __init__(self, options: ServeOptions, cwd: Path, stop: Callable[[], None]) -> None:
        self._within_s = parse_duration(options.within, flag="--within", default_s=30.0)
        if options.within and not (options.expect or options.expect_none):
            raise UsageError("CL001", "--within goes with --expect or --expect-none", fix="--expect action=navigate")
        expects = bool(options.expect or options.expect_none)
        self._expectations = Expectations(options.expect, options.expect_none) if expects else None
        self._record = cwd / options.record if options.record else None
        self._recorder: Recorder | None = None
        self._stop = stop
        self._lock = Lock()

    def open(self) -> None:
        """Open the record; raises InsightsError SV008 when it cannot be written."""
        if self._record is not None:
            self._recorder = Recorder(self._record)

    @property
    def doubts(self) -> Sequence[str]:
        """What is likely misspelt in an expectation."""
        return self._expectations.doubts if self._expectations else ()

    def watch(self, history: History) -> None:
        """Hear what passes, on this event loop and on the forwarder's thread."""
        if self._recorder is not None:
            history.watch(new=self._recorder.take)
        if self._expectations is not None:
            loop = asyncio.get_running_loop()
            loop.call_later(self._within_s, self._stop)

            def look(passages: Sequence[Passage]) -> None:
                if self._hear(passages):
                    with suppress(RuntimeError):
                        loop.call_soon_threadsafe(self._stop)

            def moved(ids: Ids) -> None:
                look(history.find_all(ids))

            # An event can have come further before intake tells of it.
            history.watch(new=lambda arrival: look(history.find_all(arrival.ids)), moved=moved)

    def _hear(self, passages: Sequence[Passage]) -> bool:
        assert self._expectations is not None
        with self._lock:
            was_decided = self._expectations.is_decided
            return self._expectations.hear(map(passage_view, passages)) and not was_decided

    def close(self) -> None:
        """Close the record."""
        if self._recorder is not None:
            self._recorder.close()

    def verdict(self, say: Callable[[str], None]) -> ExitCode:
        """Say what was found; FINDINGS when an expectation is not met."""
        if self._expectations is None:
            return ExitCode.OK
        for line in self._expectations.lines():
            say(line)
        return ExitCode.OK if self._expectations.is_met else ExitCode.FINDINGS
