"""Columns that are as wide as their widest cell, and fold where the terminal is too narrow for that."""

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import TypeAlias

from insights_cli.render.diagnostics import printable, width_of
from insights_cli.render.style import Style

Paint: TypeAlias = Callable[[int, int], Sequence[str]]
"""The colours of the cell in that row and that column."""

_GAP = "  "
_NARROWEST = 8
_NARROWEST_TEXT = 20
_MARKS = "/.,:@-"


def columns(
    head: Sequence[str], rows: Sequence[Sequence[str]], style: Style, *, paint: Paint | None = None, standing: int = -1
) -> str:
    """Lay out *rows* under *head*, two spaces apart.

    Where the terminal is too narrow, cells are folded; a long one in the column *standing* stays whole, on a line of
    its own, with the rest of its row below.
    """
    cells = [[printable(cell) for cell in row] for row in rows]
    sizes = [list(map(width_of, column)) for column in zip(head, *cells, strict=True)]
    widths = _fit(list(map(max, sizes)), style.width)
    if standing >= 0:
        # What stands on a line of its own needs no column.
        sizes[standing] = [size for size in sizes[standing] if size <= widths[standing]] or [0]
        widths = _fit(list(map(max, sizes)), style.width)
    lines: list[str] = []
    for at, row in enumerate([head, *cells]):
        colors = [("dim",) if at == 0 else paint(at - 1, column) if paint else () for column in range(len(head))]
        for parts in _fold_row(row, widths, standing):
            painted = [style.paint(part, *names) for part, names in zip(parts, colors, strict=True)]
            pads = [" " * (width - width_of(part)) for part, width in zip(parts, widths, strict=True)]
            lines.append(_GAP.join(text + pad for text, pad in zip(painted, pads, strict=True)).rstrip())
    return "".join(f"{line}\n" for line in lines)


def _fit(natural: list[int], width: int | None) -> list[int]:
    """Shrink the widest columns to an equal share of what the others leave in *width*."""
    room = (width or 0) - len(_GAP) * (len(natural) - 1)
    if width is None or sum(natural) <= room:
        return natural
    widths = list(natural)
    for done, column in enumerate(sorted(range(len(natural)), key=natural.__getitem__)):
        widths[column] = min(natural[column], max(room // (len(natural) - done), _NARROWEST))
        room -= widths[column]
    return widths


def _fold_row(row: Sequence[str], widths: Sequence[int], standing: int) -> Iterator[list[str]]:
    """The lines of *row*, each a part of every cell."""
    folded = [_fold(cell, width) for cell, width in zip(row, widths, strict=True)]
    if standing >= 0 and len(folded[standing]) > 1:
        folded[standing:] = [[row[standing]], *(["", *parts] for parts in folded[standing + 1 :])]
    for at in range(max(map(len, folded))):
        yield [parts[at] if at < len(parts) else "" for parts in folded]


def _fold(text: str, width: int) -> list[str]:
    """Cut *text* into lines of at most *width*, behind a space or a mark where the second half of a line has one."""
    lines: list[str] = []
    while width_of(text) > width:
        end = _prefix(text, width)
        found = (max(text.rfind(mark, end // 2, end) for mark in marks) + 1 for marks in (" ", _MARKS))
        cut = next(filter(None, found), end)
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*lines, text]


def _prefix(text: str, width: int) -> int:
    """How many characters of *text* fit into *width*; at least one."""
    used = 0
    for at, char in enumerate(text):
        used += width_of(char)
        if used > width:
            return max(at, 1)
    return len(text)


def folded(text: str, style: Style, *, indent: int) -> str:
    """The *text* on as many lines as it has, or as a terminal needs; those after the first are indented."""
    lines = [printable(line) for line in text.splitlines()]
    if style.width is not None:
        room = max(style.width - indent, _NARROWEST_TEXT)
        lines = [part for line in lines for part in wrap(line, room, break_long_words=False, break_on_hyphens=False)]
    return f"\n{' ' * indent}".join(lines)
