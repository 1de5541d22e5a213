"""Who may open a spool, what older and newer files give, and that a kill loses nothing."""

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from insights_cli.spools import SpoolUnavailableError
from insights_cli.spools.sqlite.opening import open_spool
from tests.spools.making import STILL, drained, envelopes, listed
from tests.spools.sqlite.load import started

HOLD = """
import asyncio, os, sys
from insights_cli.spools.sqlite.opening import open_spool
from tests.spools.making import STILL
spool = open_spool(sys.argv[1], STILL)
os.write(1, b"open\\n")
sys.stdin.read()
"""


def program(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start *script* in a process of its own."""
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, cwd=os.getcwd(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def open_and_close(path: Path) -> None:
    """Open the spool in this process and close it."""

    async def both() -> None:
        await open_spool(str(path), STILL).close()

    asyncio.run(both())


def test_a_second_process_is_refused_with_the_number_of_the_first(tmp_path: Path) -> None:
    """Who comes second is told which process holds the spool; when that one is killed, the spool is free."""
    path = tmp_path / "spool.db"
    with program(HOLD, str(path)) as first:
        assert first.stdout
        assert first.stdout.readline() == b"open\n"
        with pytest.raises(SpoolUnavailableError, match=f"process {first.pid} ") as refusal:
            open_and_close(path)
        assert refusal.value.code == "SP104"
        first.kill()
    open_and_close(path)


def test_a_second_spool_in_the_same_process_is_refused(tmp_path: Path) -> None:
    """The lock holds within one process, too, and closing lets go of it."""

    async def twice() -> None:
        first = open_spool(str(tmp_path / "spool.db"), STILL)
        with pytest.raises(SpoolUnavailableError, match=str(os.getpid())):
            open_spool(str(tmp_path / "spool.db"), STILL)
        await first.append(envelopes(1))
        await first.close()

    asyncio.run(twice())
    open_and_close(tmp_path / "spool.db")


def test_no_kill_loses_an_acknowledged_envelope(tmp_path: Path) -> None:
    """Over 20 kills at random moments under load, every acknowledged id is delivered or still there."""
    chance, path = random.Random(5), tmp_path / "spool.db"
    acknowledged: set[str] = set()
    delivered: set[str] = set()
    for number in range(20):
        with started(str(path), f"{number:02}") as load:
            assert load.stdout
            for _, line in zip(range(chance.randrange(1, 3000)), load.stdout, strict=False):
                (acknowledged if line.startswith(b"+") else delivered).add(line[1:-1].decode())
            load.send_signal(signal.SIGKILL)
            for line in load.stdout:
                if line.endswith(b"\n"):
                    (acknowledged if line.startswith(b"+") else delivered).add(line[1:-1].decode())
    there = asyncio.run(everything(path))
    assert acknowledged
    assert acknowledged - delivered - there == set()


async def everything(path: Path) -> set[str]:
    """The ids in the spool, which opens without damage and whose counts match its content."""
    spool = open_spool(str(path), STILL)
    assert spool.damage is None
    there = {entry.envelope.id for entry in await listed(spool)}
    stats = await spool.stats()
    assert stats.waiting == len(there)
    await spool.close()
    return there


def test_a_newer_schema_is_refused_untouched(tmp_path: Path) -> None:
    """A file that a newer version wrote is neither migrated nor set aside."""
    path = tmp_path / "spool.db"
    open_and_close(path)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 999")
    with pytest.raises(SpoolUnavailableError, match="999"):
        open_and_close(path)
    assert not list(tmp_path.glob("*damaged*"))


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    """The state folder need not exist."""
    open_and_close(tmp_path / "state" / "insights" / "spool.db")
    assert (tmp_path / "state" / "insights" / "spool.db").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A path through a file is refused with the path and the cause."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SpoolUnavailableError, match="cannot be opened") as refusal:
        open_and_close(tmp_path / "file" / "spool.db")
    assert refusal.value.code == "SP108"


@pytest.mark.parametrize("name", ["with space.db", "50%.db", "a?b#c.db", "ü.db"])
def test_any_file_name_works(tmp_path: Path, name: str) -> None:
    """Characters that mean something in a URI mean nothing in a spool's path."""

    async def use() -> None:
        spool = open_spool(str(tmp_path / name), STILL)
        await spool.append(envelopes(1))
        assert await drained(spool) == ["id-000001"]
        await spool.close()

    asyncio.run(use())
    assert (tmp_path / name).exists()
