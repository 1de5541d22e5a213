"""What keys do to a live view: pause, filter, details, help, quit; pure but for what it holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from insights_cli.errors import UsageError
from insights_cli.filters.expression import Everything, Expression
from insights_cli.filters.fields import doubts
from insights_cli.filters.parse import parse_filter
from insights_cli.render.diagnostics import excerpt_lines
from insights_cli.render.style import PLAIN

HELP = (
    "space  pause and go on",
    "/      filter: type it, then enter; empty shows all (such as action=click and fate!=delivered)",
    "enter  details of the last event shown",
    "?      this help; -> delivered, .. waiting, xx dead, !! rejected",
    "q      quit; events that wait stay in the spool",
)
_KEYS = (
    "[space] pause  [/] filter  [enter] details  [?] help  [q] quit",
    "[space] pause  [/] filter  [?] help  [q] quit",
    "[space] pause  [?] help  [q] quit",
    "[?] help",
    "",
)
_ENTER = "\r\n"
_ERASE = "\x7f\b"
_ESCAPE = "\x1b"
_LONGEST = 200


@dataclass(slots=True, kw_only=True)
class Controls:
    """The state of a live view; *details*, *quit* and *say* are what keys lead to."""

    details: Callable[[], None]
    quit: Callable[[], None]
    say: Callable[[str], None]
    is_paused: bool = False
    text: str = ""
    match: Expression = field(default_factory=Everything)
    typed: str | None = None

    def press(self, key: str) -> None:
        """React to one *key*."""
        if self.typed is not None:
            self._type(key)
        elif key == " ":
            self.is_paused = not self.is_paused
        elif key == "/":
            self.typed = self.text
        elif key in _ENTER:
            self.details()
        elif key == "?":
            for line in HELP:
                self.say(line)
        elif key in "qQ":
            self.quit()

    def _type(self, key: str) -> None:
        assert self.typed is not None
        if key in _ENTER:
            self._apply(self.typed)
        elif key == _ESCAPE:
            self.typed = None
        elif key in _ERASE:
            self.typed = self.typed[:-1]
        elif key == "\x15":
            self.typed = ""
        elif key.isprintable():
            self.typed = (self.typed + key)[:_LONGEST]

    def _apply(self, text: str) -> None:
        try:
            self.match = parse_filter(text)
        except UsageError as wrong:
            for line in (wrong.summary, *excerpt_lines(wrong.diagnostic(), PLAIN)):
                self.say(line)
            return
        for doubt in doubts(self.match):
            self.say(doubt)
        self.text, self.typed = text, None

    @property
    def lines(self) -> Sequence[str]:
        """What the last line of the screen says about keys, in fewer and fewer words."""
        if self.typed is not None:
            return (f"filter: {self.typed}_   (enter applies, esc leaves it)", f"filter: {self.typed}_")
        state = "PAUSED  " if self.is_paused else ""
        shown = f"filter: {self.text}  " if self.text else ""
        return tuple(f"{state}{shown}{keys}".rstrip() for keys in _KEYS)
