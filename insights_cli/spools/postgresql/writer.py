"""Group commit: one statement keeps all that waits, the next one all that came meanwhile."""

import asyncio
from asyncio import AbstractEventLoop, Future
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from time import perf_counter

from insights_cli.errors import InsightsError
from insights_cli.model.envelope import Envelope
from insights_cli.spools import Commit, Settings, SpoolFullError, SpoolUnavailableError
from insights_cli.spools.postgresql import failures
from insights_cli.spools.postgresql import statements as sql
from insights_cli.spools.postgresql.lines import Connection, Lines
from insights_cli.spools.postgresql.records import key, recorded, unpack
from insights_cli.spools.postgresql.rows import Parameters, contents

# A segment that is no larger than what a forwarder takes at once need not be cut.
_MOST_EVENTS, _MOST_BYTES = 500, 1 << 20


@dataclass(slots=True)
class Append:
    """A request to keep *envelopes*."""

    loop: AbstractEventLoop
    future: "Future[None]"
    envelopes: Sequence[Envelope]


_Answers = list[tuple[Append, Exception | None]]


class Writer:
    """Keeps what is `put` from any thread; `run` belongs to the spool's loop."""

    def __init__(self, lines: Lines, settings: Settings, *, stripe: int, kept: Callable[[], None]) -> None:
        self._lines, self._settings, self._stripe, self._kept = lines, settings, stripe, kept
        self._queue: deque[Append] = deque()
        self._lock = Lock()
        self._loop = asyncio.get_running_loop()
        self._nudge = asyncio.Event()
        self._nudged = self._stopping = False

    def put(self, append: Append) -> None:
        """Ask for something; its future is resolved on its own loop."""
        with self._lock:
            if self._stopping:
                raise failures.closed()
            self._queue.append(append)
            nudge, self._nudged = not self._nudged, True
        if nudge:
            self._loop.call_soon_threadsafe(self._nudge.set)

    def stop(self) -> None:
        """Let `run` end when it has kept what it was given."""
        with self._lock:
            self._stopping = True
        self._nudge.set()

    async def run(self) -> None:
        """Work until stopped."""
        while True:
            await self._nudge.wait()
            while group := self._gather():
                try:
                    answers = await self._keep(group)
                except InsightsError as failure:
                    answers = [(append, failure) for append in group]
                except Exception as error:  # noqa: BLE001 - whatever it is, nobody may be left waiting for an answer
                    bug = SpoolUnavailableError("SP103", "the spool cannot write", notes=(("cause", repr(error)),))
                    answers = [(append, bug) for append in group]
                _answer(answers)
            if self._stopping:
                return

    def _gather(self) -> list[Append]:
        group: list[Append] = []
        events = size = 0
        with self._lock:
            while self._queue:
                events += len(self._queue[0].envelopes)
                size += sum(len(envelope.body) for envelope in self._queue[0].envelopes)
                if group and (events > _MOST_EVENTS or size > _MOST_BYTES):
                    break
                group.append(self._queue.popleft())
            if not group:
                self._nudged = False
                self._nudge.clear()
                if self._stopping:
                    self._nudge.set()
        return group

    async def _keep(self, group: Sequence[Append]) -> _Answers:
        refused: _Answers = []
        left, known = list(group), frozenset[str]()
        sure = False
        while left:
            fresh = {each.id: each for append in left for each in append.envelopes if each.id not in known}
            if not fresh:
                break
            done, doubtful, events, size = await self._put(list(fresh.values()), sure=sure)
            if done:
                break
            if doubtful:
                known, sure = await self._there(fresh), True
                continue
            left, over = self._fitting(left, known, events, size)
            refused += over
        return [*refused, *((append, None) for append in left)]

    async def _put(self, envelopes: list[Envelope], *, sure: bool) -> tuple[bool, bool, int, int]:
        limits = self._settings.limits
        asked: Parameters = contents(recorded(envelopes)) | {
            "sure": sure, "stripe": self._stripe,
            "most_events": min(limits.most_events, 1 << 62), "most_bytes": min(limits.most_bytes, 1 << 62),
        }  # fmt: skip
        began = perf_counter()

        async def put(line: Connection) -> tuple[bool, bool, int, int]:
            row = await (await line.execute(sql.APPEND, asked)).fetchone()
            assert row is not None
            return row[0], row[1], row[2], row[3]

        answer = await self._lines.ask(put)
        if answer[0]:
            self._settings.on_commit(Commit(events=len(envelopes), took_s=perf_counter() - began))
            self._kept()
        return answer

    async def _there(self, fresh: dict[str, Envelope]) -> frozenset[str]:
        asked = contents(recorded(list(fresh.values())))
        keys = [key(name) for name in fresh]

        async def look(line: Connection) -> frozenset[str]:
            names = {bytes(name) for (name,) in await (await line.execute(sql.DEAD_IDS, {"keys": keys})).fetchall()}
            found = {name for name in fresh if name.encode("utf-8", "surrogatepass") in names}
            cursor = line.cursor(binary=True)
            for (data,) in await (await cursor.execute(sql.SUSPECTS, asked)).fetchall():
                found |= {record.id for record in unpack(data) or () if record.id in fresh}
            return frozenset(found)

        return await self._lines.ask(look)

    def _fitting(
        self, group: Sequence[Append], known: frozenset[str], events: int, size: int
    ) -> tuple[list[Append], _Answers]:
        limits, left, over = self._settings.limits, list[Append](), _Answers()
        full = _full(self._lines.target.shown, events, size)
        seen = set(known)
        for append in group:
            fresh = {each.id: each for each in append.envelopes if each.id not in seen}
            more = sum(len(each.body) for each in fresh.values())
            if fresh and (events + len(fresh) > limits.most_events or size + more > limits.most_bytes):
                over.append((append, full))
                continue
            events, size, seen = events + len(fresh), size + more, seen | fresh.keys()
            left.append(append)
        if not over:
            # Others have made room since: what was refused together fits now, or is refused one by one.
            return left[:-1], [(left[-1], full)]
        return left, over


def _full(shown: str, events: int, size: int) -> SpoolFullError:
    return SpoolFullError(
        "SP101",
        f"the spool is full: it holds {events:,} events of {size:,} bytes",
        fix="let the upstream take what waits, purge dead letters, or raise --spool-max",
        notes=(("spool", shown),),
    )


def _answer(answers: _Answers) -> None:
    by_loop: dict[AbstractEventLoop, _Answers] = defaultdict(list)
    for append, failure in answers:
        by_loop[append.loop].append((append, failure))
    for loop, some in by_loop.items():
        # A loop that was closed meanwhile has nobody left to answer.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_resolve, some)


def _resolve(answers: _Answers) -> None:
    for append, failure in answers:
        if append.future.done():
            continue
        if failure is None:
            append.future.set_result(None)
        else:
            append.future.set_exception(failure)
