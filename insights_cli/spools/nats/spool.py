"""A spool in the streams of NATS JetStream, shared by as many processes as there are."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock

from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from insights_cli.bell import Bell
from insights_cli.errors import InsightsError
from insights_cli.model.envelope import Envelope
from insights_cli.spools import Claim, Damage, Durability, Settings, Settlement
from insights_cli.spools.nats import failures
from insights_cli.spools.nats.books import Books
from insights_cli.spools.nats.desk import Burial, Desk, Held, Mark, Share
from insights_cli.spools.nats.ending import Ending
from insights_cli.spools.nats.fetcher import Fetcher
from insights_cli.spools.nats.graves import Graves
from insights_cli.spools.nats.jetstream import JetStream
from insights_cli.spools.nats.known import KnownIds
from insights_cli.spools.nats.link import Link
from insights_cli.spools.nats.names import Names
from insights_cli.spools.nats.publisher import Publisher
from insights_cli.spools.nats.reading import Kept, Reading
from insights_cli.spools.nats.room import Room
from insights_cli.spools.nats.view import NatsView

_CLOSE_S = 5.0
_BOOKS_S = 1.0
# A claim that waits looks again after this long, whatever it was told.
_LOOK_AGAIN_S = 5.0


class NatsSpool(NatsView):
    """Made on the link's loop by `opening`."""

    is_shared = True
    damage: Damage | None = None

    def __init__(
        self, link: Link, js: JetStream, names: Names, settings: Settings, *, durability: Durability, lease_s: float
    ) -> None:
        self.durability = durability
        self._settings, self._lease_s, self._names, self._js = settings, lease_s, names, js
        self._lock, self._bell, self._desk = Lock(), Bell(), Desk(settings.limits.most_age_s)
        self._known = KnownIds()
        publisher = Publisher(link, js, names, stored=self._known.remember, on_commit=settings.on_commit)
        reading = Reading(js, names, held=self._desk.get, seq_of=self._known.seq)
        books = Books(js, names, link.client.new_inbox())
        graves = Graves(js, names, reading, publisher, books)
        super().__init__(link, reading, graves, books)
        self._publisher = publisher
        self._ending = Ending(js, names, graves, books, ended=self._forget)
        self._fetcher = Fetcher(link, js, names, arrived=self._arrived, over=self._bell.ring)
        self._room = Room(settings.limits, link, self._kept)
        self._closed = False
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Listen and keep what is held; on the link's loop."""
        await self.listen()
        self._tasks = [asyncio.create_task(self._beat()), asyncio.create_task(self._post())]

    async def listen(self) -> None:
        """Subscribe to what is pulled and to the words of others."""
        await self._fetcher.start()
        await self._link.client.subscribe(self._names.word_subject, cb=self._hear)
        # From here on the servers know.
        with suppress(NatsError):
            await self._link.client.flush()

    async def _hear(self, message: Msg) -> None:
        self._settings.on_word(message.data.decode(errors="replace"))

    async def renewed(self, is_new: bool) -> None:
        """The connection was lost and is back, over a new client or the same."""
        if is_new:
            await self.listen()
        self._fetcher.renewed()
        self._bell.ring()

    def _check_open(self) -> None:
        if self._closed:
            raise failures.closed()

    async def append(self, envelopes: Sequence[Envelope]) -> None:
        """Keep *envelopes* durably."""
        self._check_open()
        fresh = await self._fresh(envelopes)
        if not fresh:
            return
        more = Kept(len(fresh), sum(len(each.body) for each in fresh))
        await self._room.admit(more)
        try:
            await self._publisher.append(fresh)
        finally:
            self._room.landed(more)

    async def _fresh(self, envelopes: Sequence[Envelope]) -> Sequence[Envelope]:
        """Those that are not here already, once each."""
        once = {each.id: each for each in envelopes}
        for name in self._known.among(once):
            if await self._link.run(self._is_kept(name)):
                del once[name]
        return tuple(once.values())

    async def _is_kept(self, name: str) -> bool:
        seq = self._known.seq(name)
        with self._lock:
            held = self._desk.get(seq)
            marks = [m for e, m in zip(held.envelopes, held.marks, strict=True) if e.id == name] if held else []
        if marks:
            return marks[0] is not Mark.DELIVERED
        if held is None and await self._js.get(self._names.waiting, seq=seq):
            return True
        return await self._reading.dead(name) is not None

    async def claim(self, *, most_events: int, most_bytes: int, lease_s: float, wait_s: float) -> Claim | None:
        """Take ready envelopes for one attempt."""
        loop = asyncio.get_running_loop()
        ends, size = loop.time() + wait_s, (most_events, most_bytes)
        if self._desk.ready < most_events:
            self._check_open()
            await self._link.run(self._fetcher.glance(*size))
        while True:
            with self._bell.listening() as heard:
                claim, expired, due_s = self._take(most_events, most_bytes, lease_s)
                if expired:
                    await self._set_aside(expired, claim)
                if claim or loop.time() >= ends:
                    return claim
                await self._link.run(self._fetcher.gaze(*size))
                pauses = (ends - loop.time(), due_s, _LOOK_AGAIN_S)
                await asyncio.wait((heard,), timeout=min(each for each in pauses if each is not None))

    def _take(
        self, most_events: int, most_bytes: int, lease_s: float
    ) -> tuple[Claim | None, list[Burial], float | None]:
        now = self._settings.clock()
        with self._lock:
            self._check_open()
            claim, expired = self._desk.take(now, most_events=most_events, most_bytes=most_bytes, lease_s=lease_s)
            return claim, expired, None if claim else self._desk.next_due_s(now)

    async def _set_aside(self, expired: list[Burial], claim: Claim | None) -> None:
        try:
            await self._link.run(self._ending.carry_out(expired, []))
        except asyncio.CancelledError:
            if claim:
                with self._lock:
                    self._desk.give_back(claim)
                self._bell.ring()
            raise

    async def settle(self, claim: Claim, settlement: Settlement) -> None:
        """Decide the fate of a claim."""
        with self._lock:
            self._check_open()
            burials, touched = self._desk.settle(claim.id, settlement, self._settings.clock())
        await self._link.run(self._ending.carry_out(burials, touched))
        self._bell.ring()

    def say(self, word: str) -> None:
        """Tell the others."""
        if not self._closed:
            self._link.soon(lambda: asyncio.ensure_future(self._js.tell(self._names.word_subject, word.encode())))

    async def close(self) -> None:
        """Release claims, flush and let go."""
        with self._lock:
            was_closed, self._closed = self._closed, True
        self._bell.ring()
        if not was_closed:
            try:
                await self._link.run(self._wind_up())
            finally:
                await super().close()

    async def _wind_up(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self._publisher.close()
        await self._fetcher.stop()
        await self._ending.close(_CLOSE_S)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ending.give_back(list(self._desk), self._publisher), _CLOSE_S)
        with suppress(InsightsError):
            await self._books.flush()

    def _arrived(self, held: Held) -> None:
        with self._lock:
            has_ended = self._desk.has_ended(held.seq)
            if not has_ended:
                self._desk.put(held)
        if has_ended:
            self._link.soon(lambda: asyncio.ensure_future(self._ending.dismiss(held)))
        self._bell.ring()

    def _forget(self, held: Held) -> None:
        with self._lock:
            self._desk.end(held)

    def _share(self) -> Share:
        with self._lock:
            return self._desk.share()

    async def _kept(self) -> Kept:
        waiting, dead, mine = await self._reading.waiting(), await self._reading.buried(), self._share()
        return waiting.plus(dead).plus(Kept(-mine.decided, -mine.decided_bytes))

    async def _beat(self) -> None:
        """Keep what is held, a third of its lease at a time; what was not kept in time belongs to others by now."""
        clock = asyncio.get_running_loop().time
        kept_at = clock()
        while True:
            await asyncio.sleep(self._lease_s / 3)
            with self._lock:
                if clock() - kept_at > self._lease_s:
                    self._desk.give_up()
                kept = self._desk.kept()
            if self._link.client.is_connected:
                kept_at = clock()
                await self._ending.keep(kept)

    async def _post(self) -> None:
        while True:
            await asyncio.sleep(_BOOKS_S)
            with suppress(InsightsError):
                await self._books.flush()
