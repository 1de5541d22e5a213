"""A full disk refuses appends, delivers and deletes on, and accepts again when there is room, without a restart."""

import asyncio
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from insights_cli.spools import Settlement, SpoolFullError
from insights_cli.spools.sqlite.opening import open_spool
from insights_cli.spools.sqlite.reserve import Reserve
from insights_cli.spools.sqlite.spool import SqliteSpool
from tests.spools.making import STILL, claimed, drained, envelopes, listed


async def fill(spool: SqliteSpool, first: int = 0) -> int:
    """Append until the spool is full; the number of the last envelope that was acknowledged, plus one."""
    number = first
    while True:
        try:
            await spool.append(envelopes(*range(number, number + 10), size=2000))
        except SpoolFullError:
            return number
        number += 10


async def survives(spool: SqliteSpool) -> None:
    """What a full spool must still do."""
    count = await fill(spool)
    assert count > 50
    with pytest.raises(SpoolFullError) as refusal:
        await spool.append(envelopes(*range(900_000, 900_010), size=2000))
    assert refusal.value.code == "SP102"
    claim = await claimed(spool, 30)
    assert claim
    await spool.settle(claim, Settlement(delivered=frozenset(entry.envelope.id for entry in claim.entries)))
    entries = await listed(spool)
    assert [int(entry.envelope.id[3:]) for entry in entries] == list(range(30, count))


class Small(sqlite3.Connection):
    """A connection to a file that may have 200 pages."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.execute("PRAGMA max_page_count = 200")


def test_a_file_that_cannot_grow_goes_on_delivering(tmp_path: Path) -> None:
    """With no page left: full, not lost; what is delivered makes room for new envelopes."""

    async def story() -> None:
        spool = open_spool(str(tmp_path / "spool.db"), STILL, connection=Small)
        await survives(spool)
        await drained(spool)
        await spool.append(envelopes(1_000_000, size=2000))
        assert await drained(spool) == ["id-1000000"]
        await spool.close()

    asyncio.run(story())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB, where making one is allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no mount program")
    if made.returncode:
        pytest.skip(f"mounting is not allowed: {made.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_full_disk_goes_on_delivering(small_disk: Path) -> None:
    """On a real full file system: full, not lost; freeing room is enough, and a restart finds everything."""
    path, ballast = str(small_disk / "spool.db"), small_disk / "ballast"

    async def story() -> None:
        spool = open_spool(path, STILL)
        ballast.write_bytes(bytes(6 << 20))
        await survives(spool)
        ballast.unlink()
        await spool.append(envelopes(1_000_000))
        await spool.close()
        spool = open_spool(path, STILL)
        assert spool.damage is None
        assert len(await listed(spool)) > 20
        assert (await drained(spool))[-1] == "id-1000000"
        await spool.close()

    asyncio.run(story())


def test_a_spool_opens_on_a_full_disk(small_disk: Path) -> None:
    """A start on a full disk delivers what waits, and accepts when there is room."""
    path, ballast = str(small_disk / "spool.db"), small_disk / "ballast"

    async def story() -> None:
        spool = open_spool(path, STILL)
        await spool.append(envelopes(*range(100), size=2000))
        await spool.close()
        room = os.statvfs(small_disk)
        ballast.write_bytes(bytes(room.f_bavail * room.f_frsize - (1 << 20)))
        spool = open_spool(path, STILL)
        with pytest.raises(SpoolFullError):
            await spool.append(envelopes(1000))
        assert len(await drained(spool)) == 100
        ballast.unlink()
        await spool.append(envelopes(1000))
        await spool.close()

    asyncio.run(story())


def test_a_reserve_is_real_room(tmp_path: Path) -> None:
    """The reserve occupies blocks, not a hole, and giving it up removes it."""
    reserve = Reserve(str(tmp_path / "reserve"), 1 << 20)
    assert reserve.hold()
    assert (tmp_path / "reserve").stat().st_blocks * 512 >= 1 << 20
    reserve.release()
    assert not (tmp_path / "reserve").exists()
