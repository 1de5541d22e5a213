"""Connections that fail, wait or count, so that tests need no mocks."""

import sqlite3
from collections.abc import Callable
from typing import Any


def error(name: str) -> sqlite3.OperationalError:
    """An error as SQLite raises it."""
    raised = sqlite3.OperationalError(f"injected {name}")
    raised.sqlite_errorname = name
    return raised


def connection(before: Callable[[str], None]) -> type[sqlite3.Connection]:
    """A class of connections that call *before* with every statement, which may raise or wait."""

    class Watched(sqlite3.Connection):
        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            before(sql)
            return super().execute(sql, parameters)

    return Watched
