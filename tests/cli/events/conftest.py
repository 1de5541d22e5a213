"""A spool in the state folder of a run in memory."""

import asyncio
import json
from pathlib import Path

import pytest

from insights_cli.model.envelope import Envelope
from insights_cli.spools import Settlement
from insights_cli.spools.sqlite.opening import open_spool
from insights_cli.spools.sqlite.spool import SqliteSpool
from tests.spools.making import START, STILL, claimed, dead


def event(number: int) -> Envelope:
    """A CloudEvent about a click."""
    document = {
        "specversion": "1.0",
        "id": f"id-{number:06}",
        "type": "io.backstage.analytics.click",
        "data": {"action": "click", "subject": f"button {number}\x1b[31m"},
    }
    return Envelope(id=f"id-{number:06}", accepted_at=START, body=json.dumps(document).encode())


def held(tmp_path: Path) -> SqliteSpool:
    """The spool, opened as a server does."""
    return open_spool(str(tmp_path / ".local/state/insights/spool.db"), STILL)


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    """The folder whose spool holds 3, 4, 5 waiting and 1, 2 dead; 0 was delivered."""

    async def filled() -> None:
        spool = held(tmp_path)
        await spool.append([event(number) for number in range(6)])
        claim = await claimed(spool, 3)
        assert claim
        await spool.settle(claim, Settlement(delivered=frozenset({"id-000000"}), dead=dead(1, 2)))
        await spool.close()

    asyncio.run(filled())
    return tmp_path
