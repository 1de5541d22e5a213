"""What may be done with dead letters: store them, put them back to wait, forget them."""

import asyncio
from collections.abc import AsyncIterator, Iterable

from insights_cli.spools.nats import failures, packs
from insights_cli.spools.nats.books import Books
from insights_cli.spools.nats.desk import Burial
from insights_cli.spools.nats.failures import ApiError
from insights_cli.spools.nats.jetstream import JetStream, Stored
from insights_cli.spools.nats.names import Names
from insights_cli.spools.nats.publisher import Publisher
from insights_cli.spools.nats.reading import Reading

_MOST_AT_ONCE = 256


class Graves:
    """Works on the link's loop."""

    def __init__(self, js: JetStream, names: Names, reading: Reading, publisher: Publisher, books: Books) -> None:
        self._js, self._names, self._reading = js, names, reading
        self._publisher, self._books = publisher, books

    async def bury(self, burial: Burial) -> None:
        """Store a dead letter; one of the same id replaces it."""
        envelope, letter = burial.envelope, burial.letter
        subject = self._names.dead_subject(len(envelope.body), packs.token_of(envelope.id))
        # Its number in the stream makes a second death of the same id a message of its own.
        message_id = f"{burial.held.seq}-{packs.token_of(envelope.id)}-{letter.at.isoformat()}"
        try:
            await self._js.publish(subject, packs.encode_dead(envelope, letter), message_id)
        except ApiError as error:
            raise failures.translated(error, self._js.shown) from error

    async def replay(self, ids: Iterable[str] | None) -> int:
        """Append dead letters anew, then let go of them here; stopped in between, some are in both places."""
        done, size, part = 0, 0, list[Stored]()
        async for stored in self._chosen(ids):
            if part and (size + len(stored.body) > self._publisher.most_bytes or len(part) == _MOST_AT_ONCE):
                done += await self._raise(part)
                part, size = [], 0
            part.append(stored)
            size += len(stored.body)
        return done + await self._raise(part)

    async def _chosen(self, ids: Iterable[str] | None) -> AsyncIterator[Stored]:
        if ids is None:
            async for stored in self._reading.messages(self._names.dead):
                yield stored
            return
        for each in dict.fromkeys(ids):
            found = await self._reading.dead(each)
            if found is not None:
                yield found

    async def _raise(self, part: list[Stored]) -> int:
        if part:
            envelopes = [packs.decode_dead(stored.body)[0] for stored in part]
            try:
                await self._publisher.publish(envelopes, salt=f"replay {part[0].seq} {part[-1].seq}")
            except ApiError as error:
                raise failures.translated(error, self._js.shown) from error
            await asyncio.gather(*(self._js.delete(self._names.dead, stored.seq) for stored in part))
        return len(part)

    async def purge(self, ids: Iterable[str] | None) -> int:
        """Forget dead letters, and count them."""
        questions: list[dict[str, str]] = [{}]
        if ids is not None:
            tokens = (packs.token_of(each) for each in dict.fromkeys(ids))
            questions = [{"filter": self._names.dead_subject("*", token)} for token in tokens]
        purged = 0
        for question in questions:
            try:
                answer = await self._js.ask(f"STREAM.PURGE.{self._names.dead}", question or None)
            except ApiError as error:
                raise failures.translated(error, self._js.shown) from error
            purged += int(str(answer.get("purged", 0)))
        self._books.add(purged=purged)
        await self._books.flush()
        return purged
