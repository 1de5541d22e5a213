"""Connections to PostgreSQL: kept while they are good, replaced when they are not, and never waited for without end."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeAlias, TypeVar

import psycopg
from psycopg import AsyncConnection, sql
from psycopg.rows import TupleRow

from insights_cli.errors import InsightsError
from insights_cli.spools import SpoolAwayError
from insights_cli.spools.postgresql import failures
from insights_cli.spools.postgresql.address import Target

# What psycopg warns of is said by the errors that are raised.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

Connection: TypeAlias = AsyncConnection[TupleRow]
_Answer = TypeVar("_Answer")

_CONNECT_S = 20.0
_STATEMENT_S = 10.0
# Longer than what PostgreSQL itself allows a statement: this ends what the network swallowed.
_ASK_S = 12.0
# What fails sooner has met a connection that was lost before.
_STALE_S = 1.0
# While nobody answers, that long nobody is asked again: who waits hears at once.
_REST_S = 0.5
# The planner knows nothing of a queue, where most of what was there at the last ANALYZE has left.
_SESSION = (
    "SET statement_timeout = '{timeout}ms'; SET lock_timeout = '10s'; "
    "SET idle_in_transaction_session_timeout = '30s'; SET enable_seqscan = off; SET jit = off; "
    "SET client_encoding = 'UTF8'; SET search_path = {schema}"
)


async def connect(target: Target, *, synchronous: bool = True) -> Connection:
    """A connection in autocommit mode; without *synchronous* a commit does not wait for the disk.

    Raises InsightsError.
    """
    try:
        async with asyncio.timeout(_CONNECT_S):
            opened = await AsyncConnection.connect(target.conninfo.reveal(), autocommit=True)
    except (psycopg.Error, OSError, TimeoutError) as error:
        raise failures.not_connected(error, target) from None
    try:
        opened.prepare_threshold = 1
        words = _SESSION + ("" if synchronous else "; SET synchronous_commit = off")
        schema = sql.Identifier(target.schema)
        await opened.execute(sql.SQL(words).format(timeout=sql.SQL(str(int(_STATEMENT_S * 1e3))), schema=schema))
    except BaseException as error:
        await _end(opened)
        if isinstance(error, psycopg.Error | OSError):
            raise failures.translated(error, target) from error
        raise
    return opened


class Lines:
    """Connections of one kind, at most *most* at once; belongs to one event loop."""

    def __init__(self, target: Target, *, most: int, synchronous: bool) -> None:
        self.target = target
        self._synchronous = synchronous
        self._free: list[Connection] = []
        self._turns = asyncio.Semaphore(most)
        self._refused: tuple[float, InsightsError] | None = None
        self._closed = False

    async def ask(self, question: Callable[[Connection], Awaitable[_Answer]], *, again: bool = True) -> _Answer:
        """What *question* makes of a connection; if it fails at once with the connection, once *again* on a new one.

        Raises InsightsError; what failed without an answer may have been done.
        """
        async with self._turns:
            began = asyncio.get_running_loop().time()
            try:
                return await self._asked(question)
            except SpoolAwayError:
                if not again or self._refused or asyncio.get_running_loop().time() - began > _STALE_S:
                    raise
            return await self._asked(question)

    async def _asked(self, question: Callable[[Connection], Awaitable[_Answer]]) -> _Answer:
        async with self._line() as line:
            giving_up = asyncio.get_running_loop().call_later(_ASK_S, _cut, line)
            try:
                return await question(line)
            except (psycopg.Error, OSError) as error:
                if failures.is_passing(error):
                    # The others lead to the same place, which has gone.
                    await self._forsake(line)
                raise failures.translated(error, self.target) from error
            finally:
                giving_up.cancel()

    @asynccontextmanager
    async def _line(self) -> AsyncIterator[Connection]:
        line = self._free.pop() if self._free else await self._connect()
        try:
            yield line
        finally:
            if self._closed or line.closed or line.info.transaction_status is not psycopg.pq.TransactionStatus.IDLE:
                await _end(line)
            else:
                self._free.append(line)

    async def _connect(self) -> Connection:
        if self._closed:
            raise failures.closed()
        now = asyncio.get_running_loop().time()
        if self._refused and now < self._refused[0]:
            raise self._refused[1]
        try:
            line = await connect(self.target, synchronous=self._synchronous)
        except InsightsError as failure:
            self._refused = asyncio.get_running_loop().time() + _REST_S, failure
            raise
        self._refused = None
        return line

    async def _forsake(self, line: Connection) -> None:
        free, self._free = self._free, []
        for each in (line, *free):
            await _end(each)

    async def close(self) -> None:
        """Let all go."""
        self._closed = True
        while self._free:
            await _end(self._free.pop())


def _cut(line: Connection) -> None:
    # Cancelling would ask the engine to cancel and wait for that; this makes who waits see a lost connection.
    with suppress(OSError, psycopg.Error):
        wire = socket.socket(fileno=line.fileno())
        try:
            wire.shutdown(socket.SHUT_RDWR)
        finally:
            wire.detach()


async def _end(line: Connection) -> None:
    with suppress(psycopg.Error, OSError):
        await line.close()
