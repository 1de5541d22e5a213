"""One diagnostic as a compiler would print it: place, code, summary, source line, caret, why and fix."""

from insights_cli.model.diagnostic import Diagnostic, Location
from insights_cli.render.style import Style

_WIDEST_EXCERPT = 160


def headline(found: Diagnostic, style: Style) -> str:
    """`path:line:col: error[IN105] summary`, or without the place when there is none."""
    place = f"{style.paint(printable(str(found.location)), 'bold')}: " if found.location else ""
    return (
        f"{place}{style.severity(found.severity, f'{found.severity.value}[{found.code}]')} {printable(found.summary)}"
    )


def full(found: Diagnostic, style: Style) -> str:
    """The headline, the source line with a caret run, and one line for each further fact."""
    lines = [headline(found, style), *excerpt_lines(found, style)]
    facts = [*found.notes, *((name, text) for name, text in (("why", found.why), ("fix", found.fix)) if text)]
    width = max((len(name) for name, _ in facts), default=0) + 1
    lines += [f"  {style.paint('=', 'blue')} {name + ':':<{width}} {printable(text)}" for name, text in facts]
    return "\n".join(lines)


def excerpt_lines(found: Diagnostic, style: Style) -> list[str]:
    """The source line with a caret run; nothing where the line is not to be shown."""
    if found.location is None or found.excerpt is None:
        return []
    return _excerpt(found.location, found.excerpt, found.label or "", style)


def _excerpt(place: Location, source: str, label: str, style: Style) -> list[str]:
    start = place.column - 1
    is_one_line = place.end_line in (None, place.line)
    end = place.end_column - 1 if is_one_line and place.end_column else len(source.rstrip())
    if len(source) > _WIDEST_EXCERPT:
        cut = max(0, min(start - 20, len(source) - _WIDEST_EXCERPT))
        source, start, end = source[cut : cut + _WIDEST_EXCERPT], start - cut, min(end - cut, _WIDEST_EXCERPT)
    number = str(place.line)
    bar = style.paint("|", "blue")
    gap = " " * len(number)
    pad = "".join("\t" if char == "\t" else " " * width_of(char) for char in source[:start])
    caret = "^" * max(1, width_of(source[start:end]))
    marked = style.paint(f"{caret} {label}".rstrip(), "yellow")
    return [
        f"{gap} {bar}",
        f"{style.paint(number, 'blue')} {bar} {printable(source, keep_tabs=True)}",
        f"{gap} {bar} {pad}{marked}",
    ]


def width_of(text: str) -> int:
    """How many columns of a terminal *text* takes; wide letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def printable(text: str, *, keep_tabs: bool = False) -> str:
    """Replace control characters, so that no text out of a file can steer the terminal."""
    if text.isprintable():
        return text
    kept = "\t" if keep_tabs else ""
    return "".join(
        char if char.isprintable() or char in kept else char.encode("unicode_escape").decode() for char in text
    )
