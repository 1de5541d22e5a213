"""`insights spool migrate` moves a spool, says how much, and touches nothing when it cannot."""

import asyncio
import json
from pathlib import Path

import pytest

from insights_cli.spools.registry import SPOOLS
from tests.conftest import Insights
from tests.postgresql import Cluster
from tests.spools.making import STILL, envelopes


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """A spool in a file with 20 events."""
    address = f"sqlite:{tmp_path / 'spool.db'}"

    async def fill() -> None:
        spool = await SPOOLS[0].open(address, STILL)
        await spool.append(envelopes(*range(20), size=300))
        await spool.close()

    asyncio.run(fill())
    return address


def test_there_and_back(insights: Insights, filled: str, postgresql: Cluster) -> None:
    """What waited in a file waits in PostgreSQL, and then in a file again."""
    address = postgresql.spool()
    there = insights("spool", "migrate", "--from", filled, "--to", address)
    assert (there.code, there.out.split(":")[0]) == (0, "moved")
    assert "waiting: 20 events" in there.out
    back = insights("spool", "migrate", "--from", address, "--to", "back.db", "--json")
    assert json.loads(back.out)["moved"] == {
        "waiting": 20, "dead": 0, "bytes": 6000, "known": 0, "stayed_waiting": 0, "stayed_dead": 0
    }  # fmt: skip
    stats = json.loads(insights("events", "stats", "--spool", "back.db", "--json").out)["stats"]
    assert stats["waiting"] == 20


def test_a_spool_that_is_not_there_is_not_made(insights: Insights, tmp_path: Path) -> None:
    """The first spool has to exist."""
    result = insights("spool", "migrate", "--from", "missing.db", "--to", "new.db")
    assert result.code == 3
    assert "SP107" in result.err
    assert list(tmp_path.glob("*.db")) == []


@pytest.mark.parametrize("target", ["memory:", "spool.db"])
def test_where_it_cannot_go(insights: Insights, filled: str, target: str) -> None:
    """Memory ends with the process, and a spool is not moved onto itself."""
    assert insights("spool", "migrate", "--from", filled, "--to", target).code == 2
