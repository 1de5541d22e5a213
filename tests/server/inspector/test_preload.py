"""What waits from before is shown, too."""

from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope
from insights_cli.pipeline.history import History
from insights_cli.pipeline.passages import Stage
from insights_cli.server.inspector.preload import preload
from insights_cli.spools import Settlement, Spool
from tests.server.parts import NOW, intake, run, spool

EVENT = b'[{"action":"navigate","subject":"/catalog"},{"action":"click","subject":"Open"}]'


async def _fill(kept: Spool) -> None:
    """Two events, the first one dead, and one that is no envelope of ours."""
    await intake(spool=kept).accept(EVENT)
    claim = await kept.claim(most_events=1, most_bytes=10_000, lease_s=60, wait_s=0)
    assert claim
    letter = DeadLetter(reason="UP201", detail="HTTP 400", at=NOW, attempts=1)
    await kept.settle(claim, Settlement(dead=((claim.entries[0].envelope.id, letter),)))
    await kept.append([Envelope(id="strange", accepted_at=NOW, body=b"{}")])


def test_entries_of_the_spool_are_seen_as_far_as_they_have_come() -> None:
    """What cannot be read is left out."""
    kept, history = spool(), History()
    run(_fill(kept))
    run(preload(kept, history))
    found = history.place(history.passages())
    assert sorted((each.read()[1].action, each.stage, each.detail) for each in found) == [
        ("click", Stage.WAITING, ""),
        ("navigate", Stage.DEAD, "UP201: HTTP 400"),
    ]
