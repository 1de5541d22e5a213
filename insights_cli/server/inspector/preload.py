"""Show what waits from before: the envelopes of the spool, read back into what can be looked at."""

import asyncio

import msgspec

from insights_cli.pipeline.envelopes import read_data
from insights_cli.pipeline.history import History, Passage, Stage
from insights_cli.spools import Entry, EntryState, Spool

_PAGE = 200
_MOST = 10_000


async def preload(spool: Spool, history: History) -> None:
    """Remember the oldest entries of *spool*, a page at a time, so that intake is not held up."""
    found: list[Passage] = []
    after: str | None = None
    while len(found) < _MOST:
        page = await spool.entries(state=None, after=after, most=_PAGE)
        found += [passage for entry in page.entries if (passage := _passage(entry))]
        if page.next is None:
            break
        after = page.next
        await asyncio.sleep(0)
    history.add_older(found)


def _passage(entry: Entry) -> Passage | None:
    try:
        at, data = read_data(entry.envelope.body)
    except msgspec.MsgspecError:
        return None
    letter = entry.dead_letter
    return Passage(
        id=entry.envelope.id,
        accepted_at=entry.envelope.accepted_at,
        at=at,
        data=data,
        stage=Stage.DEAD if entry.state is EntryState.DEAD else Stage.WAITING,
        detail=f"{letter.reason}: {letter.detail}" if letter else "",
    )
