"""What is done about a broken spool file before it is opened: set it aside, save what can be read, go on."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from insights_cli.spools import Damage
from insights_cli.spools.sqlite import schema
from insights_cli.spools.sqlite import statements as sql
from insights_cli.spools.sqlite.files import make, sync_folder
from insights_cli.spools.sqlite.health import Finding, Trouble
from insights_cli.spools.sqlite.lock import WriterLock
from insights_cli.spools.sqlite.pages import Pages, mapped
from insights_cli.spools.sqlite.salvage import Saved, Tail, keep_tail, salvage, tail


@dataclass(frozen=True, slots=True)
class _Names:
    """The files of the spool at *path*, and where they go when they are set aside."""

    path: str
    aside: str

    @property
    def log(self) -> str:
        return f"{self.path}-wal"

    @property
    def log_aside(self) -> str:
        return f"{self.aside}-wal"

    @property
    def ready(self) -> str:
        return f"{self.path}.salvaged"


def _names(path: str, stamp: str) -> _Names:
    aside, number = f"{path}.damaged-{stamp}", 1
    while os.path.exists(aside) or os.path.exists(f"{aside}-wal"):
        number += 1
        aside = f"{path}.damaged-{stamp}-{number}"
    return _Names(path, aside)


def mend(path: str, finding: Finding, held: WriterLock, stamp: str) -> Damage:
    """Mend what *finding* says of the spool at *path*; the names of what is set aside end in *stamp*."""
    names = _names(path, stamp)
    saved = _REMEDIES[finding.trouble](names, finding)
    if saved.lost is not None or finding.trouble is not Trouble.BROKEN:
        saved = _reconciled(path, saved, held.appended)
    aside = next((name for name in (names.aside, names.log_aside) if os.path.exists(name)), "")
    return Damage(set_aside=aside, cause=finding.cause, saved=saved.kept, lost=saved.lost)


def _salvage(names: _Names, _: Finding) -> Saved:
    main, log = mapped(names.path), mapped(names.log)
    fresh = f"{names.path}.salvaging"
    make(fresh)
    with closing(schema.connect(fresh, sqlite3.Connection)) as into:
        saved = salvage(Pages(main, log), into)
    os.replace(fresh, names.ready)
    finish(names.path, names)
    return saved


def finish(path: str, names: _Names | None = None, *, stamp: str = "") -> None:
    """Move a finished salvage into place; also after a crash in the middle of that."""
    names = names or _names(path, stamp)
    if not os.path.exists(names.ready):
        return
    # The log must be gone before the new file comes: it would be replayed into it.
    for name, aside in ((names.log, names.log_aside), (names.path, names.aside)):
        if os.path.exists(name):
            os.rename(name, aside)
    Path(f"{names.path}-shm").unlink(missing_ok=True)
    os.replace(names.ready, names.path)
    sync_folder(names.path)


def _drop_log(names: _Names, _: Finding) -> Saved:
    os.rename(names.log, names.log_aside)
    Path(f"{names.path}-shm").unlink(missing_ok=True)
    return _note(names, _)


def _note(_names: _Names, _: Finding) -> Saved:
    return Saved(kept=0, lost=None)


def _rescue_tail(names: _Names, finding: Finding) -> Saved:
    Path(names.log_aside).write_bytes(finding.log)
    with closing(schema.connect(names.path, sqlite3.Connection)) as opened:
        last_seq = sql.read_tally(opened).last_seq
    found = _tail(names.path, finding.log, last_seq)
    with closing(schema.connect(names.path, sqlite3.Connection)) as into:
        return keep_tail(into, found)


def _tail(path: str, log: bytes, last_seq: int) -> Tail:
    # Read while SQLite has the file closed: letting go of it would let go of SQLite's locks, too.
    pages = Pages(mapped(path), log)
    return tail(pages, sorted(pages.in_log), last_seq)


def _reconciled(path: str, saved: Saved, noted: int) -> Saved:
    """Count as lost what was acknowledged, as the lock file notes, and is nowhere in the file."""
    with closing(schema.connect(path, sqlite3.Connection)) as opened:
        tally = sql.read_tally(opened)
        missing = max(0, noted - tally.appended)
        opened.execute("BEGIN IMMEDIATE")
        sql.write_tally(opened, replace(tally, appended=tally.appended + missing, lost=tally.lost + missing))
        opened.execute("COMMIT")
        return Saved(kept=tally.kept, lost=(saved.lost or 0) + missing)


_REMEDIES: dict[Trouble, Callable[[_Names, Finding], Saved]] = {
    Trouble.BROKEN: _salvage,
    Trouble.FOREIGN_LOG: _drop_log,
    Trouble.BROKEN_LOG: _rescue_tail,
    Trouble.MISSING_LOG: _note,
}
