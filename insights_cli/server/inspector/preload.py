"""Show what waits from before: the envelopes of the spool, read back into what can be looked at."""

import asyncio

from insights_cli.pipeline.history import History
from insights_cli.pipeline.passages import Passage
from insights_cli.pipeline.view import waiting_passage
from insights_cli.spools import Spool

_PAGE = 200


async def preload(spool: Spool, history: History) -> None:
    """Remember the oldest entries of *spool*, a page at a time, so that intake is not held up; as many as fit."""
    found: list[Passage] = []
    size = 0
    after: str | None = None
    while len(found) < history.most and size < history.most_bytes:
        page = await spool.entries(state=None, after=after, most=_PAGE)
        found += [passage for entry in page.entries if (passage := waiting_passage(entry))]
        size += sum(len(entry.envelope.body) for entry in page.entries)
        if page.next is None:
            break
        after = page.next
        await asyncio.sleep(0)
    history.add_older(found)
