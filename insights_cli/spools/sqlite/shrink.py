"""Giving room back to the disk after a backlog has left."""

import sqlite3
from collections.abc import Callable

# Below this the free pages are kept: the next burst needs them again.
_WORTH_PAGES = 1 << 14
_PAGES_A_STEP = 1 << 11


def shrink(opened: sqlite3.Connection, is_quiet: Callable[[], bool]) -> int:
    """Cut free pages off the file in small transactions as long as nothing waits; how many steps it took.

    Only when more than half of a large file is free; the file itself gets shorter with the next checkpoint.
    """
    steps, before = 0, _pages(opened) + 1
    while is_quiet() and _is_worth_it(opened) and (pages := _pages(opened)) < before:
        # As a script: `execute` would stop after the first page.
        opened.executescript(f"PRAGMA incremental_vacuum({_PAGES_A_STEP})")
        steps, before = steps + 1, pages
    return steps


def _pages(opened: sqlite3.Connection) -> int:
    return int(opened.execute("PRAGMA page_count").fetchone()[0])


def _is_worth_it(opened: sqlite3.Connection) -> bool:
    free = int(opened.execute("PRAGMA freelist_count").fetchone()[0])
    return free > _WORTH_PAGES and 2 * free > _pages(opened)
