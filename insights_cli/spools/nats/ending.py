"""Bring messages to their end: store their dead letters, delete them from the stream, tell the consumer."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from insights_cli.errors import InsightsError
from insights_cli.spools.nats.books import Books
from insights_cli.spools.nats.desk import Burial, Held, Mark
from insights_cli.spools.nats.graves import Graves
from insights_cli.spools.nats.jetstream import JetStream
from insights_cli.spools.nats.names import Names
from insights_cli.spools.nats.publisher import Publisher

# JetStream drops every question when too many wait to be answered.
_MOST_AT_ONCE = 64
_PAUSE_S = 0.5
# Who waits for the end of messages waits no longer than this; it comes all the same.
_PATIENCE_S = 10.0
_DONE, _BACK, _WORKING = b"+ACK", b"-NAK", b"+WPI"


class Ending:
    """Lives on the link's loop; *ended* is called for every message that is gone.

    The order is what loses nothing: a dead letter is stored before its message is deleted, and a message is deleted
    before the consumer hears that it is done. Stopped in between, it is delivered or buried once more.
    """

    def __init__(
        self, js: JetStream, names: Names, graves: Graves, books: Books, *, ended: Callable[[Held], None]
    ) -> None:
        self._js, self._names, self._graves, self._books, self._ended = js, names, graves, books, ended
        self._slots = asyncio.Semaphore(_MOST_AT_ONCE)
        self._under_way: set[asyncio.Task[None]] = set()

    async def carry_out(self, burials: Sequence[Burial], touched: Sequence[Held]) -> None:
        """Do what a settlement means; it is tried until it is done, also when the waiting for it has ended."""
        begun = [self._begin(self._bury(each)) for each in burials]
        begun += [self._begin(self._finish(each)) for each in touched if each.is_done]
        if begun:
            await asyncio.wait(begun, timeout=_PATIENCE_S)

    def _begin(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _insist(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while True:
            with suppress(InsightsError):
                async with self._slots:
                    return await work()
            await asyncio.sleep(_PAUSE_S)

    async def _bury(self, burial: Burial) -> None:
        await self._insist(partial(self._graves.bury, burial))
        burial.held.burying -= 1
        if burial.held.is_done:
            await self._finish(burial.held)

    async def _finish(self, held: Held) -> None:
        await self._insist(partial(self._js.delete, self._names.waiting, held.seq))
        if not held.is_gone:
            held.is_gone = True
            self._books.add(delivered=held.marks.count(Mark.DELIVERED))
            self._ended(held)
            await self._js.tell(held.reply, _DONE)

    async def dismiss(self, held: Held) -> None:
        """Tell the consumer, once more, that a message is done."""
        await self._js.tell(held.reply, _DONE)

    async def keep(self, held: Sequence[Held]) -> None:
        """Tell JetStream that these are being worked on."""
        for each in held:
            await self._js.tell(each.reply, _WORKING)

    async def give_back(self, held: Sequence[Held], publisher: Publisher) -> None:
        """Let another process have what is not decided: whole messages as they are, of the others the rest."""
        for each in held:
            rest = [index for index, mark in enumerate(each.marks) if mark <= Mark.CLAIMED]
            if each.burying or each.is_stale or not rest:
                continue
            if len(rest) == len(each.marks):
                await self._js.tell(each.reply, _BACK)
                continue
            with suppress(InsightsError):
                envelopes = [each.envelopes[index] for index in rest]
                await publisher.publish(envelopes, [each.attempts[index] for index in rest], f"rest of {each.seq}")
                each.marks = [mark if mark >= Mark.DELIVERED else Mark.MOVED for mark in each.marks]
                await self._finish(each)

    async def close(self, within_s: float) -> None:
        """Wait a little for what is under way; the rest is done by whom JetStream gives the messages next."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within_s)
        for task in self._under_way:
            task.cancel()
