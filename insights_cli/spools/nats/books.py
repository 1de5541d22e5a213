"""What has left the spool for good, counted over all processes in one message that each adds to."""

import asyncio
from itertools import count

import msgspec

from insights_cli.spools import SpoolUnavailableError
from insights_cli.spools.nats import failures
from insights_cli.spools.nats.failures import ApiError
from insights_cli.spools.nats.jetstream import JetStream
from insights_cli.spools.nats.names import Names

_MOST_TRIES = 50


class Tally(msgspec.Struct, frozen=True):
    """How many were delivered and how many dead letters were purged since the spool was made."""

    delivered: int = 0
    purged: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.delivered + other.delivered, self.purged + other.purged)


class Books:
    """Adds what this process counted to the tally of all; what a killed process did not add yet is not counted."""

    def __init__(self, js: JetStream, names: Names, process: str) -> None:
        self._js, self._names, self._process = js, names, process
        self._fresh = Tally()
        # What was sent and not acknowledged yet: asked again under the same message id, it is counted once.
        self._sent: tuple[Tally, str] | None = None
        self._numbers = count(1)
        self._lock = asyncio.Lock()

    def add(self, *, delivered: int = 0, purged: int = 0) -> None:
        """Count."""
        self._fresh = self._fresh.plus(Tally(delivered, purged))

    async def total(self) -> Tally:
        """Of all processes, this one's latest included."""
        async with self._lock:
            shared = (await self._read())[0].plus(self._fresh)
            return shared.plus(self._sent[0]) if self._sent else shared

    async def flush(self) -> None:
        """Add what is new to the tally of all."""
        async with self._lock:
            if self._sent is None:
                if self._fresh == Tally():
                    return
                self._sent, self._fresh = (self._fresh, f"{self._process}-{next(self._numbers)}"), Tally()
            await self._write(*self._sent)
            self._sent = None

    async def _write(self, adding: Tally, message_id: str) -> None:
        for _ in range(_MOST_TRIES):
            shared, seq = await self._read()
            body = msgspec.json.encode(shared.plus(adding))
            expected = {"Nats-Expected-Last-Subject-Sequence": str(seq)}
            try:
                await self._js.publish(self._names.books_subject, body, message_id, **expected)
                return
            except ApiError as error:
                # Another process was faster: what it wrote is to be read first.
                if error.number not in failures.WRONG_LAST:
                    raise failures.translated(error, self._js.shown) from error
        raise SpoolUnavailableError("SP103", "the books of the spool cannot be written now")

    async def _read(self) -> tuple[Tally, int]:
        found = await self._js.get_surely(self._names.books, last_by_subj=self._names.books_subject)
        return (msgspec.json.decode(found.body, type=Tally), found.seq) if found else (Tally(), 0)
