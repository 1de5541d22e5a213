"""Making a spool file whole or not at all."""

import os
import sqlite3
from pathlib import Path
from uuid import uuid4

from insights_cli.spools.sqlite import schema


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
