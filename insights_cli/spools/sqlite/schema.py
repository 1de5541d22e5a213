"""The tables of a spool file, how older ones become current, and how a connection to one is set up."""

import sqlite3
from collections.abc import Sequence
from uuid import UUID

from insights_cli.spools.sqlite.pages import PAGE

# "INSP": says that an SQLite file is a spool.
APPLICATION_ID = 0x494E5350

# Column counts differ on purpose: salvage tells the rows of a broken file apart by them. `segment` holds one row a
# commit; `part` says which of its places have left, so that settling never rewrites the data; `identity` lies on the
# first page, where a write-ahead log of another file betrays itself.
_VERSION_1 = """
CREATE TABLE segment (seq INTEGER PRIMARY KEY, size INTEGER NOT NULL, bytes INTEGER NOT NULL,
    low TEXT NOT NULL, high TEXT NOT NULL, data BLOB NOT NULL);
CREATE INDEX segment_ids ON segment (high, low);
CREATE TABLE part (seq INTEGER PRIMARY KEY, gone BLOB NOT NULL, attempts INTEGER NOT NULL);
CREATE TABLE dead (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, attempts INTEGER NOT NULL,
    at INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL, record BLOB NOT NULL);
CREATE TABLE tally (one INTEGER PRIMARY KEY CHECK (one = 1), appended INTEGER NOT NULL, delivered INTEGER NOT NULL,
    purged INTEGER NOT NULL, lost INTEGER NOT NULL, dead INTEGER NOT NULL, bytes INTEGER NOT NULL,
    last_seq INTEGER NOT NULL);
CREATE TABLE ruin (seq INTEGER, lost INTEGER NOT NULL, at INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE request (id INTEGER PRIMARY KEY AUTOINCREMENT, verb TEXT NOT NULL, ids TEXT, answer INTEGER, why TEXT);
INSERT INTO tally VALUES (1, 0, 0, 0, 0, 0, 0, 0);
"""

MIGRATIONS: tuple[str, ...] = (_VERSION_1,)
VERSION = len(MIGRATIONS)

# In KiB. Rows are written once and read once; only the few pages that lead to them are worth keeping.
_SMALL_CACHE = "PRAGMA cache_size = -512"
_WRITER_PRAGMAS = (
    # FULL: a commit returns after the fsync of the write-ahead log; NORMAL would lose it in a power cut.
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 5000",
    # The keeper's thread moves the log into the file, so that no append waits for it.
    "PRAGMA wal_autocheckpoint = 0",
    "PRAGMA journal_size_limit = 8388608",
    # Bodies are redacted before they come here; overwriting freed pages costs a write for each.
    "PRAGMA secure_delete = FAST",
    _SMALL_CACHE,
)


def connect(path: str, connection: type[sqlite3.Connection]) -> sqlite3.Connection:
    """A connection for writing to the file at *path*, which is made when it is absent."""
    opened = sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=connection)
    for pragma in _WRITER_PRAGMAS:
        opened.execute(pragma)
    return opened


def connect_to_read(path: str) -> sqlite3.Connection:
    """A connection that cannot change the file at *path*, nor remove its log when it is the last to close."""
    opened = sqlite3.connect(f"file:{_quoted(path)}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
    opened.execute("PRAGMA busy_timeout = 5000")
    opened.execute("PRAGMA query_only = ON")
    opened.execute(_SMALL_CACHE)
    return opened


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def create(opened: sqlite3.Connection, identity: UUID) -> None:
    """Make an empty spool in an empty file."""
    opened.execute(f"PRAGMA page_size = {PAGE}")
    opened.execute("PRAGMA auto_vacuum = INCREMENTAL")
    opened.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    opened.execute("PRAGMA journal_mode = WAL")
    migrate(opened)
    opened.execute(f"CREATE VIEW identity AS SELECT '{identity}' AS identity")


def version(opened: sqlite3.Connection) -> int:
    """The schema version of the file; 0 is an empty one."""
    return int(opened.execute("PRAGMA user_version").fetchone()[0])


def migrate(opened: sqlite3.Connection, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Bring an older file to the current version, one version a transaction."""
    for number, script in enumerate(migrations[version(opened) :], version(opened) + 1):
        try:
            opened.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")
        except sqlite3.Error:
            if opened.in_transaction:
                opened.execute("ROLLBACK")
            raise
