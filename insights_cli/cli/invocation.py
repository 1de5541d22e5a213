"""One run of the program: the runtime, and what the flags that every command shares have said."""

import os
from typing import Any, Protocol, TextIO

from insights_cli.cli.runtime import Runtime
from insights_cli.render.style import ColorChoice, Style, wants_color


class Invocation:
    """Mutable while the command line is parsed, only read afterwards; it travels as `ctx.obj`.

    *format* is the output format once the command's own flags are parsed, so that a failure can be said in it too.
    """

    __slots__ = ("color", "command", "directory", "format", "quiet", "runtime", "verbose")

    def __init__(self, *, runtime: Runtime, color: ColorChoice = ColorChoice.AUTO) -> None:
        self.runtime = runtime
        self.command = ""
        self.directory = ""
        self.color = color
        self.verbose = 0
        self.quiet = False
        self.format = "text"

    @property
    def cwd(self) -> str:
        """Where relative paths start: the working directory, or the folder that `-C` names."""
        folder = self.runtime.cwd
        return os.path.realpath(os.path.join(folder, self.directory)) if self.directory else folder

    def place(self, path: str) -> str:
        """Where *path* is that the user gave."""
        return os.path.join(self.cwd, path)

    @property
    def style(self) -> Style:
        """How to paint the answer."""
        return self._style_of(self.runtime.stdout)

    def answer(self, text: str) -> None:
        """Write *text* to standard output, as it is."""
        self.runtime.stdout.write(text)

    def note(self, text: str) -> None:
        """Say something on standard error, unless `--quiet`."""
        if not self.quiet:
            self.runtime.stderr.write(f"{text}\n")

    @property
    def error_style(self) -> Style:
        """How to paint what goes to standard error."""
        return self._style_of(self.runtime.stderr)

    def _style_of(self, stream: TextIO) -> Style:
        is_terminal = stream.isatty()
        color = wants_color(self.color, self.runtime.environ, is_terminal=is_terminal)
        return Style(color=color, width=_width_of(stream) if is_terminal else None)


def _width_of(terminal: TextIO) -> int | None:
    """The width of *terminal*; None when it does not say."""
    try:
        return os.get_terminal_size(terminal.fileno()).columns or None
    except (OSError, ValueError):
        return None


class _Context(Protocol):
    """The part of the framework's context that leads to the invocation; importing the framework costs too much here."""

    def find_root(self) -> Any: ...


def invocation_of(ctx: _Context, command: str = "") -> Invocation:
    """The invocation that *ctx* belongs to, told that it is *command* which runs."""
    found = ctx.find_root().obj
    assert isinstance(found, Invocation)
    if command:
        found.command = command
    return found
