"""A check reads everything and changes nothing; a repair leaves a sound file."""

import asyncio
from pathlib import Path

import pytest

from insights_cli.spools import Settlement, SpoolUnavailableError
from insights_cli.spools.sqlite.checkup import check, repair
from insights_cli.spools.sqlite.opening import open_spool
from tests.spools.making import STILL, claimed, dead, envelopes


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A closed spool with 95 that wait and 5 dead letters."""

    async def filled() -> None:
        spool = open_spool(str(tmp_path / "spool.db"), STILL)
        await spool.append(envelopes(*range(100), size=500))
        claim = await claimed(spool, 5)
        assert claim
        await spool.settle(claim, Settlement(dead=dead(*range(5))))
        await spool.close()

    asyncio.run(filled())
    return str(tmp_path / "spool.db")


def damage(path: str, text: bytes) -> None:
    """Change one byte of the last record that holds *text*."""
    data = bytearray(Path(path).read_bytes())
    data[data.rindex(text)] ^= 0xFF
    Path(path).write_bytes(data)


def test_a_sound_spool_has_no_troubles(path: str) -> None:
    """Everything is counted."""
    found = check(path)
    assert (found.waiting, found.dead, found.bytes, found.troubles) == (95, 5, 50_000, ())


def test_a_check_works_beside_a_server(path: str) -> None:
    """A spool that is being written is sound at every moment."""

    async def story() -> None:
        spool = open_spool(path, STILL)
        for number in range(200, 240):
            await spool.append(envelopes(number))
            assert check(path).troubles == ()
        assert check(path).waiting == 135
        await spool.close()

    asyncio.run(story())


@pytest.mark.parametrize(("text", "said"), [(b"%0500d" % 77, "segment 1"), (b"%0500d" % 3, "id-000003")])
def test_a_damaged_record_is_found_and_repaired(path: str, text: bytes, said: str) -> None:
    """One broken record is named; the repair sets the file aside, keeps the other 99, and the check is content."""
    damage(path, text)
    assert any(said in trouble for trouble in check(path).troubles)
    done = asyncio.run(repair(path, STILL))
    assert done is not None
    assert (done.saved, done.lost, Path(done.set_aside).exists()) == (99, 1, True)
    assert check(path).troubles == ()


def test_a_sound_spool_is_left_alone(path: str) -> None:
    """There is nothing to repair, and the file keeps its bytes."""
    before = Path(path).read_bytes()
    assert asyncio.run(repair(path, STILL)) is None
    assert Path(path).read_bytes() == before


def test_a_spool_in_use_is_not_repaired(path: str) -> None:
    """The process that holds it is named."""

    async def story() -> None:
        spool = open_spool(path, STILL)
        with pytest.raises(SpoolUnavailableError, match="holds the spool"):
            await repair(path, STILL)
        await spool.close()

    asyncio.run(story())


@pytest.mark.parametrize("ask", [check, lambda path: asyncio.run(repair(path, STILL))])
def test_nothing_is_made_where_nothing_is(tmp_path: Path, ask: object) -> None:
    """A path without a spool is refused and stays empty."""
    assert callable(ask)
    with pytest.raises(SpoolUnavailableError, match="no spool at"):
        ask(str(tmp_path / "spool.db"))
    assert list(tmp_path.iterdir()) == []
