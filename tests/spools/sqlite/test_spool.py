"""The SQLite spool does what the one in memory does, whatever is asked in whatever order, across restarts."""

import asyncio
import tempfile
from collections.abc import Awaitable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope
from insights_cli.spools import Claim, Entry, EntryState, Limits, Settings, Settlement, Spool, SpoolFullError
from insights_cli.spools.memory import MemorySpool
from insights_cli.spools.sqlite.opening import open_spool
from insights_cli.spools.sqlite.spool import SqliteSpool
from tests.spools.making import START, Clock, dead, envelopes, listed

_Answer = TypeVar("_Answer")
FATES = st.lists(st.sampled_from("DXRR"), min_size=10, max_size=10)
NUMBERS = st.lists(st.integers(0, 60), max_size=8)


def seen(entry: Entry) -> tuple[Envelope, EntryState, DeadLetter | None]:
    """What a listing is compared by."""
    return entry.envelope, entry.state, entry.dead_letter


class SpoolsAgree(RuleBasedStateMachine):
    """Asks a SqliteSpool and a MemorySpool the same, and compares every answer."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.settings = Settings(clock=self.clock, limits=Limits(most_events=40, most_bytes=1500))
        self.claims: list[tuple[Claim, Claim]] = []
        self.restarted = False

    def wait(self, answer: Awaitable[_Answer]) -> _Answer:
        """The answer."""

        async def waited() -> _Answer:
            return await answer

        return self.loop.run_until_complete(waited())

    @initialize()
    def open(self) -> None:
        """Both are empty."""
        self.memory = MemorySpool(self.settings)
        self.sqlite = self.opened()

    def opened(self) -> SqliteSpool:
        """The file, opened."""
        return open_spool(str(Path(self.folder.name) / "spool.db"), self.settings, reserve_bytes=0)

    async def appended(self, spool: Spool, numbers: list[int], size: int) -> bool:
        """Whether there was room."""
        try:
            await spool.append(envelopes(*numbers, size=size))
        except SpoolFullError:
            return False
        return True

    @rule(numbers=NUMBERS, size=st.integers(6, 90))
    def append(self, numbers: list[int], size: int) -> None:
        """Both keep them, or both are full."""
        answers = [self.wait(self.appended(spool, numbers, size)) for spool in (self.memory, self.sqlite)]
        assert answers[0] == answers[1]

    @rule(events=st.integers(1, 10), size=st.integers(1, 400))
    def claim(self, events: int, size: int) -> None:
        """Both give the same envelopes with the same attempts."""
        claims = [
            self.wait(spool.claim(most_events=events, most_bytes=size, lease_s=20, wait_s=0))
            for spool in (self.memory, self.sqlite)
        ]
        memory, sqlite = claims
        assert (memory is None) == (sqlite is None)
        if memory and sqlite:
            assert [entry.envelope for entry in memory.entries] == [entry.envelope for entry in sqlite.entries]
            # How often an envelope was tried is told along when something else is written, so a restart may forget it.
            assert self.restarted or memory.entries == sqlite.entries
            self.claims.append((memory, sqlite))

    @precondition(lambda self: self.claims)
    @rule(which=st.integers(0, 5), fates=FATES, later=st.booleans())
    def settle(self, which: int, fates: list[str], later: bool) -> None:
        """Both decide the same, also for a claim that is over."""
        pair = self.claims[which % len(self.claims)]
        named = list(zip([entry.envelope.id for entry in pair[0].entries], fates, strict=False))
        doomed = [int(name[3:]) for name, fate in named if fate == "X"]
        settlement = Settlement(
            delivered=frozenset(name for name, fate in named if fate == "D"),
            dead=dead(*doomed),
            retry_at=self.clock.now + timedelta(seconds=10) if later else None,
        )
        self.wait(self.memory.settle(pair[0], settlement))
        self.wait(self.sqlite.settle(pair[1], settlement))

    @rule(numbers=st.none() | NUMBERS, purge=st.booleans())
    def exhume(self, numbers: list[int] | None, purge: bool) -> None:
        """Both replay or purge as many."""
        names = None if numbers is None else [f"id-{number:06}" for number in numbers]
        if purge:
            assert self.wait(self.memory.purge(names)) == self.wait(self.sqlite.purge(names))
        else:
            assert self.wait(self.memory.replay(names)) == self.wait(self.sqlite.replay(names))

    @rule(seconds=st.sampled_from([1, 11, 21]))
    def pass_time(self, seconds: int) -> None:
        """Leases end, what was held back is due."""
        self.clock.move(seconds)

    @rule()
    def reopen(self) -> None:
        """Closing and opening changes nothing but that claims are over and nothing is held back."""
        self.clock.move(100)
        for memory, _ in self.claims:
            self.wait(self.memory.settle(memory, Settlement()))
        self.claims.clear()
        self.restarted = True
        self.wait(self.sqlite.close())
        self.sqlite = self.opened()
        assert self.sqlite.damage is None

    @invariant()
    def the_same_is_in_both(self) -> None:
        """Listings and counts agree, and the counts add up."""
        here, there = self.wait(listed(self.memory)), self.wait(listed(self.sqlite))
        assert [seen(entry) for entry in here] == [seen(entry) for entry in there]
        stats = self.wait(self.sqlite.stats())
        assert stats == self.wait(self.memory.stats())
        assert (stats.waiting + stats.claimed + stats.dead, stats.lost) == (len(there), 0)

    def teardown(self) -> None:
        """Let go."""
        self.wait(self.sqlite.close())
        self.loop.close()
        self.folder.cleanup()


SpoolsAgree.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, suppress_health_check=list(HealthCheck)
)
TestSpoolsAgree = SpoolsAgree.TestCase


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    """Waiting, dead and partly delivered envelopes and the counts survive closing and opening."""
    path = str(tmp_path / "spool.db")
    still = Settings(clock=Clock())

    async def before() -> None:
        spool = open_spool(path, still)
        await spool.append(envelopes(*range(10)))
        claim = await spool.claim(most_events=4, most_bytes=1000, lease_s=30, wait_s=0)
        assert claim
        gone = frozenset(entry.envelope.id for entry in claim.entries[:2])
        await spool.settle(claim, Settlement(delivered=gone, dead=dead(2)))
        await spool.close()

    async def after() -> None:
        spool = open_spool(path, still)
        entries = await listed(spool)
        assert [int(entry.envelope.id[3:]) for entry in entries] == [3, 4, 5, 6, 7, 8, 9, 2]
        assert (await spool.stats()).delivered == 2
        assert entries[0].envelope.accepted_at == START
        await spool.close()

    asyncio.run(before())
    asyncio.run(after())
