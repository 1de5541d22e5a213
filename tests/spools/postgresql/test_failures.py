"""Errors of PostgreSQL in the words of the promise."""

import psycopg
import pytest
from psycopg import errors

from insights_cli.spools import SpoolAwayError, SpoolFullError, SpoolUnavailableError
from insights_cli.spools.postgresql.address import parse_target
from insights_cli.spools.postgresql.failures import not_connected, translated

TARGET = parse_target("postgresql://u:geheim@h/db")


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (errors.DiskFull("could not extend file"), SpoolFullError, "SP102"),
        (errors.InsufficientPrivilege("no"), SpoolUnavailableError, "SP118"),
        (errors.UndefinedTable("no"), SpoolUnavailableError, "SP107"),
        (errors.SyntaxError("at our own"), SpoolUnavailableError, "SP103"),
        (errors.AdminShutdown("terminating"), SpoolAwayError, "SP116"),
        (errors.QueryCanceled("statement timeout"), SpoolAwayError, "SP116"),
        (errors.TooManyConnections("sorry"), SpoolAwayError, "SP116"),
        (errors.ReadOnlySqlTransaction("a standby"), SpoolAwayError, "SP116"),
        (errors.SerializationFailure("again"), SpoolAwayError, "SP116"),
        (psycopg.OperationalError("server closed the connection"), SpoolAwayError, "SP116"),
        (psycopg.InterfaceError("the connection is closed"), SpoolAwayError, "SP116"),
        (TimeoutError(), SpoolAwayError, "SP116"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_statement_that_fails(error: Exception, kind: type[Exception], code: str) -> None:
    """What may pass by itself is told from what may not."""
    found = translated(error, TARGET)
    assert (type(found), found.code) == (kind, code)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ('FATAL: password authentication failed for user "u"', "SP117"),
        ("fe_sendauth: no password supplied", "SP117"),
        ('no pg_hba.conf entry for host "h"', "SP117"),
        ('database "db" does not exist', "SP117"),
        ("Connection refused", "SP116"),
        ('could not translate host name "h" to address', "SP116"),
    ],
)
def test_a_connection_that_fails(words: str, code: str) -> None:
    """Who is not let in has to do something else than who finds nobody there; a server goes on trying in both cases."""
    found = not_connected(psycopg.OperationalError(f"connection to h, u:geheim@h failed: {words}"), TARGET)
    assert (type(found), found.code) == (SpoolAwayError, code)
    assert "geheim" not in str(found.notes)
