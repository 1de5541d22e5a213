"""Rows read from the bytes of a file are those that SQLite reads."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from insights_cli.spools.sqlite.pages import Pages, frames, mapped, place_in_log
from insights_cli.spools.sqlite.rows import RowReader

SIZES = [0, 1, 300, 488, 489, 490, 4000, 4060, 4061, 4062, 4096, 8180, 8181, 9000, 70_000]
NUMBERS = [0, 1, -1, 127, 128, -129, 1 << 15, 1 << 23, 1 << 31, 1 << 40, 1 << 47, -(1 << 55), (1 << 63) - 1]


def made(path: Path) -> list[tuple[int, tuple[object, ...]]]:
    """A file with rows of every size around the limits of a page; what SQLite says they are."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA page_size = 4096")
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, number INTEGER, text TEXT, data BLOB)")
        for place, size in enumerate(SIZES * 3):
            row = (place + 1, NUMBERS[place % len(NUMBERS)], "ü" * (size // 3), bytes([place % 256]) * size)
            file.execute("INSERT INTO things VALUES (?, ?, ?, ?)", row)
        file.execute("DELETE FROM things WHERE id % 7 = 0")
        path.with_suffix(".log").write_bytes(Path(f"{path}-wal").read_bytes())
        path.with_suffix(".main").write_bytes(path.read_bytes())
        rows = file.execute("SELECT id, number, text, data FROM things ORDER BY id").fetchall()
    return [(row[0], (None, *row[1:])) for row in rows]


@pytest.mark.parametrize("from_log", [False, True])
def test_every_row_is_read_as_sqlite_reads_it(tmp_path: Path, from_log: bool) -> None:
    """Small, spilled and huge rows, from the main file or from a log that was never moved into it."""
    path = tmp_path / "things.db"
    expected = made(path)
    pages = (
        Pages(mapped(str(path.with_suffix(".main"))), mapped(str(path.with_suffix(".log"))))
        if from_log
        else Pages(mapped(str(path)), b"")
    )
    used = [number for number in range(1, pages.count + 1) if number not in set(pages.free())]
    rows = [(row.id, row.columns) for row in RowReader(pages).rows(used) if len(row.columns) == 4]
    assert sorted(rows, key=lambda row: row[0]) == expected


def test_the_log_ends_where_sqlite_says(tmp_path: Path) -> None:
    """The number of the last frame of a sound log is the one that a checkpoint tells."""
    with closing(sqlite3.connect(tmp_path / "one.db", isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE t (x)")
        for number in range(20):
            file.execute("INSERT INTO t VALUES (?)", (number,))
        seen = frames(mapped(str(tmp_path / "one.db-wal")))
        assert place_in_log(seen[-1]) == file.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]
