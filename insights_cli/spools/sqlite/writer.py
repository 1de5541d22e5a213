"""The one thread that writes: what waits together becomes one transaction, and is answered after its commit."""

import sqlite3
from asyncio import AbstractEventLoop, Future
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import perf_counter
from typing import TypeAlias

from insights_cli.model.envelope import Envelope
from insights_cli.spools import Commit, Settings, SpoolFullError, SpoolUnavailableError
from insights_cli.spools.sqlite import failures
from insights_cli.spools.sqlite import statements as sql
from insights_cli.spools.sqlite.changes import Changes, Tally
from insights_cli.spools.sqlite.known import KnownIds
from insights_cli.spools.sqlite.pages import PAGE
from insights_cli.spools.sqlite.records import microseconds
from insights_cli.spools.sqlite.reserve import Reserve
from insights_cli.spools.sqlite.shrink import give_back, shrink

# How long a settlement waits for an append to ride on; a kill in between repeats what it settled.
_RIDE_S = 0.2
# More in one row costs memory and helps nobody: on a disk that takes 8 ms to sync, this is 128,000 events a second.
MOST_EVENTS_A_COMMIT = 1024


@dataclass(slots=True)
class Append:
    """A request to keep *envelopes*; the result is how many were new."""

    loop: AbstractEventLoop
    future: "Future[int]"
    envelopes: Sequence[Envelope]
    fresh: Sequence[Envelope] = ()


@dataclass(slots=True)
class Task:
    """A request to *run* something on the writer's thread, after all that was decided before it is written.

    Without a *loop* nobody waits for the answer.
    """

    loop: AbstractEventLoop | None
    future: "Future[int] | None"
    run: Callable[[], int]


Request: TypeAlias = Append | Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Whom the writer tells: of durable envelopes, by how many bytes the write-ahead log has grown, of failures."""

    committed: Callable[[Tally, Sequence[Envelope], int], None]
    grown: Callable[[int], None]
    failed: Callable[[sqlite3.Error], None]


def _resolve(answers: Sequence[tuple["Future[int]", int | Exception]]) -> None:
    for future, answer in answers:
        if future.done():
            continue
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)


class Writer:
    """Owns the writing connection and the counts; `put` and `defer` may be called from any thread."""

    def __init__(
        self, opened: sqlite3.Connection, path: str, settings: Settings, *, reserve: Reserve, told: Told
    ) -> None:
        self._opened, self._path, self._settings = opened, path, settings
        self._reserve, self._told = reserve, told
        # An empty sequence is a nudge: there may be settlements to write.
        self._queue: SimpleQueue[Sequence[Request]] = SimpleQueue()
        self._lock = Lock()
        self._tally = sql.read_tally(opened)
        self._deferred, self._riding = Changes(), Changes()
        self._nudged = self._stopping = self.closed = False
        self._known = KnownIds(sql.highest_id(opened), lambda envelope_id: sql.is_kept(opened, envelope_id))
        self._thread = Thread(target=self._work, name="insights-spool-writer", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def tally(self) -> Tally:
        """The counts with all that was decided."""
        with self._lock:
            return self._deferred.applied_to(self._riding.applied_to(self._tally))

    def written(self) -> Tally:
        """The counts as they were last committed; for tasks on the writer's thread."""
        return self._tally

    def put(self, *requests: Request) -> None:
        """Ask for something; each future is resolved on its own loop."""
        if self.closed:
            raise failures.closed()
        self._queue.put(requests)

    def defer(self, changes: Changes) -> None:
        """Let *changes* ride on the next commit, which comes soon by itself if nothing else does."""
        with self._lock:
            self._deferred.add(changes)
            nudge = bool(changes) and not self._nudged
            self._nudged = self._nudged or nudge
        if nudge:
            self._queue.put(())

    def stop(self) -> None:
        """Write what is left and end the thread; later requests are refused."""
        self.closed = True
        if self._thread.is_alive():
            self._stopping = True
            self._queue.put(())
            self._thread.join()
        self._refuse_the_rest()

    def _refuse_the_rest(self) -> None:
        with suppress(Empty):
            while True:
                self._answer([(request, failures.closed()) for request in self._queue.get_nowait()])

    def _work(self) -> None:
        while not (self._stopping and self._queue.empty() and not self._deferred):
            group = self._gather()
            try:
                self._serve(group)
            except Exception as error:  # noqa: BLE001 - whatever it is, nobody may be left waiting for an answer
                failure = SpoolUnavailableError("SP103", "the spool cannot write", notes=(("cause", repr(error)),))
                self._roll_back()
                self._keep_deferred()
                self._answer([(request, failure) for request in group])
            if self._stopping and self._deferred and not group:
                return

    def _gather(self) -> list[Request]:
        group = list(self._queue.get())
        if not group:
            # Only settlements so far: give an append the chance to carry them.
            with suppress(Empty):
                group += self._queue.get(timeout=0 if self._stopping else _RIDE_S)
        events = _events(group)
        with suppress(Empty):
            while events < MOST_EVENTS_A_COMMIT:
                more = self._queue.get_nowait()
                group += more
                events += _events(more)
        return group

    def _serve(self, group: Sequence[Request]) -> None:
        appends = [request for request in group if isinstance(request, Append)]
        self._write(appends)
        for request in group:
            if isinstance(request, Task):
                self._run(request)
        if not group:
            with suppress(sqlite3.Error):
                shrink(self._opened, lambda: self._queue.empty() and not self._stopping)

    def _run(self, task: Task) -> None:
        try:
            answer: int | Exception = task.run()
        except sqlite3.Error as error:
            self._roll_back()
            self._told.failed(error)
            answer = failures.translated(error, self._path)
        self._answer([(task, answer)])

    def _write(self, appends: Sequence[Append]) -> None:
        with self._lock:
            self._riding, self._deferred, self._nudged = self._deferred, Changes(), False
        if appends and not self._reserve.hold() and not self._has_made_room():
            self._answer([(append, failures.disk_full(self._path)) for append in appends])
            appends = ()
        try:
            self._answer(self._committed(appends))
        except sqlite3.Error as error:
            self._roll_back()
            self._told.failed(error)
            self._answer([(append, failures.translated(error, self._path)) for append in appends])
            self._settle_alone(error)

    def _has_made_room(self) -> bool:
        """Give what was delivered back to the disk, which nothing else does while no append gets through."""
        with suppress(sqlite3.Error):
            while not self._stopping and not self._reserve.hold() and give_back(self._opened):
                pass
        return self._reserve.hold()

    def _settle_alone(self, error: sqlite3.Error) -> None:
        if failures.is_full(error, self._path):
            self._reserve.release()
            with suppress(sqlite3.Error):
                self._committed(())
                return
            self._roll_back()
        self._keep_deferred()

    def _keep_deferred(self) -> None:
        with self._lock:
            # Nothing decided is forgotten: it is tried again with the next commit.
            self._riding.add(self._deferred)
            self._deferred, self._riding = self._riding, Changes()

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):
            if self._opened.in_transaction:
                self._opened.execute("ROLLBACK")

    def _committed(self, appends: Sequence[Append]) -> list[tuple[Request, int | Exception]]:
        changes = self._riding
        if not appends and not changes:
            return []
        self._opened.execute("BEGIN IMMEDIATE")
        sql.write_changes(self._opened, changes, microseconds(self._settings.clock()))
        answers, fresh = self._admitted(appends, changes.applied_to(self._tally))
        tally = changes.applied_to(self._tally)
        if fresh:
            tally = sql.with_appended(tally, fresh, sql.write_segments(self._opened, fresh, tally.last_seq))
        self.commit(tally, fresh)
        return answers

    def commit(self, tally: Tally, fresh: Sequence[Envelope]) -> None:
        """End the transaction with *tally*, make that the counts, and tell of the *fresh* envelopes in it."""
        sql.write_tally(self._opened, tally)
        began = perf_counter()
        self._opened.execute("COMMIT")
        took_s = perf_counter() - began
        size = sum(len(envelope.body) for envelope in fresh)
        with self._lock:
            is_single, pages = tally.last_seq == self._tally.last_seq + 1, 4 + 2 * len(self._riding.gone)
            self._tally, self._riding = tally, Changes()
        if fresh:
            self._told.committed(tally, fresh if is_single else (), size)
        self._told.grown(size + pages * PAGE)
        self._settings.on_commit(Commit(events=len(fresh), took_s=took_s))

    def _admitted(
        self, appends: Sequence[Append], tally: Tally
    ) -> tuple[list[tuple[Request, int | Exception]], list[Envelope]]:
        answers: list[tuple[Request, int | Exception]] = []
        limits = self._settings.limits
        admitted: dict[str, Envelope] = {}
        kept, size = tally.kept, tally.bytes
        for append in appends:
            fresh = self._known.fresh(append.envelopes, admitted)
            more = sum(len(envelope.body) for envelope in fresh.values())
            if fresh and (kept + len(fresh) > limits.most_events or size + more > limits.most_bytes):
                answers.append((append, _over(self._path, kept, size)))
                continue
            kept, size = kept + len(fresh), size + more
            admitted |= fresh
            answers.append((append, len(fresh)))
        self._known.remember(admitted)
        return answers, list(admitted.values())

    def _answer(self, answers: Sequence[tuple[Request, int | Exception]]) -> None:
        by_loop: dict[AbstractEventLoop, list[tuple[Future[int], int | Exception]]] = defaultdict(list)
        for request, answer in answers:
            if request.loop and request.future:
                by_loop[request.loop].append((request.future, answer))
        for loop, some in by_loop.items():
            # A loop that was closed meanwhile has nobody left to answer.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(_resolve, some)


def _events(requests: Sequence[Request]) -> int:
    return sum(len(each.envelopes) if isinstance(each, Append) else 1 for each in requests)


def _over(path: str, kept: int, size: int) -> SpoolFullError:
    return SpoolFullError(
        "SP101",
        f"the spool is full: it holds {kept:,} events of {size:,} bytes",
        fix="let the upstream take what waits, purge dead letters, or raise --spool-max",
        notes=(("spool", path),),
    )
