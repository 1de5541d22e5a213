"""`insights spool check` finds damage, `insights spool repair` mends it, and both say so in words and in JSON."""

import asyncio
import json
from pathlib import Path

import pytest

from insights_cli.spools.sqlite.opening import open_spool
from tests.conftest import Insights
from tests.spools.making import STILL, envelopes


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A spool of 20 events, one of them broken."""
    path = tmp_path / "spool.db"

    async def filled() -> None:
        spool = open_spool(str(path), STILL)
        await spool.append(envelopes(*range(20), size=300))
        await spool.close()

    asyncio.run(filled())
    path.write_bytes(path.read_bytes().replace(b"0000000007", b"0000000X07"))
    return path


def test_damage_is_found_mended_and_gone(insights: Insights, damaged: Path) -> None:
    """Check is bad, repair says what it kept and lost, check is good."""
    found = insights("spool", "check", "--spool", "spool.db")
    assert (found.code, found.out.split(":")[0]) == (1, "damaged")
    repaired = insights("spool", "repair", "--spool", "spool.db")
    assert repaired.code == 1
    assert "saved:     19 events" in repaired.out
    assert "lost:      1 event" in repaired.out
    assert ".damaged-" in repaired.out
    assert insights("spool", "check", "--spool", "spool.db").code == 0


def test_json_says_the_same(insights: Insights, damaged: Path) -> None:
    """Programs get troubles, and what was saved, lost and set aside."""
    found = json.loads(insights("spool", "check", "--spool", str(damaged), "--json").out)
    assert found["checkup"]["waiting"] == 19
    assert len(found["checkup"]["troubles"]) == 1
    repaired = json.loads(insights("spool", "repair", "--spool", f"sqlite:{damaged}", "--json").out)["repaired"]
    assert (repaired["saved"], repaired["lost"], Path(repaired["set_aside"]).exists()) == (19, 1, True)


def test_a_sound_spool_needs_no_repair(insights: Insights, damaged: Path) -> None:
    """A second repair finds nothing to do."""
    insights("spool", "repair", "--spool", "spool.db")
    again = insights("spool", "repair", "--spool", "spool.db")
    assert (again.code, "nothing to repair" in again.out) == (0, True)


@pytest.mark.parametrize("verb", ["check", "repair"])
@pytest.mark.parametrize(("address", "code"), [("memory:", 2), ("none.db", 3)])
def test_what_cannot_be_checked_is_told(insights: Insights, verb: str, address: str, code: int) -> None:
    """A spool in memory has no file; a missing file is named."""
    assert insights("spool", verb, "--spool", address).code == code
