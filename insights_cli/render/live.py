"""Lines that scroll above a footer that stays, on a terminal; only lines in a pipe."""

import shutil
from collections.abc import Callable, Sequence
from typing import TextIO

from insights_cli.render.diagnostics import width_of

_MOST_WAITING = 200


class LiveLines:
    """Collects lines from any thread; `redraw`, called a few times a second, writes them and the footer in one go.

    *footer* gives the lines at the bottom for a width. Nothing is drawn where *stream* is no terminal.
    """

    def __init__(
        self, stream: TextIO, footer: Callable[[int], Sequence[str]], *, left_out: Callable[[int], str]
    ) -> None:
        self._stream = stream
        self._footer = footer
        self._left_out = left_out
        self._waiting: list[str] = []
        self._dropped = 0
        self._drawn: Sequence[str] = ()

    def add(self, line: str) -> None:
        """Show *line* with the next redraw; a flood is summed up, as nobody can read it."""
        if len(self._waiting) < _MOST_WAITING:
            self._waiting.append(line)
        else:
            self._dropped += 1

    def redraw(self) -> None:
        """Write what has come, and the footer if it changed."""
        lines, self._waiting = self._waiting, []
        dropped, self._dropped = self._dropped, 0
        width = max(shutil.get_terminal_size().columns, 1)
        footer = tuple(self._footer(width))
        if not lines and footer == self._drawn:
            return
        if dropped:
            lines.append(self._left_out(dropped))
        text = self._clear(width) + "".join(f"{line}\n" for line in lines) + "\n".join(footer)
        self._drawn = footer
        self._write(text)

    def finish(self) -> None:
        """Write what is left and take the footer away."""
        lines, self._waiting = self._waiting, []
        self._write(self._clear(max(shutil.get_terminal_size().columns, 1)) + "".join(f"{line}\n" for line in lines))
        self._drawn = ()

    def _clear(self, width: int) -> str:
        if not self._drawn:
            return ""
        # A terminal that became narrower has broken what was drawn into more lines.
        rows = sum(max(1, -(-width_of(line) // width)) for line in self._drawn)
        return "\r" + "\x1b[1A" * (rows - 1) + "\x1b[J"

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
