"""Giving room back to the disk after a backlog has left."""

import sqlite3
from collections.abc import Callable

# Below this the free pages are kept: the next burst needs them again.
_WORTH_PAGES = 1 << 14
_PAGES_A_STEP = 1 << 11
_PAGES_A_SQUEEZE = 1 << 8


def shrink(opened: sqlite3.Connection, is_quiet: Callable[[], bool]) -> int:
    """Cut free pages off the file in small transactions as long as nothing waits; how many steps it took.

    Only when more than half of a large file is free; the file itself gets shorter with the next checkpoint.
    """
    steps, before = 0, _pages(opened) + 1
    while is_quiet() and _is_worth_it(opened, _WORTH_PAGES) and (pages := _pages(opened)) < before:
        # As a script: `execute` would stop after the first page.
        opened.executescript(f"PRAGMA incremental_vacuum({_PAGES_A_STEP})")
        steps, before = steps + 1, pages
    return steps


def give_back(opened: sqlite3.Connection) -> bool:
    """Cut a few free pages off the file at once, for a disk that is full; False when less than half of it is free.

    A step needs room in the log itself, so the log is emptied first, and the step is small.
    """
    if not _is_worth_it(opened, 0):
        return False
    before = _pages(opened)
    opened.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    opened.executescript(f"PRAGMA incremental_vacuum({_PAGES_A_SQUEEZE})")
    opened.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return _pages(opened) < before


def _pages(opened: sqlite3.Connection) -> int:
    return int(opened.execute("PRAGMA page_count").fetchone()[0])


def _is_worth_it(opened: sqlite3.Connection, worth_pages: int) -> bool:
    free = int(opened.execute("PRAGMA freelist_count").fetchone()[0])
    return free > worth_pages and 2 * free > _pages(opened)
