"""A power cut loses no acknowledged envelope: the device is copied in mid-load, and the copy is started from.

What the copy holds is what the file system had given to the device at that moment; what it had only in memory is gone,
as it is when the power goes. Needs root, loop devices and ext4.
"""

import asyncio
import os
import random
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from insights_cli.spools.sqlite.opening import open_spool
from tests.spools.making import STILL, listed
from tests.spools.sqlite.load import started

CUTS = 10
IMAGE_BYTES = 96 << 20


def run(*command: str | Path) -> str | None:
    """Why *command* did not work; None when it did."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except FileNotFoundError:
        return f"there is no {command[0]}"
    return done.stderr.strip() or f"{command[0]} failed" if done.returncode else None


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """The file system in *image*, mounted; skips where that is not allowed."""
    place.mkdir()
    why = run("mount", "-o", "loop", image, place)
    if why:
        pytest.skip(f"loop devices cannot be mounted here: {why}")
    try:
        yield place
    finally:
        assert run("umount", place) is None


def cut(image: Path, copy: Path) -> None:
    """Copy the device as it is at one moment: twice, until nothing was written in between."""
    shutil.copyfile(image, copy)
    again = copy.with_suffix(".again")
    for _ in range(20):
        shutil.copyfile(image, again)
        if run("cmp", "--silent", copy, again) is None:
            return
        again.replace(copy)
    pytest.fail("the device does not come to rest although its writer is stopped")


async def everything(path: Path) -> set[str]:
    """The ids in the spool."""
    spool = open_spool(str(path), STILL)
    there = {entry.envelope.id for entry in await listed(spool)}
    assert (await spool.stats()).lost == 0
    await spool.close()
    return there


def lost_in_a_cut(folder: Path, events: int) -> tuple[int, int]:
    """How many of those acknowledged before the cut are missing after it, and how many were acknowledged."""
    image, copy = folder / "image", folder / "copy"
    with image.open("wb") as file:
        file.truncate(IMAGE_BYTES)
    if why := run("mkfs.ext4", "-q", image):
        pytest.skip(f"no ext4 can be made here: {why}")
    said: list[bytes] = []
    with mounted(image, folder / "before") as place, started(str(place / "spool.db"), "cut") as load:
        assert load.stdout
        said += [line for _, line in zip(range(events), load.stdout, strict=False)]
        load.send_signal(signal.SIGSTOP)
        cut(image, copy)
        load.kill()
        said += [line for line in load.stdout if line.endswith(b"\n")]
    with mounted(copy, folder / "after") as place:
        there = asyncio.run(everything(place / "spool.db"))
    acknowledged = {line[1:-1].decode() for line in said if line.startswith(b"+")}
    delivered = {line[1:-1].decode() for line in said if line.startswith(b"-")}
    return len(acknowledged - delivered - there), len(acknowledged)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a loop device needs root")
@pytest.mark.parametrize("number", range(CUTS))
def test_a_power_cut_loses_nothing(tmp_path: Path, number: int) -> None:
    """Every acknowledged envelope is on the device that the cut left behind."""
    lost, acknowledged = lost_in_a_cut(tmp_path, random.Random(number).randrange(500, 6000))
    assert acknowledged > 100
    assert lost == 0
