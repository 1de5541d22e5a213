"""Coverage over many entities for people: one line a path."""

from collections.abc import Sequence

from insights_cli.preview.coverage import MOST_DISTINCT, PathCoverage
from insights_cli.preview.values import Values
from insights_cli.render.columns import columns
from insights_cli.render.preview import plain
from insights_cli.render.style import Style

_HEAD = ("path", "present", "distinct", "personal", "example", "decided by")


def coverage_text(rows: Sequence[PathCoverage], entities: int, style: Style, *, values: Values) -> str:
    """A table of paths: in how many entities, how many values, how many look personal, and what one looks like."""
    cells = [_cells(row, entities, values) for row in rows]

    def paint(at: int, _: int) -> tuple[str, ...]:
        return ("yellow",) if rows[at].personal or rows[at].wrong else ()

    over = f"over {entities} {'entity' if entities == 1 else 'entities'}"
    return f"{columns(_HEAD, cells, style, paint=paint, standing=0)}{over}\n"


def _cells(row: PathCoverage, entities: int, values: Values) -> tuple[str, ...]:
    example = plain(row.example) if row.example is not None and values is not Values.HIDE else ""
    near = f"; likely {row.suggestion}" if row.suggestion else ""
    note = f": wrong path{near}" if row.wrong else f": never there{near}" if not row.present else ""
    distinct = f"over {MOST_DISTINCT}" if row.distinct > MOST_DISTINCT else str(row.distinct)
    share = f"{row.present}/{entities}"
    # Only what is captured was searched.
    personal = f"{row.personal}/{row.values}" if row.personal else "no" if row.is_captured else "-"
    return (row.path, share, distinct, personal, example, row.decided_by + note)
