"""What the errors of PostgreSQL and of the way to it mean to those who use a spool."""

import psycopg

from insights_cli.errors import InsightsError
from insights_cli.spools import SpoolAwayError, SpoolFullError, SpoolUnavailableError
from insights_cli.spools.postgresql.address import Target

# https://www.postgresql.org/docs/current/errcodes-appendix.html: lost connections, want of something, an operator's
# hand, a server that has become a standby, transactions that met each other, a lock that took too long.
_PASSING = ("08", "53", "57", "58", "25006", "40", "55P03", "XX")
_FULL = "53100"
_FORBIDDEN = "42501"
_MISSING = ("3F000", "42P01", "42703")
# A failed connection has no code, only words; these are of the server and end in its log under the same words.
_NOT_LET_IN = ("authentication failed", "no password supplied", "pg_hba.conf", "does not exist", "not permitted")


def is_passing(error: BaseException) -> bool:
    """Whether another connection, a little later, may well succeed."""
    if isinstance(error, TimeoutError | psycopg.InterfaceError):
        return True
    if not isinstance(error, psycopg.Error):
        return False
    state = error.sqlstate
    if state == _FULL:
        return False
    return state.startswith(_PASSING) if state else isinstance(error, psycopg.OperationalError)


def translated(error: BaseException, target: Target) -> InsightsError:
    """The failure of a statement as the promise names it."""
    state = error.sqlstate if isinstance(error, psycopg.Error) else None
    notes = _notes(error, target)
    if state == _FULL:
        fix = "free room on the disk of PostgreSQL; accepting resumes by itself"
        return SpoolFullError("SP102", "the disk of the spool is full", fix=fix, notes=notes)
    if is_passing(error):
        return away(error, target)
    if state == _FORBIDDEN:
        return forbidden(error, target)
    if state in _MISSING:
        fix = "start `insights serve` once; it makes and upgrades its tables"
        return SpoolUnavailableError("SP107", f"there is no spool at {target.shown}", fix=fix, notes=notes)
    return SpoolUnavailableError("SP103", "the spool cannot write", fix="insights spool check", notes=notes)


def not_connected(error: BaseException, target: Target) -> InsightsError:
    """The failure to connect as the promise names it."""
    if any(words in str(error) for words in _NOT_LET_IN):
        fix = "check user, password (PGPASSWORD or ~/.pgpass), database and pg_hba.conf; try the address with psql"
        return SpoolAwayError("SP117", "PostgreSQL does not let insights in", fix=fix, notes=_notes(error, target))
    return away(error, target)


def away(error: BaseException, target: Target) -> SpoolAwayError:
    """PostgreSQL does not answer now."""
    fix = "check that PostgreSQL runs and can be reached from here; insights goes on by itself when it can"
    return SpoolAwayError("SP116", "PostgreSQL does not answer", fix=fix, notes=_notes(error, target))


def forbidden(error: BaseException, target: Target) -> SpoolUnavailableError:
    """The role lacks a right."""
    fix = f"as its owner: GRANT CREATE ON DATABASE ... TO the role, or make the schema {target.schema} for it"
    return SpoolUnavailableError(
        "SP118", "the role may not do that in PostgreSQL", fix=fix, notes=_notes(error, target)
    )


def closed() -> SpoolUnavailableError:
    """Something was asked after close."""
    return SpoolUnavailableError("SP105", "the spool is closed")


def _notes(error: BaseException, target: Target) -> tuple[tuple[str, str], ...]:
    words = target.scrubbed(str(error)) or type(error).__name__
    return (("spool", target.shown), ("cause", words[:500]))
