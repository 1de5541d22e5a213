"""Bringing messages to their end although the engine does not always answer."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest

from insights_cli.spools.nats import ending, failures
from insights_cli.spools.nats.books import Books
from insights_cli.spools.nats.desk import Burial, Held, Mark
from insights_cli.spools.nats.ending import Ending
from insights_cli.spools.nats.graves import Graves
from insights_cli.spools.nats.jetstream import JetStream
from insights_cli.spools.nats.names import Names
from tests.spools.making import dead, envelopes


class Engine(JetStream, Graves, Books):
    """Refuses the first *refusals* of each thing it is asked, and counts what it did."""

    def __init__(self, refusals: int = 0) -> None:
        self._left = Counter({"bury": refusals, "delete": refusals})
        self.done = Counter[str]()
        self.open = asyncio.Event()
        self.open.set()

    async def _do(self, what: str) -> None:
        await self.open.wait()
        self._left[what] -= 1
        if self._left[what] >= 0:
            raise failures.away("nats:", "no quorum")
        self.done[what] += 1

    async def bury(self, burial: Burial) -> None:
        """Store a dead letter."""
        await self._do("bury")

    async def delete(self, stream: str, seq: int) -> None:
        """Delete a message."""
        await self._do("delete")

    async def tell(self, subject: str, word: bytes) -> None:
        """Hear of its end."""
        self.done[word.decode()] += 1

    def add(self, *, delivered: int = 0, purged: int = 0) -> None:
        """Count."""
        self.done["delivered"] += delivered


def condemned() -> tuple[Held, list[Burial]]:
    """A message of one delivered and two dead."""
    held = Held(1, "reply", tuple(envelopes(1, 2, 3)), [1, 1, 1])
    held.marks = [Mark.DELIVERED, Mark.DEAD, Mark.DEAD]
    held.burying = 2
    letter = dead(2)[0][1]
    return held, [Burial(held=held, envelope=each, letter=letter) for each in held.envelopes[1:]]


def tell(story: Callable[[Engine, Ending, asyncio.Event], Awaitable[None]], refusals: int = 0) -> None:
    """Run a story with an engine; the event is set when the message is gone."""

    async def told() -> None:
        engine, gone = Engine(refusals), asyncio.Event()
        bringing = Ending(engine, Names("s"), engine, engine, ended=lambda _: gone.set())
        async with asyncio.timeout(20):
            await story(engine, bringing, gone)

    asyncio.run(told())


@pytest.mark.parametrize("refusals", [0, 1, 3])
def test_a_message_ends_once_however_often_it_is_refused(monkeypatch: pytest.MonkeyPatch, refusals: int) -> None:
    """Dead letters are stored, then it is deleted, counted and acknowledged, each once."""
    monkeypatch.setattr(ending, "_PAUSE_S", 0)

    async def story(engine: Engine, bringing: Ending, gone: asyncio.Event) -> None:
        held, burials = condemned()
        await bringing.carry_out(burials, [held])
        assert (gone.is_set(), held.burying) == (True, 0)
        assert engine.done == {"bury": 2, "delete": 1, "delivered": 1, "+ACK": 1}

    tell(story, refusals)


def test_who_is_cancelled_while_waiting_stops_nothing() -> None:
    """A server that stops waits no longer for a settlement; the message comes to its end all the same."""

    async def story(engine: Engine, bringing: Ending, gone: asyncio.Event) -> None:
        engine.open.clear()
        held, burials = condemned()
        waiting = asyncio.create_task(bringing.carry_out(burials, [held]))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        engine.open.set()
        await gone.wait()
        assert engine.done["delete"] == 1

    tell(story)
