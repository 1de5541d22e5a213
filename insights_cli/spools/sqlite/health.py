"""What is wrong with a spool file, as far as can be told in the time given."""

import os
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from threading import Timer

from insights_cli.spools import SpoolUnavailableError
from insights_cli.spools.sqlite import failures, schema
from insights_cli.spools.sqlite import statements as sql
from insights_cli.spools.sqlite.lock import Left, WriterLock
from insights_cli.spools.sqlite.pages import HEADER_MAGIC, PAGE, frames, identity, mapped, place_in_log

_FLIPPED = 4


class Trouble(StrEnum):
    """What can be wrong with the file and its write-ahead log."""

    BROKEN = "broken"
    FOREIGN_LOG = "foreign_log"
    BROKEN_LOG = "broken_log"
    MISSING_LOG = "missing_log"


@dataclass(frozen=True, slots=True)
class Finding:
    """One trouble and the cause as observed; *log* is a broken log as it was, for SQLite removes it on closing."""

    trouble: Trouble
    cause: str
    log: bytes = b""


def examine(path: str, held: WriterLock, *, within_s: float) -> Finding | None:
    """Look at the spool at *path*, which nobody else has open; None when it is well or absent."""
    finding = _from_outside(path, held.left)
    if finding or not os.path.exists(path):
        return finding
    opened = schema.connect(path, sqlite3.Connection)
    try:
        return _from_inside(opened, path, held, within_s)
    except sqlite3.Error as error:
        if failures.is_damage(error):
            return Finding(Trouble.BROKEN, str(error))
        raise
    finally:
        opened.close()


def _from_outside(path: str, left: Left) -> Finding | None:
    main, log = mapped(path), mapped(f"{path}-wal")
    first = bytes(main[:PAGE])
    if not first and not log and not os.path.exists(path):
        return Finding(Trouble.BROKEN, "the file is gone although the last process died") if left is Left.DIED else None
    if left is Left.DAMAGED:
        return Finding(Trouble.BROKEN, "the last process met damage in it")
    if _is_of_another_program(first):
        raise SpoolUnavailableError(
            "SP108", f"{path} is a database of another program", fix="name another file with --spool"
        )
    if not first.startswith(HEADER_MAGIC) or identity(first) is None:
        return Finding(Trouble.BROKEN, "the file is empty" if not first else "the file does not begin as a spool does")
    for frame in frames(log):
        if frame.page == 1 and _differ(identity(log[frame.at : frame.at + PAGE]), identity(first)):
            return Finding(Trouble.FOREIGN_LOG, "the write-ahead log is of another spool")
    return None


def _differ(one: bytes | None, other: bytes | None) -> bool:
    # A few flipped bits do not make another spool.
    return bool(one and other) and sum(a != b for a, b in zip(one or b"", other or b"", strict=True)) > _FLIPPED


def _is_of_another_program(first: bytes) -> bool:
    whole = len(first) == PAGE and first.startswith(HEADER_MAGIC) and first[100] in (0x05, 0x0D)
    return whole and b"CREATE TABLE segment" not in first


def _from_inside(opened: sqlite3.Connection, path: str, held: WriterLock, within_s: float) -> Finding | None:
    if schema.version(opened) > schema.VERSION:
        raise SpoolUnavailableError(
            "SP106",
            f"the spool has schema version {schema.version(opened)}, this program knows {schema.VERSION}",
            fix="upgrade insights, or name another file with --spool",
            notes=(("spool", path),),
        )
    # Opening has read the log up to its first broken frame; what lies behind it, SQLite would forget in silence.
    good = int(opened.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1])
    log = mapped(f"{path}-wal")
    written = frames(log)
    if written and place_in_log(written[-1]) > good:
        return Finding(Trouble.BROKEN_LOG, f"frame {good + 1} of the write-ahead log is broken", bytes(log))
    pages = int(opened.execute("PRAGMA page_count").fetchone()[0])
    if os.stat(path).st_size < pages * PAGE:
        return Finding(Trouble.BROKEN, f"the file ends before its {pages} pages do")
    appended = sql.read_tally(opened).appended
    quick_check(opened, within_s)
    if appended < held.appended:
        return Finding(Trouble.MISSING_LOG, "the write-ahead log ends before the last acknowledged envelopes")
    return None


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
