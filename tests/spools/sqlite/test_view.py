"""A spool is seen from outside while a server holds it and while nobody does, and nothing is harmed by looking."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from insights_cli.spools import EntryState, Settlement, Spool, SpoolUnavailableError, SpoolView, memory
from insights_cli.spools.sqlite.opening import open_spool
from insights_cli.spools.sqlite.view import SqliteView
from tests.spools.making import STILL, claimed, dead, drained, envelopes, ids, listed

Story = Callable[[Spool], Awaitable[None]]

VISIT = """
import asyncio, sys
from insights_cli.spools.sqlite.view import SqliteView
from tests.spools.making import STILL

async def visit():
    view = SqliteView(sys.argv[1], STILL)
    chosen = sys.argv[3:] or None
    done = await (view.replay(chosen) if sys.argv[2] == "replay" else view.purge(chosen))
    stats = await view.stats()
    print(done, stats.waiting, stats.dead)
    await view.close()

asyncio.run(visit())
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A spool with three that wait (4, 5, 6) and three dead letters (1, 2, 3), closed."""

    async def filled() -> None:
        spool = open_spool(str(tmp_path / "spool.db"), STILL)
        await spool.append(envelopes(*range(1, 7)))
        claim = await claimed(spool)
        assert claim
        await spool.settle(claim, Settlement(dead=dead(1, 2, 3)))
        await spool.close()

    asyncio.run(filled())
    return str(tmp_path / "spool.db")


def served(path: str, story: Story) -> None:
    """Tell *story* while a server holds the spool."""

    async def told() -> None:
        spool = open_spool(path, STILL)
        assert spool.damage is None
        try:
            await story(spool)
        finally:
            await spool.close()

    asyncio.run(told())


async def visit(path: str, *words: str) -> str:
    """What another process prints after a replay or purge."""
    command = [sys.executable, "-c", VISIT, path, *words]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, cwd=os.getcwd(), timeout=60, check=True
    )
    return done.stdout.strip()


async def look(view: SpoolView) -> tuple[list[int], int, int]:
    """The numbers listed, and how many wait and are dead."""
    found, after = list[int](), None
    while True:
        page = await view.entries(state=None, after=after, most=4)
        found += [int(entry.envelope.id[3:]) for entry in page.entries]
        if (after := page.next) is None:
            break
    stats = await view.stats()
    return found, stats.waiting, stats.dead


def test_a_closed_spool_can_be_looked_at(path: str) -> None:
    """Without a server everything is seen, and the next start finds nothing wrong."""

    async def looked() -> None:
        view = SqliteView(path, STILL)
        assert await look(view) == ([4, 5, 6, 1, 2, 3], 3, 3)
        entry = await view.find("id-000002")
        assert entry is not None
        assert entry.state is EntryState.DEAD
        await view.close()

    asyncio.run(looked())

    async def story(spool: Spool) -> None:
        assert len(await listed(spool)) == 6

    served(path, story)


def test_a_served_spool_can_be_looked_at(path: str) -> None:
    """What the server has committed is seen beside it, at once."""

    async def story(spool: Spool) -> None:
        view = SqliteView(path, STILL)
        await spool.append(envelopes(7))
        assert await look(view) == ([4, 5, 6, 7, 1, 2, 3], 4, 3)
        await drained(spool)
        await spool.purge([])
        assert await look(view) == ([1, 2, 3], 0, 3)
        await view.close()

    served(path, story)


def test_replay_and_purge_work_beside_a_server(path: str) -> None:
    """Another process asks, the server does it, its waiting claim wakes, and the counts of both agree."""

    async def story(spool: Spool) -> None:
        await drained(spool)
        waiting = asyncio.create_task(claimed(spool, wait_s=60))
        assert (await visit(path, "replay", "id-000002", "id-000009")).startswith("1 ")
        claim = await asyncio.wait_for(waiting, 30)
        assert claim
        assert [entry.envelope.id for entry in claim.entries] == ["id-000002"]
        assert await visit(path, "purge") == "2 1 0"
        assert (await spool.stats()).purged == 2

    served(path, story)


def test_replay_and_purge_work_without_a_server(path: str) -> None:
    """With nobody there, they are done at once and are there for the next server."""
    assert asyncio.run(visit(path, "replay", "id-000001")) == "1 4 2"
    assert asyncio.run(visit(path, "purge", "id-000003")) == "1 4 1"

    async def story(spool: Spool) -> None:
        assert {entry.envelope.id for entry in await listed(spool)} == ids(1, 2, 4, 5, 6)

    served(path, story)


def test_a_spool_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Looking makes no file; the path is told."""
    with pytest.raises(SpoolUnavailableError, match="no spool at"):
        SqliteView(str(tmp_path / "none.db"), STILL)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_spool_is_told(tmp_path: Path) -> None:
    """Garbage gives an error with a code, not a traceback, and stays as it is."""
    (tmp_path / "spool.db").write_bytes(b"garbage" * 1000)

    async def looked() -> None:
        view = SqliteView(str(tmp_path / "spool.db"), STILL)
        try:
            await view.stats()
        finally:
            await view.close()

    with pytest.raises(SpoolUnavailableError) as refusal:
        asyncio.run(looked())
    assert refusal.value.code == "SP109"


def test_memory_cannot_be_seen_from_outside() -> None:
    """A spool in memory says so instead of showing an empty one."""

    async def looked() -> None:
        await memory.KIND.view("memory:", STILL)

    with pytest.raises(SpoolUnavailableError, match="outside"):
        asyncio.run(looked())
