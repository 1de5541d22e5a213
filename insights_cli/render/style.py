"""Colour for people, none for pipes."""

from collections.abc import Mapping
from enum import StrEnum

from insights_cli.model.diagnostic import Severity
from insights_cli.model.value import value


class ColorChoice(StrEnum):
    """What `--color` can say."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


_CODES = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36", "bold": "1", "dim": "2"}
_SEVERITIES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


@value
class Style:
    """Paints text where *color* is on and leaves it alone where not; *width* is that of the terminal, None for none."""

    color: bool = False
    width: int | None = None

    def paint(self, text: str, *names: str) -> str:
        """Wrap *text* in the ANSI codes called *names*, such as `red` or `bold`."""
        if not self.color or not text or not names:
            return text
        return f"\x1b[{';'.join(_CODES[name] for name in names)}m{text}\x1b[0m"

    def severity(self, severity: Severity, text: str) -> str:
        """Paint *text* as something of that severity."""
        return self.paint(text, _SEVERITIES[severity], "bold")


PLAIN = Style()


def wants_color(choice: ColorChoice, environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Decide by `--color`, then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, then CLICOLOR and TERM, then the terminal."""
    if choice is not ColorChoice.AUTO:
        return choice is ColorChoice.ALWAYS
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return is_terminal and environ.get("CLICOLOR") != "0" and environ.get("TERM") != "dumb"
