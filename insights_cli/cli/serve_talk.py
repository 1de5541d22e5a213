"""What a running server says: startup checks, events as lines or objects, a footer on a terminal, the books."""

import asyncio
import threading
from collections.abc import Callable, Sequence

from insights_cli.cli.invocation import Invocation
from insights_cli.cli.serve_options import ServeFormat
from insights_cli.pipeline.history import Passage
from insights_cli.pipeline.ledger import Balance
from insights_cli.pipeline.notices import Notice
from insights_cli.render.live import LiveLines
from insights_cli.render.serving import (
    balance_lines,
    check_line,
    notice_line,
    now_stamp,
    passage_json,
    passage_line,
    rate_line,
)

_REDRAW_S = 0.2
Footer = Callable[[int], Sequence[str]]


class Talk:
    """Collects what is to be said on any thread and says it on the loop's, a few times a second."""

    def __init__(self, invocation: Invocation, shape: ServeFormat, *, closed: Callable[[], None]) -> None:
        self._invocation = invocation
        self._style = invocation.style
        self._loop = asyncio.get_running_loop()
        self._closed = closed
        self._lock = threading.Lock()
        self._lines: list[str] = []
        self._notes: list[str] = []
        self._is_due = False
        self._shows_events = not invocation.quiet
        self._jsonl = shape is ServeFormat.JSONL
        self._live: LiveLines | None = None
        self.target = ""
        self.reader_is_gone = False

    def stay(self, footer: Footer) -> None:
        """From now on keep *footer* at the bottom, where standard output is a terminal."""
        out = self._invocation.runtime.stdout
        if out.isatty() and not self._jsonl and not self._invocation.quiet and self._can_move():
            self._live = LiveLines(out, footer, left_out=lambda count: rate_line(count, self._style))
            self._say_later()

    def _can_move(self) -> bool:
        return self._invocation.runtime.environ.get("TERM", "dumb") != "dumb"

    def check(self, name: str, words: str, *, good: bool = True) -> None:
        """Say how one startup check went."""
        self._invocation.note(check_line(name, words, self._invocation.error_style, good=good))
        self._invocation.runtime.stderr.flush()

    def note(self, words: str) -> None:
        """Say something about the server."""
        with self._lock:
            self._notes.append(words)
        self._say_later()

    def heed(self, notice: Notice) -> None:
        """Say what a person should know of *notice*; the footer follows every one."""
        words = notice_line(notice, self.target)
        if words:
            self.note(words)
        elif self._live is not None:
            self._say_later()

    def passages(self, passages: Sequence[Passage]) -> None:
        """Show events: when they are accepted, and as objects also when they have arrived."""
        if not self._shows_events:
            return
        if self._jsonl:
            lines = [passage_json(each) for each in passages]
        else:
            live = self._live is not None
            lines = [passage_line(each, self._style, short=live) for each in passages]
        if lines:
            with self._lock:
                self._lines.extend(lines)
            self._say_later()

    def _say_later(self) -> None:
        if not self._is_due:
            self._is_due = True
            self._loop.call_soon_threadsafe(self._loop.call_later, _REDRAW_S if self._live else 0.02, self._say)

    def _say(self) -> None:
        self._is_due = False
        with self._lock:
            lines, self._lines = self._lines, []
            notes, self._notes = self._notes, []
        try:
            self._write(lines, notes)
        except BrokenPipeError:
            self.reader_is_gone, self._shows_events, self._live = True, False, None
            self._closed()

    def _write(self, lines: Sequence[str], notes: Sequence[str]) -> None:
        runtime = self._invocation.runtime
        if self._live is not None:
            for line in (*lines, *notes):
                self._live.add(line)
            self._live.redraw()
            return
        if lines and not self.reader_is_gone:
            runtime.stdout.write("".join(f"{line}\n" for line in lines))
            runtime.stdout.flush()
        for note in notes:
            self._invocation.note(f"{now_stamp(runtime.now())} {note}")
        runtime.stderr.flush()

    def finish(self, books: Balance) -> None:
        """Say the last words."""
        self._say()
        if self._live is not None:
            self._live.finish()
            self._live = None
        for line in balance_lines(books):
            self._invocation.note(line)
