"""Appends of the same turns of a loop go to the writer together, and none of them is left lying."""

import asyncio

import pytest

from insights_cli.spools import SpoolUnavailableError
from insights_cli.spools.sqlite.tray import Tray
from insights_cli.spools.sqlite.writer import Append
from tests.spools.making import envelopes


async def _turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


def test_appends_of_one_turn_are_handed_over_together() -> None:
    """Three appends of a turn are one hand-over, in their order."""
    put: list[tuple[Append, ...]] = []

    async def story() -> None:
        tray = Tray(asyncio.get_running_loop(), lambda *appends: put.append(appends))
        some = envelopes(1, 2, 3)
        futures = [tray.lay([each]) for each in some]
        assert not put
        await _turns(3)
        assert [[each.future for each in group] for group in put] == [futures]
        assert [each.envelopes[0] for each in put[0]] == some

    asyncio.run(story())


def test_more_than_a_commit_takes_is_handed_over_in_parts() -> None:
    """In order, and none is left."""
    put: list[list[int]] = []

    async def story() -> None:
        tray = Tray(asyncio.get_running_loop(), lambda *appends: put.append([len(each.envelopes) for each in appends]))
        for count in (600, 600, 3, 2000, 5):
            tray.lay(envelopes(1) * count)
        await _turns(3)

    asyncio.run(story())
    assert put == [[600, 600], [3, 2000], [5]]


def test_a_loop_that_never_rests_does_not_hold_appends_back() -> None:
    """Although every turn brings another append, the first is handed over within a few turns."""
    put: list[int] = []

    async def story() -> None:
        tray = Tray(asyncio.get_running_loop(), lambda *appends: put.append(len(appends)))
        for each in envelopes(*range(6)):
            tray.lay([each])
            await asyncio.sleep(0)
        assert put

    asyncio.run(story())


def test_a_closed_spool_fails_each_append() -> None:
    """Whoever lies on the tray when the writer is closed hears of it, and who went away is passed over."""

    def refuse(*_: Append) -> None:
        raise SpoolUnavailableError("SP100", "closed")

    async def story() -> None:
        tray = Tray(asyncio.get_running_loop(), refuse)
        gone, waiting = (tray.lay([each]) for each in envelopes(1, 2))
        gone.cancel()
        with pytest.raises(SpoolUnavailableError):
            await waiting

    asyncio.run(story())
