"""The thread that moves the write-ahead log into the main file, so that no append waits for it."""

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Lock, Thread

_CHECKPOINT_BYTES = 4 << 20
_LARGE_LOG_BYTES = 32 << 20


@dataclass(slots=True)
class Keeper:
    """Checkpoints *opened*, a connection of its own, whenever the log at *log* has grown enough; sleeps otherwise."""

    opened: sqlite3.Connection
    log: str
    _written: int = 0
    _asked_at: int = 0
    _kept: int = 0
    _wake: "SimpleQueue[bool]" = field(default_factory=SimpleQueue)
    _lock: Lock = field(default_factory=Lock)
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin to keep."""
        self._thread = Thread(target=self._work, name="insights-spool-keeper", daemon=True)
        self._thread.start()

    def grown(self, size: int) -> None:
        """The log has grown by about *size* bytes; called by the writer only."""
        self._written += size
        if self._written - self._asked_at >= _CHECKPOINT_BYTES:
            self._asked_at = self._written
            self._wake.put(True)
        if self._written - self._kept >= _LARGE_LOG_BYTES:
            # On a slow disk the thread falls behind, and nothing else would bound the log.
            self._try()

    def stop(self) -> None:
        """End the thread and close its connection."""
        if self._thread:
            self._wake.put(False)
            self._thread.join()
            self._thread = None
        self.opened.close()

    def _work(self) -> None:
        while self._wake.get():
            self._try()

    def _try(self) -> None:
        # A checkpoint that cannot be made now, as on a full disk, is made after the next growth.
        with suppress(sqlite3.Error):
            self.checkpoint()

    def checkpoint(self) -> None:
        """Move what is in the log into the main file."""
        with self._lock:
            written = self._written
            self.opened.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if self._log_size() > _LARGE_LOG_BYTES:
                # Under a load without pauses a passive one never reaches the end: let the writer wait once.
                self.opened.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
            self._kept = written

    def _log_size(self) -> int:
        try:
            return os.stat(self.log).st_size
        except OSError:
            return 0
