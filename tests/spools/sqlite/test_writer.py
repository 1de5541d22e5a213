"""Nothing is acknowledged before its commit, every failing commit is an exception, and an idle spool is silent."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest

from insights_cli.spools import Commit, Limits, Settings, Settlement, SpoolFullError, SpoolUnavailableError
from insights_cli.spools.sqlite.opening import open_spool
from insights_cli.spools.sqlite.spool import SqliteSpool
from tests.spools.making import STILL, Clock, claimed, dead, drained, envelopes, ids
from tests.spools.sqlite.faulty import connection, error

STAGES = ("BEGIN IMMEDIATE", "INSERT INTO segment", "UPDATE tally", "COMMIT")


def play(
    path: Path,
    story: Callable[[SqliteSpool], Awaitable[None]],
    watched: type[sqlite3.Connection] = sqlite3.Connection,
    settings: Settings = STILL,
) -> None:
    """Open the spool at *path*, tell the story, close it."""

    async def told() -> None:
        spool = open_spool(str(path), settings, connection=watched)
        try:
            await story(spool)
        finally:
            await spool.close()

    asyncio.run(told())


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(
    ("name", "raised"),
    [
        ("SQLITE_FULL", SpoolFullError),
        ("SQLITE_IOERR_FSYNC", SpoolUnavailableError),
        ("SQLITE_IOERR_WRITE", SpoolUnavailableError),
        ("SQLITE_BUSY", SpoolUnavailableError),
        ("SQLITE_NOMEM", SpoolUnavailableError),
        ("SQLITE_READONLY", SpoolUnavailableError),
        ("SQLITE_CORRUPT", SpoolUnavailableError),
    ],
)
def test_a_failing_commit_acknowledges_nothing(tmp_path: Path, stage: str, name: str, raised: type[Exception]) -> None:
    """Whatever fails at whatever stage: each append raises, keeps nothing, and the next one works."""
    failing: list[str] = []

    def before(sql: str) -> None:
        if failing and sql.startswith(stage):
            raise error(failing[0])

    async def story(spool: SqliteSpool) -> None:
        await spool.append(envelopes(1))
        failing.append(name)
        answers = await asyncio.gather(*(spool.append(envelopes(n)) for n in range(2, 20)), return_exceptions=True)
        assert {type(answer) for answer in answers} == {raised}
        failing.clear()
        await spool.append(envelopes(50))
        assert await drained(spool) == ["id-000001", "id-000050"]
        assert (await spool.stats()).appended == 2

    play(tmp_path / "spool.db", story, connection(before))


def test_damage_met_while_serving_is_mended_by_the_next_start(tmp_path: Path) -> None:
    """Whoever meets damage leaves word, so that the next start saves what can be read, however large the file is."""
    failing: list[bool] = []

    def before(sql: str) -> None:
        if failing and sql.startswith("INSERT INTO segment"):
            raise error("SQLITE_CORRUPT")

    async def story(spool: SqliteSpool) -> None:
        await spool.append(envelopes(1, 2))
        failing.append(True)
        with pytest.raises(SpoolUnavailableError, match="damaged"):
            await spool.append(envelopes(3))

    async def again(spool: SqliteSpool) -> None:
        assert spool.damage is not None
        assert (spool.damage.saved, spool.damage.lost) == (2, 0)
        assert await drained(spool) == ["id-000001", "id-000002"]

    async def afterwards(spool: SqliteSpool) -> None:
        assert spool.damage is None

    play(tmp_path / "spool.db", story, connection(before))
    play(tmp_path / "spool.db", again)
    play(tmp_path / "spool.db", afterwards)


def test_an_error_nobody_expects_acknowledges_nothing(tmp_path: Path) -> None:
    """Even a bug on the writer's thread reaches those who wait, and the thread lives on."""
    failing: list[bool] = []

    def before(sql: str) -> None:
        if failing and sql == "COMMIT":
            failing.clear()
            raise ZeroDivisionError

    async def story(spool: SqliteSpool) -> None:
        failing.append(True)
        with pytest.raises(SpoolUnavailableError):
            await spool.append(envelopes(1))
        await spool.append(envelopes(2))
        assert await drained(spool) == ["id-000002"]

    play(tmp_path / "spool.db", story, connection(before))


def test_no_append_returns_before_its_commit(tmp_path: Path) -> None:
    """While a commit has not finished, none of the appends in it has; afterwards all have."""
    reached, go_on = Event(), Event()
    gated: list[bool] = []

    def before(sql: str) -> None:
        if gated and sql == "COMMIT":
            reached.set()
            go_on.wait(30)

    async def story(spool: SqliteSpool) -> None:
        gated.append(True)
        appends = [asyncio.create_task(spool.append(envelopes(number))) for number in range(10)]
        await asyncio.to_thread(reached.wait, 30)
        assert not any(append.done() for append in appends)
        assert await claimed(spool) is None
        go_on.set()
        await asyncio.gather(*appends)

    play(tmp_path / "spool.db", story, connection(before))


def test_what_waits_together_is_one_commit(tmp_path: Path) -> None:
    """Appends that arrive during a commit share the next one."""
    commits: list[Commit] = []
    go_on = Event()
    settings = Settings(clock=Clock(), on_commit=commits.append)

    def before(sql: str) -> None:
        if sql == "COMMIT":
            go_on.wait(30)

    async def story(spool: SqliteSpool) -> None:
        first = asyncio.create_task(spool.append(envelopes(1)))
        await asyncio.sleep(0)
        rest = [asyncio.create_task(spool.append(envelopes(number))) for number in range(2, 102)]
        await asyncio.sleep(0)
        go_on.set()
        await asyncio.gather(first, *rest)

    play(tmp_path / "spool.db", story, connection(before), settings)
    assert len(commits) <= 3
    assert sum(commit.events for commit in commits) == 101


def test_settlements_ride_on_the_next_append(tmp_path: Path) -> None:
    """A delivery and an append after it cost one commit, not two."""
    statements: list[str] = []

    async def story(spool: SqliteSpool) -> None:
        await spool.append(envelopes(1))
        claim = await claimed(spool)
        assert claim
        statements.clear()
        await spool.settle(claim, Settlement(delivered=ids(1)))
        await spool.append(envelopes(2))
        assert [sql.split()[0] for sql in statements].count("COMMIT") == 1
        assert any(sql.startswith("DELETE FROM segment") for sql in statements)

    play(tmp_path / "spool.db", story, connection(statements.append))


def test_a_failed_settlement_is_written_later(tmp_path: Path) -> None:
    """A settlement whose commit fails stays decided, and reaches the disk with the next commit that works."""
    failing: list[bool] = []

    def before(sql: str) -> None:
        if failing and sql == "COMMIT":
            raise error("SQLITE_IOERR_WRITE")

    async def story(spool: SqliteSpool) -> None:
        await spool.append(envelopes(1, 2, 3))
        claim = await claimed(spool, 2)
        assert claim
        failing.append(True)
        await spool.settle(claim, Settlement(delivered=ids(1), dead=dead(2)))
        with pytest.raises(SpoolUnavailableError):
            await spool.append(envelopes(4))
        failing.clear()
        await spool.append(envelopes(5))

    async def again(spool: SqliteSpool) -> None:
        assert await drained(spool) == ["id-000003", "id-000005"]
        assert await spool.purge(None) == 1

    play(tmp_path / "spool.db", story, connection(before))
    play(tmp_path / "spool.db", again)


def test_an_idle_spool_says_nothing_to_its_file(tmp_path: Path) -> None:
    """After the last settlement is written, waiting for events executes no statement at all."""
    statements: list[str] = []

    async def story(spool: SqliteSpool) -> None:
        await spool.append(envelopes(1))
        await drained(spool)
        await spool.purge([])  # comes after what was decided has been written
        statements.clear()
        assert await claimed(spool, wait_s=0.7) is None
        assert statements == []

    play(tmp_path / "spool.db", story, connection(statements.append))


SCRIPT = """
import asyncio, os, sys
from insights_cli.spools.sqlite.opening import open_spool
from insights_cli.spools import Settlement
from tests.spools.making import STILL, envelopes, claimed, drained

async def main():
    spool = open_spool(sys.argv[1], STILL)
    os.write(2, b"MARK begin\\n")
    for number in range(10):
        await spool.append(envelopes(number))
        os.write(2, b"MARK acknowledged\\n")
    await drained(spool)
    await spool.purge([])
    os.write(2, b"MARK idle\\n")
    await claimed(spool, wait_s=1.0)
    os.write(2, b"MARK end\\n")
    await spool.close()

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The system's own record of fsyncs and of acknowledgements, in order."""
    folder = tmp_path_factory.mktemp("trace")
    strace = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync,write", "-o", str(folder / "trace")]
    program = [sys.executable, "-c", SCRIPT, str(folder / "spool.db")]
    try:
        done = subprocess.run([*strace, *program], timeout=60, cwd=os.getcwd(), capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("strace is not installed")
    if done.returncode:
        pytest.skip(f"strace may not trace here: {done.stderr[-200:]!r}")
    lines = (folder / "trace").read_text().splitlines()
    seen = [
        "MARK " + line.split("MARK ")[1].split("\\")[0] if "MARK " in line else "sync"
        for line in lines
        if "MARK " in line or (("fsync(" in line or "fdatasync(" in line or "sync resumed" in line) and "= 0" in line)
    ]
    return seen[seen.index("MARK begin") : seen.index("MARK end")]


def test_every_acknowledgement_follows_a_finished_fsync(trace: list[str]) -> None:
    """The kernel sees an fsync end between any two acknowledgements of single appends."""
    marks = [place for place, what in enumerate(trace) if what in ("MARK begin", "MARK acknowledged")]
    assert len(marks) == 11
    assert all("sync" in trace[before:after] for before, after in pairwise(marks))


def test_an_idle_spool_does_no_fsync(trace: list[str]) -> None:
    """While nothing comes, the kernel sees no fsync."""
    assert "sync" not in trace[trace.index("MARK idle") :]


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    """Spool, log and lock can be read by their owner alone."""

    async def story(spool: SqliteSpool) -> None:
        await spool.append(envelopes(1))
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}

    play(tmp_path / "spool.db", story)


def test_the_log_does_not_grow_with_the_backlog(tmp_path: Path) -> None:
    """After 90 MB went through, the write-ahead log is a fraction of that."""

    async def story(spool: SqliteSpool) -> None:
        for start in range(0, 90_000, 1000):
            await spool.append(envelopes(*range(start, start + 1000), size=1000))
        assert (tmp_path / "spool.db-wal").stat().st_size < 70 << 20

    play(tmp_path / "spool.db", story, settings=Settings(clock=Clock(), limits=Limits()))
