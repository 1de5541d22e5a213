"""What SQLite's errors mean to those who use a spool."""

import os
import shlex
import sqlite3
from contextlib import suppress

from insights_cli.errors import InsightsError
from insights_cli.spools import SpoolFullError, SpoolUnavailableError

# Less than this free, a write that failed for another reason failed for want of room: SQLite reports a full disk
# under other names when it hits the shared memory file or an fsync.
_NO_ROOM_BYTES = 1 << 20
_FULL = {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"}
# SQLITE_ERROR is what a missing table or column gives: the statements are ours, so the file is at fault.
_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR", "SQLITE_FORMAT", "DatabaseError"}
_FORBIDDEN = {"SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH"}


def _error_name(error: sqlite3.Error) -> str:
    # Absent on errors that the Python module itself raises.
    return str(getattr(error, "sqlite_errorname", "") or type(error).__name__)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken."""
    return _error_name(error) in _DAMAGED or _error_name(error).startswith("SQLITE_CORRUPT")


def is_full(error: sqlite3.Error, path: str) -> bool:
    """Whether there was no room on the disk."""
    if _error_name(error) in _FULL:
        return True
    with suppress(OSError):
        room = os.statvfs(os.path.dirname(path) or ".")
        return _error_name(error).startswith("SQLITE_IOERR") and room.f_bavail * room.f_frsize < _NO_ROOM_BYTES
    return False


def translated(error: sqlite3.Error, path: str) -> InsightsError:
    """The failure as the promise names it."""
    notes = (("spool", path), ("cause", f"{_error_name(error)}: {error}"))
    if is_full(error, path):
        return disk_full(path)
    if is_damage(error):
        fix = f"stop the server, then: insights spool repair --spool {shlex.quote(path)}"
        return SpoolUnavailableError("SP109", "the spool is damaged", fix=fix, notes=notes)
    if any(_error_name(error).startswith(each) for each in _FORBIDDEN):
        fix = "check the owner and the rights of the file and its folder"
        return SpoolUnavailableError("SP108", f"the spool {path} cannot be opened", fix=fix, notes=notes)
    fix = f"insights spool check --spool {shlex.quote(path)}"
    return SpoolUnavailableError("SP103", "the spool cannot be read or written", fix=fix, notes=notes)


def disk_full(path: str) -> SpoolFullError:
    """There is no room for another durable write."""
    notes = (("spool", path),)
    fix = "free room on its file system; accepting resumes by itself"
    return SpoolFullError("SP102", "the disk of the spool is full", fix=fix, notes=notes)


def closed() -> SpoolUnavailableError:
    """Something was asked after close."""
    return SpoolUnavailableError("SP105", "the spool is closed")
