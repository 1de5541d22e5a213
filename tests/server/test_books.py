"""The books while the spool is away, and while others fill it."""

import asyncio
from dataclasses import replace

from insights_cli.pipeline.ledger import Ledger
from insights_cli.server.books import Books
from insights_cli.spools import SpoolAwayError, SpoolStats
from insights_cli.spools.memory import MemorySpool
from tests.server.parts import spool
from tests.spools.making import envelopes


class Away(MemorySpool):
    """Answers as long as it is there."""

    is_there = True

    async def stats(self) -> SpoolStats:
        """The counts, or nothing."""
        if not self.is_there:
            raise SpoolAwayError("SP116", "PostgreSQL does not answer")
        return await super().stats()


def made() -> Away:
    """A spool that can go away."""
    return Away(spool()._settings)


def test_the_last_counts_stand_while_the_spool_is_away() -> None:
    """What was known last is said, with the trouble, until the spool answers again."""

    async def story() -> None:
        kept = made()
        ledger = Ledger()
        books = Books(kept, ledger)
        await books.open()
        await kept.append(envelopes(1, 2))
        ledger.accept(3)
        assert (await books.stats()).waiting == 2
        kept.is_there = False
        assert ((await books.stats()).waiting, books.trouble) == (2, "PostgreSQL does not answer")
        assert books.known.difference == 0
        kept.is_there = True
        assert ((await books.stats()).waiting, books.trouble) == (2, "")

    asyncio.run(story())


def test_what_others_append_is_told_apart() -> None:
    """In a shared spool, what this server did not accept came through others, and the books balance."""

    async def story() -> None:
        kept = made()
        ledger = Ledger()
        books = Books(kept, ledger)
        await books.open()
        await kept.append(envelopes(1, 2, 3))
        ledger.accept(1)
        assert (await books.balance()).difference == -2
        kept.is_shared = True
        found = await books.balance()
        assert (found.difference, found.elsewhere, found) == (0, 2, replace(found, received=1))

    asyncio.run(story())
