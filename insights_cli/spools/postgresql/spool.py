"""The spool in PostgreSQL: the promise, made of a writer, claims, a listing, a graveyard and an ear."""

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from uuid import uuid4

from insights_cli.bell import Bell
from insights_cli.errors import InsightsError
from insights_cli.model.envelope import Envelope
from insights_cli.spools import Claim, Damage, Durability, Entry, EntryState, Page, Settings, Settlement, SpoolStats
from insights_cli.spools.postgresql import failures
from insights_cli.spools.postgresql.address import Target
from insights_cli.spools.postgresql.claims import Claims, Wish
from insights_cli.spools.postgresql.clock import Clock
from insights_cli.spools.postgresql.ear import Ear
from insights_cli.spools.postgresql.graveyard import Graveyard
from insights_cli.spools.postgresql.heirs import Heirs
from insights_cli.spools.postgresql.host import Host, waited
from insights_cli.spools.postgresql.lines import Lines
from insights_cli.spools.postgresql.listing import Listing
from insights_cli.spools.postgresql.schema import STRIPES
from insights_cli.spools.postgresql.writer import Append, Writer

# Who waits looks by itself this often, should a word of another server have been lost.
_LOOK_AGAIN_S = 5.0
_MOST_LINES = 4
_LET_GO_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A spool that was found or made: where it is, what it promises, and its time."""

    target: Target
    durability: Durability
    clock: Clock


class PostgresqlSpool:
    """Keeps envelopes in PostgreSQL, for any number of servers at once.

    Without *serves* it is the view from outside: it neither listens nor takes over from servers that have gone.
    """

    is_shared = True
    damage: Damage | None = None

    def __init__(self, place: Place, settings: Settings, host: Host, *, serves: bool) -> None:
        # Made on the host's loop, where everything but the bell lives.
        self.durability = place.durability
        self._host, self._bell = host, Bell()
        # Which row of the counts this process changes: another one than others, if possible, as they wait for it.
        stripe = uuid4().int % STRIPES
        self._writing = Lines(place.target, most=1, synchronous=True)
        self._working = Lines(place.target, most=_MOST_LINES, synchronous=False)
        self._writer = Writer(self._writing, settings, stripe=stripe, kept=self._stir)
        owner = uuid4().int >> 97
        self._claims = Claims(self._working, settings, place.clock, stripe, owner)
        heirs = Heirs(self._working, place.clock, owner, strays=self._claims.free_strays, freed=self._stir)
        self._ear = Ear(place.target, self._working, heirs, stirred=self._bell.ring, word=settings.on_word)
        self._listing = Listing(self._working, place.clock)
        self._graveyard = Graveyard(self._writing, stripe)
        self._closed = False
        self._work = asyncio.ensure_future(self._writer.run())
        tasks = [self._ear.speak(), *([self._ear.listen(), heirs.look()] if serves else [])]
        self._ears = [asyncio.ensure_future(task) for task in tasks]

    def _stir(self) -> None:
        self._bell.ring()
        self._ear.tell()

    def _check_open(self) -> None:
        if self._closed:
            raise failures.closed()

    async def append(self, envelopes: Sequence[Envelope]) -> None:
        """Keep *envelopes* durably."""
        self._check_open()
        if envelopes:
            loop = asyncio.get_running_loop()
            future: asyncio.Future[None] = loop.create_future()
            self._writer.put(Append(loop, future, envelopes))
            await future

    async def claim(self, *, most_events: int, most_bytes: int, lease_s: float, wait_s: float) -> Claim | None:
        """Take ready envelopes for one attempt."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + wait_s
        wish = Wish(most_events=most_events, most_bytes=most_bytes, lease_s=lease_s)
        while True:
            with self._bell.listening() as heard:
                self._check_open()
                claim = await self._taken(wish)
                self._check_open()
                if claim or ends <= loop.time():
                    return claim
                due = await self._host.call(self._claims.next_due())
                pause = min(ends - loop.time(), _LOOK_AGAIN_S, float("inf") if due is None else due / 1e6)
                await asyncio.wait((heard,), timeout=max(0.0, pause))

    async def _taken(self, wish: Wish) -> Claim | None:
        taking = self._host.begin(self._claims.take(wish))
        try:
            return await waited(taking)
        except asyncio.CancelledError:
            # Who asks next has to find what this one may have taken.
            await self._host.call(self._given_back(taking))
            raise

    async def _given_back(self, taking: "Future[Claim | None]") -> None:
        # Failing that, its lease ends by itself.
        with suppress(InsightsError):
            if claim := await asyncio.wrap_future(taking):
                await self._claims.give_back(claim)
                self._stir()

    async def settle(self, claim: Claim, settlement: Settlement) -> None:
        """Decide the fate of a claim."""
        self._check_open()
        if await self._host.call(self._claims.settle(claim, settlement)):
            self._host.loop.call_soon_threadsafe(self._stir)

    def say(self, word: str) -> None:
        """Tell the others."""
        if not self._closed:
            self._host.loop.call_soon_threadsafe(self._ear.tell, word)

    async def replay(self, ids: Iterable[str] | None) -> int:
        """Put dead letters back to wait."""
        self._check_open()
        done = await self._host.call(self._graveyard.replay(None if ids is None else list(ids)))
        self._host.loop.call_soon_threadsafe(self._stir)
        return done

    async def purge(self, ids: Iterable[str] | None) -> int:
        """Forget dead letters."""
        self._check_open()
        return await self._host.call(self._graveyard.purge(None if ids is None else list(ids)))

    async def entries(self, *, state: EntryState | None, after: str | None, most: int) -> Page:
        """List entries."""
        self._check_open()
        return await self._host.call(self._listing.page(state, after, most))

    async def find(self, envelope_id: str) -> Entry | None:
        """One entry, None when it is not (or no longer) here."""
        self._check_open()
        return await self._host.call(self._listing.find(envelope_id))

    async def stats(self) -> SpoolStats:
        """Counts and bytes."""
        self._check_open()
        return await self._host.call(self._listing.stats())

    async def close(self) -> None:
        """Release claims, flush and let go; harmless when repeated."""
        if not self._closed:
            self._closed = True
            self._bell.ring()
            await self._host.finish(_LET_GO_S)
            await self._host.call(self._let_go())
            await self._host.stop()

    async def _let_go(self) -> None:
        self._writer.stop()
        await self._work
        # Unreachable, the claims end with their leases.
        with suppress(InsightsError, TimeoutError):
            async with asyncio.timeout(_LET_GO_S):
                await self._claims.release_all()
                self._ear.tell()
                await self._ear.flush()
        for ear in self._ears:
            ear.cancel()
        await asyncio.gather(*self._ears, return_exceptions=True)
        await self._writing.close()
        await self._working.close()
