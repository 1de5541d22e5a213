"""Opening a spool file for writing: the lock first, then what is there, then its current schema."""

import os
import sqlite3
from pathlib import Path
from threading import Timer
from uuid import uuid4

from insights_cli.spools import Damage, Settings, SpoolUnavailableError
from insights_cli.spools.sqlite import failures, lock, schema
from insights_cli.spools.sqlite import statements as sql
from insights_cli.spools.sqlite.keeper import Keeper
from insights_cli.spools.sqlite.reader import Reader
from insights_cli.spools.sqlite.reserve import Reserve
from insights_cli.spools.sqlite.spool import Parts, SqliteSpool

_RESERVE_BYTES = 8 << 20
# The structure is checked for so long at most; what a larger file hides is found by its checksums when it is read.
_CHECK_S = 0.3


def open_spool(
    path: str,
    settings: Settings,
    *,
    connection: type[sqlite3.Connection] = sqlite3.Connection,
    reserve_bytes: int = _RESERVE_BYTES,
) -> SqliteSpool:
    """Open or make the spool at *path*; a damaged file is set aside and what can be read is saved.

    *connection* is the class of the writing connection, for tests that let it fail.
    """
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        held = lock.take(path)
    except OSError as error:
        raise _cannot(path, error) from error
    try:
        return _opened(path, settings, held, connection, reserve_bytes)
    except sqlite3.Error as error:
        held.release()
        raise failures.translated(error, path) from error
    except OSError as error:
        held.release()
        raise _cannot(path, error) from error
    except BaseException:
        held.release()
        raise


def _cannot(path: str, error: OSError) -> SpoolUnavailableError:
    return SpoolUnavailableError(
        "SP108",
        f"the spool {path} cannot be opened: {error.strerror}",
        fix="check the owner and the rights of the file and its folder",
        notes=(("spool", path), ("cause", str(error))),
    )


def _opened(
    path: str, settings: Settings, held: lock.WriterLock, connection: type[sqlite3.Connection], reserve_bytes: int
) -> SqliteSpool:
    damage: Damage | None = None
    if not os.path.exists(path):
        make(path)
    writing = schema.connect(path, connection)
    try:
        _bring_up_to_date(writing, path)
        quick_check(writing, _CHECK_S)
        sql.read_tally(writing)
        held.say_busy()
        parts = Parts(
            path=path,
            lock=held,
            writing=writing,
            claiming=Reader(schema.connect_to_read(path)),
            listing=Reader(schema.connect_to_read(path)),
            keeper=Keeper(schema.connect(path, sqlite3.Connection), f"{path}-wal"),
            reserve=Reserve(f"{path}.reserve", reserve_bytes),
            damage=damage,
        )
        return SqliteSpool(parts, settings)
    except BaseException:
        writing.close()
        raise


def make(path: str) -> None:
    """Make an empty spool: aside, then moved into place, so that a crash leaves no half of one."""
    aside = f"{path}.new"
    for name in (aside, f"{aside}-wal", f"{aside}-shm"):
        Path(name).unlink(missing_ok=True)
    os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    made = schema.connect(aside, sqlite3.Connection)
    try:
        schema.create(made, uuid4())
    finally:
        made.close()
    os.replace(aside, path)
    sync_folder(path)


def sync_folder(path: str) -> None:
    """Make the names in the folder of *path* durable."""
    folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _bring_up_to_date(writing: sqlite3.Connection, path: str) -> None:
    found = schema.version(writing)
    if found > schema.VERSION:
        raise SpoolUnavailableError(
            "SP106",
            f"the spool has schema version {found}, this program knows {schema.VERSION}",
            fix="upgrade insights, or name another file with --spool",
            notes=(("spool", path),),
        )
    schema.migrate(writing)


def quick_check(opened: sqlite3.Connection, within_s: float) -> bool:
    """Check the structure of the file for so long; raises DatabaseError on damage, says whether it came to the end."""
    timer = Timer(within_s, opened.interrupt)
    timer.start()
    try:
        found = opened.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_INTERRUPT":
            raise
        return False
    finally:
        timer.cancel()
        timer.join()
    if found != "ok":
        raise sqlite3.DatabaseError(found)
    return True
