"""What a running server says: startup checks, events as lines or objects, a footer on a terminal, the books."""

import asyncio
import shutil
import threading
from collections import deque
from collections.abc import Callable, Sequence

from insights_cli.cli.invocation import Invocation
from insights_cli.cli.serve.keyboard import Keyboard
from insights_cli.cli.serve.options import ServeFormat
from insights_cli.filters.expression import matches
from insights_cli.pipeline.ledger import Balance
from insights_cli.pipeline.notices import Notice
from insights_cli.pipeline.passages import Passage
from insights_cli.pipeline.view import passage_view
from insights_cli.render.controls import Controls
from insights_cli.render.live import LiveLines
from insights_cli.render.serving import (
    balance_lines,
    check_line,
    detail_lines,
    live_line,
    notice_line,
    now_stamp,
    passage_json,
    passage_line,
    rate_line,
)

_REDRAW_S = 0.2
Footer = Callable[[int], Sequence[str]]
Place = Callable[[Sequence[Passage]], Sequence[Passage]]
# Between two redraws: nobody reads more, and what a filter looks through has to be bounded.
_MOST_FRESH = 500
_MOST_SHOWN = 40


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
        self._keyboard = Keyboard(invocation.runtime.stdin, self._press)
        self._controls = Controls(details=self._details, quit=closed, say=self.note)
        self._fresh: deque[Passage] = deque(maxlen=_MOST_FRESH)
        self._came = 0
        self._last: Passage | None = None
        self._place: Place = lambda passages: passages
        self.target = ""
        self.reader_is_gone = False

    def stay(self, footer: Footer, place: Place) -> None:
        """From now on keep *footer* at the bottom and listen to keys, where standard output is a terminal.

        *place* tells how far events have come.
        """
        out = self._invocation.runtime.stdout
        if out.isatty() and not self._jsonl and not self._invocation.quiet and self._can_move():
            self._place = place
            self._live = LiveLines(out, footer, left_out=lambda count: rate_line(count, self._style))
            self._keyboard.open()
            self._say_later()

    @property
    def keys(self) -> Sequence[str]:
        """What the footer says about keys, in fewer and fewer words."""
        return self._controls.lines if self._keyboard.is_open else ()

    def _press(self, key: str) -> None:
        self._controls.press(key)
        self._say_later()

    def _details(self) -> None:
        for passage in self._place([self._last] if self._last else []):
            for line in detail_lines(passage):
                self.note(line)

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
        if self._live is not None:
            with self._lock:
                self._fresh.extend(passages)
                self._came += len(passages)
            self._say_later()
            return
        if self._jsonl:
            lines = [passage_json(each) for each in passages]
        else:
            lines = [passage_line(each, self._style, short=False) for each in passages]
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
            for line in (*lines, *self._seen(), *notes):
                self._live.add(line)
            self._live.redraw()
            return
        if lines and not self.reader_is_gone:
            runtime.stdout.write("".join(f"{line}\n" for line in lines))
            runtime.stdout.flush()
        for note in notes:
            self._invocation.note(f"{now_stamp(runtime.now())} {note}")
        runtime.stderr.flush()

    def _seen(self) -> Sequence[str]:
        """The lines of what has come since the last redraw, as far as it has come by now."""
        if self._controls.is_paused:
            return ()
        with self._lock:
            fresh, self._fresh = list(self._fresh), deque(maxlen=_MOST_FRESH)
            came, self._came = self._came, 0
        if not self._controls.text:
            fresh = fresh[-_MOST_SHOWN:]
        placed = self._place(fresh)
        if self._controls.text:
            placed = [each for each in placed if matches(self._controls.match, passage_view(each))]
        self._last = placed[-1] if placed else self._last
        width = shutil.get_terminal_size().columns - 1
        shown = [live_line(each, self._style, width) for each in placed[-_MOST_SHOWN:]]
        left_out = came - len(fresh) + len(placed) - len(shown)
        return [rate_line(left_out, self._style), *shown] if left_out else shown

    def finish(self, books: Balance) -> None:
        """Say the last words."""
        self._say()
        self._keyboard.close()
        if self._live is not None:
            self._live.finish()
            self._live = None
        for line in balance_lines(books):
            self._invocation.note(line)
