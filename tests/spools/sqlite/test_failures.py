"""SQLite's errors become what the promise names, with a code and the cause."""

import pytest

from insights_cli.spools import SpoolFullError, SpoolUnavailableError
from insights_cli.spools.sqlite.failures import is_damage, translated
from tests.spools.sqlite.faulty import error


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("SQLITE_FULL", SpoolFullError, "SP102"),
        ("SQLITE_IOERR_SHMSIZE", SpoolFullError, "SP102"),
        ("SQLITE_IOERR_FSYNC", SpoolUnavailableError, "SP103"),
        ("SQLITE_BUSY", SpoolUnavailableError, "SP103"),
        ("SQLITE_CANTOPEN", SpoolUnavailableError, "SP108"),
        ("SQLITE_READONLY_DBMOVED", SpoolUnavailableError, "SP108"),
        ("SQLITE_CORRUPT_INDEX", SpoolUnavailableError, "SP109"),
        ("SQLITE_NOTADB", SpoolUnavailableError, "SP109"),
    ],
)
def test_an_error_gets_its_code(name: str, kind: type[Exception], code: str) -> None:
    """Full, unwritable, forbidden and damaged are told apart, and the path is named."""
    failure = translated(error(name), "/var/lib/insights/spool.db")
    assert (type(failure), failure.code) == (kind, code)
    assert ("spool", "/var/lib/insights/spool.db") in failure.notes
    assert is_damage(error(name)) == (code == "SP109")
