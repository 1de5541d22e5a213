"""LISTEN and NOTIFY: hearing from other servers that there is something to do, and telling them."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from uuid import uuid4

import psycopg
from psycopg import sql

from insights_cli.errors import InsightsError
from insights_cli.spools.postgresql.address import Target
from insights_cli.spools.postgresql.heirs import Heirs
from insights_cli.spools.postgresql.lines import Connection, Lines, connect

# NOTIFY makes commits wait for one another, so it is no part of them, and many at once are told as one.
_GATHER_S = 0.05
_AGAIN_S = 0.5
# PostgreSQL takes less than 8000 bytes.
_MOST_CHARACTERS = 1000


class Ear:
    """Listens on a connection of its own; belongs to the spool's loop.

    *stirred* is called when something may have become ready elsewhere, *word* with what another server said.
    """

    def __init__(
        self, target: Target, lines: Lines, heirs: Heirs, *, stirred: Callable[[], None], word: Callable[[str], None]
    ) -> None:
        self._target, self._lines, self._heirs = target, lines, heirs
        self._stirred, self._word = stirred, word
        self._name = uuid4().hex
        self._words: list[str] = []
        self._asked = asyncio.Event()

    def tell(self, word: str = "") -> None:
        """Tell the others soon; an empty *word* says that there is something to do."""
        if word not in self._words:
            self._words.append(word)
        self._asked.set()

    async def speak(self) -> None:
        """Say what there is to say, until cancelled."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            await self.flush()
            await asyncio.sleep(_GATHER_S)

    async def flush(self) -> None:
        """Say what there is to say."""
        words, self._words = self._words, []
        for word in words:
            # Who does not hear looks by itself now and then.
            with suppress(InsightsError):
                await self._lines.ask(partial(self._notify, word), again=False)

    async def _notify(self, word: str, line: Connection) -> None:
        asked = (self._target.schema, f"{self._name}{word[:_MOST_CHARACTERS]}")
        await line.execute("SELECT pg_notify(%s, %s)", asked)

    async def listen(self) -> None:
        """Listen until cancelled, on another connection when one is lost."""
        while True:
            with suppress(InsightsError, psycopg.Error, OSError):
                async with await connect(self._target) as opened:
                    await self._heirs.live(opened)
                    await opened.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._target.schema)))
                    # What was said while nobody listened.
                    self._stirred()
                    async for notice in opened.notifies():
                        self._hear(notice.payload)
            await asyncio.sleep(_AGAIN_S)

    def _hear(self, payload: str) -> None:
        name, word = payload[:32], payload[32:]
        if name == self._name:
            return
        if word:
            self._word(word)
        else:
            self._stirred()
