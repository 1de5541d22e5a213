"""An older file becomes a current one, whole or not at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from insights_cli.spools.sqlite import schema
from insights_cli.spools.sqlite import statements as sql
from tests.spools.making import envelopes

LATER = (*schema.MIGRATIONS, "ALTER TABLE segment ADD COLUMN colour TEXT DEFAULT 'red';")


@pytest.fixture
def older(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A file of the current version with one segment."""
    with closing(schema.connect(str(tmp_path / "spool.db"), sqlite3.Connection)) as opened:
        schema.create(opened, UUID(int=7))
        sql.write_segments(opened, envelopes(1, 2), 0)
        yield opened


def test_a_migration_keeps_what_waits(older: sqlite3.Connection) -> None:
    """The next version has its new column, the rows that were there, and is not migrated twice."""
    for _ in range(2):
        schema.migrate(older, LATER)
        assert schema.version(older) == len(LATER)
        assert older.execute("SELECT size, colour FROM segment").fetchall() == [(2, "red")]


def test_a_migration_that_fails_changes_nothing(older: sqlite3.Connection) -> None:
    """A broken step leaves the version and the tables as they were."""
    broken = (*schema.MIGRATIONS, "ALTER TABLE segment ADD COLUMN colour TEXT; SELECT * FROM nowhere;")
    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(older, broken)
    assert schema.version(older) == len(schema.MIGRATIONS)
    assert "colour" not in [row[1] for row in older.execute("PRAGMA table_info(segment)")]


def test_the_writer_waits_for_the_disk(older: sqlite3.Connection) -> None:
    """The log is written ahead, and each commit waits for its fsync."""
    assert older.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert older.execute("PRAGMA synchronous").fetchone() == (2,)
