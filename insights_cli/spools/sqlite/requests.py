"""Replay and purge from another process: asked in a table of the spool, rung with a named pipe, done by its writer."""

import json
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

from insights_cli.errors import InsightsError
from insights_cli.spools import SpoolUnavailableError
from insights_cli.spools.sqlite import schema
from insights_cli.spools.sqlite.graveyard import Graveyard, Ids

_WAIT_S, _LOOK_S = 30.0, 0.01


def _pipe(path: str) -> str:
    return f"{path}.bell"


def _ring(path: str) -> None:
    with suppress(OSError):
        # Fails at once when nobody listens.
        bell = os.open(_pipe(path), os.O_WRONLY | os.O_NONBLOCK)
        try:
            os.write(bell, b"!")
        finally:
            os.close(bell)


def ask(path: str, verb: str, ids: Ids, pid: int) -> int:
    """Let process *pid*, which holds the spool at *path*, *verb* dead letters; how many it did."""
    with closing(schema.connect(path, sqlite3.Connection)) as opened:
        asked = opened.execute(
            "INSERT INTO request (verb, ids) VALUES (?, ?)", (verb, None if ids is None else json.dumps(ids))
        ).lastrowid
        _ring(path)
        ends = monotonic() + _WAIT_S
        while True:
            row = opened.execute("SELECT answer, why FROM request WHERE id = ?", (asked,)).fetchone()
            if row is None or row != (None, None) or monotonic() > ends:
                break
            sleep(_LOOK_S)
        opened.execute("DELETE FROM request WHERE id = ?", (asked,))
    answer, why = row or (None, None)
    if answer is None:
        cause = why or f"no answer within {_WAIT_S:g} s"
        raise SpoolUnavailableError(
            "SP110",
            f"process {pid} holds the spool and did not {verb} its dead letters",
            fix=f"look whether process {pid} still works; then ask again",
            notes=(("spool", path), ("cause", cause)),
        )
    return int(answer)


def answer_all(opened: sqlite3.Connection, graveyard: Graveyard) -> int:
    """Do what is asked in the table; a task of the writer's thread."""
    verbs: dict[str, Callable[[Sequence[str] | None], int]] = {"replay": graveyard.replay, "purge": graveyard.purge}
    rows = opened.execute("SELECT id, verb, ids FROM request WHERE answer IS NULL AND why IS NULL").fetchall()
    for asked, verb, ids in rows:
        answer, why = None, None
        try:
            answer = verbs[verb](None if ids is None else json.loads(ids))
        except (InsightsError, KeyError, ValueError, TypeError) as error:
            why = str(error)
        opened.execute("UPDATE request SET answer = ?, why = ? WHERE id = ?", (answer, why, asked))
    return len(rows)


@dataclass(slots=True)
class Doorbell:
    """Hears the pipe of the spool at *path* on a thread of its own and calls *heard*; costs nothing while still."""

    path: str
    heard: Callable[[], None]
    _pipe: int = -1
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin to listen."""
        pipe = Path(_pipe(self.path))
        try:
            pipe.unlink(missing_ok=True)
            os.mkfifo(pipe, 0o600)
        except OSError:
            # A file system without pipes: the spool works, visitors are told that nobody answers.
            return
        # Open for both ends, so that it never ends when a visitor goes.
        self._pipe = os.open(pipe, os.O_RDWR | os.O_CLOEXEC)
        self._thread = Thread(target=self._listen, name="insights-spool-doorbell", daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while b"." not in os.read(self._pipe, 512):
            self.heard()

    def stop(self) -> None:
        """Stop listening."""
        if self._thread:
            os.write(self._pipe, b".")
            self._thread.join()
            self._thread = None
            os.close(self._pipe)
            Path(_pipe(self.path)).unlink(missing_ok=True)
