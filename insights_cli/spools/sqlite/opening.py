"""Opening a spool file for writing: the lock first, then what is there, then its current schema."""

import os
import sqlite3
from pathlib import Path

from insights_cli.private_file import make_private_folder
from insights_cli.spools import Settings, SpoolUnavailableError
from insights_cli.spools.sqlite import failures, files, health, lock, mending, schema
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
        make_private_folder(Path(path).parent)
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


def _stamp(settings: Settings) -> str:
    return f"{settings.clock():%Y%m%dT%H%M%SZ}"


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
    # What a killed process had reserved is room for this start.
    reserve = Reserve(f"{path}.reserve", reserve_bytes)
    reserve.release()
    mending.finish(path, stamp=_stamp(settings))
    finding = health.examine(path, held, within_s=_CHECK_S)
    damage = mending.mend(path, finding, held, _stamp(settings)) if finding else None
    if not os.path.exists(path):
        files.make(path)
    writing = schema.connect(path, connection)
    try:
        schema.migrate(writing)
        # What was asked of a process that died is not done by the next one.
        writing.execute("DELETE FROM request")
        held.note(sql.read_tally(writing).appended)
        parts = Parts(
            path=path,
            lock=held,
            writing=writing,
            claiming=Reader(schema.connect_to_read(path)),
            listing=Reader(schema.connect_to_read(path)),
            keeper=Keeper(schema.connect(path, sqlite3.Connection), f"{path}-wal"),
            reserve=reserve,
            damage=damage,
        )
        return SqliteSpool(parts, settings)
    except BaseException:
        writing.close()
        raise
