"""A broken spool file is set aside, what can be read is saved, what cannot is counted, and the start goes on."""

import asyncio
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from insights_cli.model.envelope import Envelope
from insights_cli.spools import Damage, EntryState, Settlement, SpoolStats, SpoolUnavailableError
from insights_cli.spools.sqlite.opening import open_spool
from tests.spools.making import START, STILL, claimed, dead, drained, envelopes, ids, listed

FILES = ("spool.db", "spool.db-wal", "spool.db.lock")
BEFORE, DELIVERED, DEAD, ALL = 600, 45, 5, 900

Harm = Callable[[Path], object]


def long(*numbers: int) -> list[Envelope]:
    """Envelopes as long as real ones."""
    return envelopes(*numbers, size=360)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a spool as SIGKILL leaves them: part in the main file, part in the log."""
    folder = tmp_path_factory.mktemp("killed")

    async def live() -> None:
        spool = open_spool(str(folder / "spool.db"), STILL)
        for start in range(0, BEFORE, 20):
            await spool.append(long(*range(start, start + 20)))
        spool.checkpoint()
        claim = await claimed(spool, DELIVERED + DEAD)
        assert claim
        letters = dead(*range(DELIVERED, DELIVERED + DEAD))
        await spool.settle(claim, Settlement(delivered=ids(*range(DELIVERED)), dead=letters))
        for start in range(BEFORE, ALL, 3):
            await spool.append(long(*range(start, start + 3)))
        (folder / "left").mkdir()
        for name in FILES:
            shutil.copy(folder / name, folder / "left" / name)
        await spool.close()

    asyncio.run(live())
    return folder / "left"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a start over the harmed files gave."""

    damage: Damage | None
    there: frozenset[str]
    dead: int
    stats: SpoolStats

    @property
    def missing(self) -> int:
        """How many acknowledged, undelivered envelopes are not there."""
        return len(ids(*range(DELIVERED, ALL)) - self.there)


def start(folder: Path) -> Seen:
    """Open the spool, list it, deliver everything, and see that the counts add up."""

    async def look() -> Seen:
        spool = open_spool(str(folder / "spool.db"), STILL)
        try:
            entries = await listed(spool)
            await drained(spool)
            await spool.append(long(5000))
            assert await drained(spool) == ["id-005000"]
            stats = await spool.stats()
            assert stats.appended == stats.delivered + stats.lost + stats.dead
            there = frozenset(entry.envelope.id for entry in entries)
            return Seen(spool.damage, there, sum(entry.state is EntryState.DEAD for entry in entries), stats)
        finally:
            await spool.close()

    return asyncio.run(look())


def harmed(killed: Path, tmp_path: Path, harm: Harm) -> Seen:
    """What a start gives after *harm* was done to a copy of the files."""
    for name in FILES:
        shutil.copy(killed / name, tmp_path / name)
    harm(tmp_path)
    return start(tmp_path)


def cut(name: str, share: float) -> Harm:
    """Truncate to *share* of the length."""
    return lambda folder: os.truncate(folder / name, int((folder / name).stat().st_size * share))


def overwrite(name: str, at: int, data: bytes) -> Harm:
    """Put *data* over what is at *at*."""

    def harm(folder: Path) -> None:
        with (folder / name).open("r+b") as file:
            file.seek(at)
            file.write(data)

    return harm


def flip(name: str, share: float, bit: int) -> Harm:
    """Flip one bit at *share* of the length."""

    def harm(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[int(len(data) * share)] ^= 1 << bit
        (folder / name).write_bytes(data)

    return harm


def test_without_damage_nothing_is_missing(killed: Path, tmp_path: Path) -> None:
    """The files of a killed process open with everything that was acknowledged, and report nothing."""
    seen = harmed(killed, tmp_path, lambda folder: None)
    assert (seen.damage, seen.missing, seen.stats.lost, seen.dead) == (None, 0, 0, DEAD)


@pytest.mark.parametrize(
    ("harm", "most_missing"),
    [
        pytest.param(cut("spool.db", 0), 541, id="empty file"),
        pytest.param(cut("spool.db", 0.5), 400, id="half a file"),
        pytest.param(cut("spool.db", 0.999), 30, id="torn tail"),
        pytest.param(lambda folder: (folder / "spool.db").unlink(), 541, id="file gone"),
        pytest.param(overwrite("spool.db", 0, b"not SQLite at all"), 0, id="wrong magic"),
        pytest.param(overwrite("spool.db", 0, bytes(4096)), 0, id="first page zeros"),
        pytest.param(overwrite("spool.db", 0, bytes(range(256)) * 1200), 541, id="garbage"),
        pytest.param(overwrite("spool.db", 20 * 4096, bytes(8192)), 80, id="two pages zeros"),
        pytest.param(cut("spool.db-wal", 0), 300, id="empty log"),
        pytest.param(cut("spool.db-wal", 0.5), 160, id="half a log"),
        pytest.param(lambda folder: (folder / "spool.db-wal").unlink(), 300, id="log gone"),
        pytest.param(overwrite("spool.db-wal", 0, bytes(32)), 0, id="log header zeros"),
        pytest.param(overwrite("spool.db-wal", 100_000, bytes(4120)), 3, id="hole in the log"),
    ],
)
def test_damage_is_named_and_counted(killed: Path, tmp_path: Path, harm: Harm, most_missing: int) -> None:
    """The start goes on, says what was wrong, keeps what is readable, and counts exactly what is missing as lost."""
    seen = harmed(killed, tmp_path, harm)
    assert seen.damage is not None
    assert seen.missing == seen.stats.lost == seen.damage.lost
    assert seen.missing <= most_missing


def test_the_log_of_another_spool_is_not_replayed(killed: Path, tmp_path: Path) -> None:
    """A log that belongs elsewhere is set aside, and the main file stays what it was."""

    async def other() -> None:
        spool = open_spool(str(tmp_path / "other.db"), STILL)
        for number in range(40):
            await spool.append([Envelope(id=f"other-{number}", accepted_at=START, body=b"x" * 9000)])
        shutil.copy(tmp_path / "other.db-wal", tmp_path / "foreign")
        await spool.close()

    asyncio.run(other())
    seen = harmed(killed, tmp_path, lambda folder: shutil.copy(folder / "foreign", folder / "spool.db-wal"))
    assert seen.damage is not None
    assert "another" in seen.damage.cause
    assert Path(seen.damage.set_aside).read_bytes() == (tmp_path / "foreign").read_bytes()
    assert (seen.missing, seen.stats.lost) == (ALL - BEFORE, ALL - BEFORE)


@pytest.mark.parametrize("place", range(50))
@pytest.mark.parametrize("name", FILES[:2])
def test_a_flipped_bit_costs_at_most_what_it_hit(killed: Path, tmp_path: Path, name: str, place: int) -> None:
    """With any one bit flipped the start goes on, and every envelope is there or counted as lost."""
    chance = random.Random(f"{name} {place}")
    seen = harmed(killed, tmp_path, flip(name, (place + chance.random()) / 50, chance.randrange(8)))
    assert seen.missing <= seen.stats.lost
    assert seen.missing <= 20


def test_what_is_set_aside_is_the_file_as_it_was(killed: Path, tmp_path: Path) -> None:
    """The damaged file and its log are kept under the name that is told."""
    seen = harmed(killed, tmp_path, overwrite("spool.db", 0, b"broken!"))
    assert seen.damage is not None
    aside = Path(seen.damage.set_aside)
    assert aside.name == "spool.db.damaged-20260105T090000Z"
    assert aside.read_bytes()[7:] == (killed / "spool.db").read_bytes()[7:]
    assert Path(f"{aside}-wal").read_bytes() == (killed / "spool.db-wal").read_bytes()


def test_a_second_damage_sets_aside_under_another_name(killed: Path, tmp_path: Path) -> None:
    """Two damaged files of the same second are both kept."""
    for _ in range(2):
        harmed(killed, tmp_path, overwrite("spool.db", 0, b"broken!"))
    assert len([path for path in tmp_path.iterdir() if ".damaged-" in path.name and path.suffix != ".db-wal"]) >= 2


@pytest.mark.parametrize("moved", [(), ("spool.db-wal",), ("spool.db-wal", "spool.db")])
def test_a_crash_while_moving_into_place_is_finished(killed: Path, tmp_path: Path, moved: tuple[str, ...]) -> None:
    """A salvage that was complete but not yet in place is moved there by the next start."""
    harmed(killed, tmp_path, lambda folder: None)
    shutil.copy(tmp_path / "spool.db", tmp_path / "spool.db.salvaged")
    for name in FILES:
        shutil.copy(killed / name, tmp_path / name)
    overwrite("spool.db", 0, b"broken!")(tmp_path)
    for name in moved:
        (tmp_path / name).rename(tmp_path / f"moved-{name}")
    seen = start(tmp_path)
    assert not (tmp_path / "spool.db.salvaged").exists()
    assert seen.there == ids(*range(DELIVERED, DELIVERED + DEAD))


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """A valid SQLite file that is no spool is neither set aside nor changed."""
    path = tmp_path / "spool.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE catalog (entity TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(SpoolUnavailableError, match="another program"):
        open_spool(str(path), STILL)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*damaged*"))
