"""Coverage over many entities for people: one line a path."""

from collections.abc import Sequence

from insights_cli.preview.coverage import MOST_DISTINCT, PathCoverage
from insights_cli.preview.values import Values
from insights_cli.render.diagnostics import printable
from insights_cli.render.preview import plain
from insights_cli.render.style import Style

_HEAD = ("path", "present", "distinct", "personal", "example", "decided by")


def coverage_text(rows: Sequence[PathCoverage], entities: int, style: Style, *, values: Values) -> str:
    """A table of paths: in how many entities, how many values, how many look personal, and what one looks like."""
    cells = [_HEAD, *(_cells(row, entities, values) for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(_HEAD) - 1)]
    lines = []
    for at, row in enumerate(cells):
        padded = [f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)]
        line = "  ".join([*padded, row[-1]]).rstrip()
        is_bad = at > 0 and (rows[at - 1].personal > 0 or bool(rows[at - 1].wrong))
        lines.append(style.paint(line, "dim") if at == 0 else style.paint(line, "yellow") if is_bad else line)
    over = f"over {entities} {'entity' if entities == 1 else 'entities'}"
    return "\n".join([*lines, over]) + "\n"


def _cells(row: PathCoverage, entities: int, values: Values) -> tuple[str, ...]:
    example = plain(row.example) if row.example is not None and values is not Values.HIDE else ""
    near = f"; likely {row.suggestion}" if row.suggestion else ""
    note = f": wrong path{near}" if row.wrong else f": never there{near}" if not row.present else ""
    distinct = f"over {MOST_DISTINCT}" if row.distinct > MOST_DISTINCT else str(row.distinct)
    share = f"{row.present}/{entities}"
    personal = f"{row.personal}/{row.values}" if row.personal else "no"
    return tuple(map(printable, (row.path, share, distinct, personal, example, row.decided_by + note)))
