"""The books of this server, also while its spool is away."""

from insights_cli.pipeline.ledger import Balance, Ledger, balance
from insights_cli.spools import Spool, SpoolAwayError, SpoolStats


class Books:
    """Counts of *spool* against those of *ledger*, from `open` on."""

    def __init__(self, spool: Spool, ledger: Ledger) -> None:
        self._spool, self._ledger = spool, ledger
        self._start: SpoolStats | None = None
        self._last: SpoolStats | None = None
        self.trouble = ""

    async def open(self) -> None:
        """Remember what was there before."""
        self._start = self._last = await self._spool.stats()

    async def stats(self) -> SpoolStats:
        """The counts of the spool, as they were last known while it is away."""
        try:
            self._last = await self._spool.stats()
            self.trouble = ""
        except SpoolAwayError as away:
            assert self._last is not None
            self.trouble = away.summary
        return self._last

    async def balance(self) -> Balance:
        """The books so far."""
        await self.stats()
        return self.known

    @property
    def known(self) -> Balance:
        """The books as of the last look."""
        assert self._start is not None
        assert self._last is not None
        shared = self._spool.is_shared
        return balance(self._ledger, self._start, self._last, is_shared=shared, is_stale=bool(self.trouble))

    def waiting(self, left: int) -> int:
        """How many wait when *left* of those that were there or came have left; of a shared spool: when last asked."""
        if self._start is None or self._last is None:
            return 0
        if self._spool.is_shared:
            return self._last.waiting + self._last.claimed
        return self._start.waiting + self._start.claimed + self._ledger.accepted - left
