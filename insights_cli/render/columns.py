"""Plain columns, as wide as their widest cell."""

from collections.abc import Sequence

from insights_cli.render.diagnostics import printable
from insights_cli.render.style import Style


def columns(head: Sequence[str], rows: Sequence[Sequence[str]], style: Style) -> str:
    """Lay out *rows* under *head*, two spaces apart; the last column is as long as it likes."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in (list(head), *cells)) for column in range(len(head))]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    title = "  ".join(f"{cell:<{width}}" for cell, width in zip(head, widths, strict=True)).rstrip()
    return "".join(f"{line}\n" for line in (style.paint(title, "bold"), *lines))
