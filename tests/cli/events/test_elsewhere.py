"""The commands that look at a spool do so in PostgreSQL, too, and never show the password of the address."""

import asyncio
import json

import pytest

from insights_cli.spools import Settlement
from insights_cli.spools.postgresql.opening import open_spool
from tests.cli.events.conftest import event
from tests.conftest import Insights, Result
from tests.postgresql import Cluster
from tests.spools.making import STILL, claimed, dead


@pytest.fixture
def address(postgresql: Cluster) -> str:
    """A spool that holds 3, 4, 5 waiting and 1, 2 dead; 0 was delivered. Its PostgreSQL trusts any password."""
    address = postgresql.spool().replace("insights@", "insights:geheim@")

    async def filled() -> None:
        spool = await open_spool(address, STILL)
        await spool.append([event(number) for number in range(6)])
        claim = await claimed(spool, 3)
        assert claim
        await spool.settle(claim, Settlement(delivered=frozenset({"id-000000"}), dead=dead(1, 2)))
        await spool.close()

    asyncio.run(filled())
    return address


def test_every_command_works_there(insights: Insights, address: str) -> None:
    """List, show, stats, tail, export, replay, purge and check."""
    said: list[Result] = []

    def run(*words: str) -> Result:
        said.append(insights(*words, "--spool", address))
        return said[-1]

    listed = json.loads(run("events", "list", "--json").out)["events"]
    assert [(each["id"][-1], each["state"]) for each in listed] == [
        ("3", "waiting"), ("4", "waiting"), ("5", "waiting"), ("1", "dead"), ("2", "dead")
    ]  # fmt: skip
    assert "button 4" in run("events", "show", "id-000004").out
    assert json.loads(run("events", "stats", "--json").out)["stats"]["delivered"] == 1
    assert run("events", "tail").code == 0
    assert len(run("events", "export").out.splitlines()) == 5
    assert run("spool", "check").out.startswith("sound")
    assert run("events", "replay", "id-000001").code == 0
    assert run("events", "purge", "--all").code == 0
    stats = json.loads(run("events", "stats", "--json").out)
    assert (stats["stats"]["waiting"], stats["stats"]["purged"], stats["stats"]["dead"]) == (4, 1, 0)
    assert "***" in stats["summary"]["spool"]
    assert "geheim" not in "".join(result.out + result.err for result in said)


def test_a_spool_in_postgresql_has_no_file_to_repair(insights: Insights, address: str) -> None:
    """That is what the tools of PostgreSQL are for."""
    result = insights("spool", "repair", "--spool", address)
    assert (result.code, "SP113" in result.err, "geheim" in result.err) == (2, True, False)


def test_an_engine_that_is_not_there_is_told(insights: Insights) -> None:
    """Nobody could ask: exit code 3, with the cause."""
    result = insights("events", "stats", "--spool", "postgresql://u:geheim@127.0.0.1:1/db")
    assert (result.code, "SP116" in result.err, "refused" in result.err, "geheim" in result.err) == (
        3,
        True,
        True,
        False,
    )
