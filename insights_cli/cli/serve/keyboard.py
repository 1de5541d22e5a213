"""Keys that a person presses while lines run over the terminal."""

import asyncio
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO

# What arrows and function keys send is no text and no key of ours: F2 ends in a Q.
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|[^\x1b])")


class Keyboard:
    """Gives single keys of *stream* to *press* on the running loop, and the terminal back as it was."""

    def __init__(self, stream: TextIO, press: Callable[[str], None]) -> None:
        self._stream = stream
        self._press = press
        self._before: Any = None

    @property
    def is_open(self) -> bool:
        """Whether keys are heard."""
        return self._before is not None

    def open(self) -> bool:
        """Begin to hear keys; False where the stream is no terminal that can."""
        if sys.platform == "win32" or not self._stream.isatty():
            return False
        import termios
        import tty

        try:
            self._before = termios.tcgetattr(self._stream)
            tty.setcbreak(self._stream)
        except termios.error:
            return False
        asyncio.get_running_loop().add_reader(self._stream.fileno(), self._read)
        return True

    def _read(self) -> None:
        pressed = b""
        with suppress(OSError):
            pressed = os.read(self._stream.fileno(), 1024)
        if not pressed:
            # The terminal has gone; the server goes on.
            self.close()
            return
        for key in _SEQUENCE.sub("", pressed.decode(errors="replace")):
            self._press(key)

    def close(self) -> None:
        """Stop hearing, and give the terminal back."""
        if self._before is None:
            return
        import termios

        with suppress(ValueError, OSError):
            asyncio.get_running_loop().remove_reader(self._stream.fileno())
        with suppress(termios.error, OSError):
            termios.tcsetattr(self._stream, termios.TCSADRAIN, self._before)
        self._before = None
