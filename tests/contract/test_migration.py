"""Everything can be moved from any spool to any other."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import permutations
from pathlib import Path

import pytest

from insights_cli.errors import InsightsError
from insights_cli.model.envelope import Envelope
from insights_cli.pipeline.migration import Migration, Moved
from insights_cli.spools import EntryState, Settlement, Spool, SpoolKind, SpoolUnavailableError
from insights_cli.spools.memory import MemorySpool
from insights_cli.spools.registry import SPOOLS
from tests.contract.places import address_of
from tests.spools.making import STILL, claimed, dead, drained, envelopes, ids, listed

PAIRS = [*permutations(SPOOLS, 2), *((kind, kind) for kind in SPOOLS)]
Tell = Callable[[Callable[[Spool, Spool], Awaitable[None]]], None]


@pytest.fixture(params=PAIRS, ids=[f"{first.name}-{second.name}" for first, second in PAIRS])
def tell(request: pytest.FixtureRequest, tmp_path: Path) -> Tell:
    """Tell a story of two spools."""
    pair: tuple[SpoolKind, SpoolKind] = request.param
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    addresses = [address_of(kind, folder, request) for kind, folder in zip(pair, folders, strict=True)]

    def told(story: Callable[[Spool, Spool], Awaitable[None]]) -> None:
        async def work() -> None:
            source, target = [await kind.open(at, STILL) for kind, at in zip(pair, addresses, strict=True)]
            try:
                await story(source, target)
            finally:
                await source.close()
                await target.close()

        asyncio.run(work())

    return told


async def moved(source: Spool, target: Spool) -> Moved:
    """Move everything."""
    return await Migration(source, target, lambda _: None).run()


def test_everything_moves_and_stays_what_it_is(tell: Tell) -> None:
    """Order, bodies, dead letters with their reasons: all is there, and the first spool is empty."""

    async def story(source: Spool, target: Spool) -> None:
        await source.append(envelopes(*range(1200), size=100))
        claim = await claimed(source, 3)
        assert claim is not None
        await source.settle(claim, Settlement(dead=dead(0, 1, 2, reason="UP201")))
        before = {entry.envelope.id: (entry.envelope, entry.dead_letter) for entry in await listed(source)}
        done = await moved(source, target)
        assert (done.waiting, done.dead, done.bytes, done.known, done.is_all) == (1197, 3, 120_000, 0, True)
        after = await listed(target)
        assert {entry.envelope.id: (entry.envelope, entry.dead_letter) for entry in after} == before
        assert [entry.envelope.id for entry in after if entry.state is EntryState.WAITING] == [
            f"id-{number:06}" for number in range(3, 1200)
        ]
        assert await listed(source) == []

    tell(story)


def test_a_move_that_broke_off_goes_on(tell: Tell) -> None:
    """What is in the second spool already is known by its id and counted."""

    async def story(source: Spool, target: Spool) -> None:
        await source.append(envelopes(*range(10)))
        await target.append(envelopes(*range(4)))
        done = await moved(source, target)
        assert (done.waiting, done.known) == (10, 4)
        assert sorted(await drained(target)) == sorted(ids(*range(10)))

    tell(story)


def test_dead_letters_stay_where_others_would_be_taken_for_them() -> None:
    """When other events wait in the second spool, dead letters are left alone, and that is said."""

    async def story() -> None:
        source, target = MemorySpool(STILL), MemorySpool(STILL)
        await source.append(envelopes(1))
        claim = await claimed(source)
        assert claim is not None
        await source.settle(claim, Settlement(dead=dead(1)))
        await target.append(envelopes(2))
        done = await moved(source, target)
        assert (done.stayed_dead, done.is_all, len(await listed(source))) == (1, False, 1)

    asyncio.run(story())


class ForgetfulSpool(MemorySpool):
    """Says that it has kept, and has not."""

    async def append(self, envelopes: object) -> None:
        """Forget."""


class BrokenSpool(MemorySpool):
    """Fails after the first batch."""

    batches = 0

    async def append(self, envelopes: object) -> None:
        """Keep the first batch."""
        self.batches += 1
        if self.batches > 1:
            raise SpoolUnavailableError("SP103", "the spool cannot write")
        kept: list[Envelope] = list(envelopes)  # type: ignore[call-overload] # as promised
        await super().append(kept)


@pytest.mark.parametrize(("target", "code", "left"), [(ForgetfulSpool, "SP119", 700), (BrokenSpool, "SP103", 200)])
def test_nothing_is_forgotten_that_is_not_found_again(target: type[MemorySpool], code: str, left: int) -> None:
    """A batch leaves the first spool when the second has it, not when it says so."""

    async def story() -> None:
        source = MemorySpool(STILL)
        await source.append(envelopes(*range(700)))
        with pytest.raises(InsightsError) as failed:
            await moved(source, target(STILL))
        assert failed.value.code == code
        assert len(await drained(source)) == left

    asyncio.run(story())
