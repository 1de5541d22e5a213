"""Looking into the streams: listings, single envelopes, counts; and what may be done with dead letters."""

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass

from insights_cli.model.envelope import Envelope
from insights_cli.spools import Entry, EntryState, Page, SpoolStats
from insights_cli.spools.nats import failures, packs
from insights_cli.spools.nats.books import Books
from insights_cli.spools.nats.desk import Held, Mark, Share
from insights_cli.spools.nats.failures import ApiError
from insights_cli.spools.nats.jetstream import JetStream, Stored
from insights_cli.spools.nats.names import Names, contents

Placed = tuple[str, Entry]


@dataclass(frozen=True, slots=True)
class Kept:
    """How much a stream holds: envelopes, and the bytes of their bodies."""

    events: int
    bytes: int

    def plus(self, other: "Kept") -> "Kept":
        """Both together."""
        return Kept(self.events + other.events, self.bytes + other.bytes)


class Reading:
    """Asks on the link's loop.

    *held* gives what this process knows better than the stream about one message, *seq_of* where it put an id of late.
    """

    def __init__(
        self,
        js: JetStream,
        names: Names,
        *,
        held: Callable[[int], Held | None] = lambda _: None,
        seq_of: Callable[[str], int] = lambda _: 0,
    ) -> None:
        self._js, self._names, self._held, self._seq_of = js, names, held, seq_of
        self._oldest: tuple[int, int, Envelope] | None = None

    async def page(self, state: EntryState | None, after: str | None, most: int) -> Page:
        """A stretch of the listing; a place is `a` or `d`, the message's number, and the place in it."""
        found: list[Placed] = []
        async for placed in self._listing(state, after):
            found.append(placed)
            if len(found) > most:
                break
        page = found[:most]
        end = page[-1][0] if page else after
        following = end if len(found) > most else None
        return Page(entries=tuple(entry for _, entry in page), next=following, end=end)

    async def _listing(self, state: EntryState | None, after: str | None) -> AsyncIterator[Placed]:
        if state is not EntryState.DEAD and not (after and after.startswith("d")):
            async for placed in self._living(after):
                if state in (None, placed[1].state):
                    yield placed
        if state in (None, EntryState.DEAD):
            since = int(after[1:21]) + 1 if after and after.startswith("d") else 1
            async for stored in self.messages(self._names.dead, since):
                envelope, letter = packs.decode_dead(stored.body)
                entry = Entry(envelope=envelope, state=EntryState.DEAD, attempts=letter.attempts, dead_letter=letter)
                yield f"d{stored.seq:020}", entry

    async def _living(self, after: str | None) -> AsyncIterator[Placed]:
        since = int(after[1:21]) if after else 1
        async for stored in self.messages(self._names.waiting, since):
            for index, entry in self._entries(stored):
                place = f"a{stored.seq:020}.{index:06}"
                if after is None or place > after:
                    yield place, entry

    def _entries(self, stored: Stored) -> Iterable[tuple[int, Entry]]:
        held = self._held(stored.seq)
        if held is not None:
            open_ones = [index for index, mark in enumerate(held.marks) if mark <= Mark.CLAIMED]
            return [(index, held.entry(index)) for index in open_ones]
        envelopes, attempts = packs.decode_pack(stored.body)
        pairs = zip(envelopes, attempts, strict=True)
        return [
            (index, Entry(envelope=envelope, state=EntryState.WAITING, attempts=tries))
            for index, (envelope, tries) in enumerate(pairs)
        ]

    async def messages(self, stream: str, since: int = 1) -> AsyncIterator[Stored]:
        """The messages of a stream in their order, from number *since* on."""
        while stored := await self._js.get(stream, seq=since, next_by_subj=">"):
            yield stored
            since = stored.seq + 1

    async def find(self, envelope_id: str) -> Entry | None:
        """One entry; among those that wait it is looked for from the oldest on."""
        if stored := await self.dead(envelope_id):
            envelope, letter = packs.decode_dead(stored.body)
            return Entry(envelope=envelope, state=EntryState.DEAD, attempts=letter.attempts, dead_letter=letter)
        if seq := self._seq_of(envelope_id):
            stored = await self._js.get(self._names.waiting, seq=seq)
            if stored is not None and (entry := self._entry_in(stored, envelope_id)):
                return entry
        async for each in self.messages(self._names.waiting):
            if entry := self._entry_in(each, envelope_id):
                return entry
        return None

    def _entry_in(self, stored: Stored, envelope_id: str) -> Entry | None:
        if envelope_id.encode(errors="surrogatepass") not in stored.body:
            return None
        entries = (entry for _, entry in self._entries(stored))
        return next((entry for entry in entries if entry.envelope.id == envelope_id), None)

    async def dead(self, envelope_id: str) -> Stored | None:
        """The message of a dead letter."""
        subject = self._names.dead_subject("*", packs.token_of(envelope_id))
        return await self._js.get(self._names.dead, seq=1, next_by_subj=subject)

    async def stats(self, books: Books, share: Callable[[], Share]) -> SpoolStats:
        """The counts; *share* is what this process knows better."""
        waiting, dead, tally = await self.waiting(), await self.buried(), await books.total()
        mine, oldest = share(), await self._oldest_envelope()
        delivered, left = tally.delivered + mine.delivered, waiting.events - mine.decided - mine.claimed
        return SpoolStats(
            appended=delivered + tally.purged + left + mine.claimed + dead.events,
            delivered=delivered,
            purged=tally.purged,
            waiting=left,
            claimed=mine.claimed,
            dead=dead.events,
            bytes=waiting.bytes - mine.decided_bytes + dead.bytes,
            oldest_waiting_at=oldest.accepted_at if oldest else None,
        )

    async def waiting(self) -> Kept:
        """What is in the stream of those that wait: each subject says how much its messages hold."""
        events = size = 0
        for subject, messages in (await self._subjects(self._names.waiting)).items():
            held, held_bytes = contents(subject)
            events += messages * held
            size += messages * held_bytes
        return Kept(events, size)

    async def buried(self) -> Kept:
        """How many dead letters there are."""
        subjects = await self._subjects(self._names.dead)
        return Kept(len(subjects), sum(contents(subject)[0] for subject in subjects))

    async def _subjects(self, stream: str) -> dict[str, int]:
        found: dict[str, int] = {}
        while True:
            answer = await self.info(stream, {"subjects_filter": ">", "offset": len(found)})
            state = answer["state"]
            assert isinstance(state, dict)
            page = state.get("subjects") or {}
            found.update(page)
            total = answer.get("total")
            if not page or not isinstance(total, int) or len(found) >= total:
                return found

    async def info(self, stream: str, question: dict[str, object] | None = None) -> dict[str, object]:
        """What JetStream knows of a stream."""
        try:
            return dict(await self._js.ask(f"STREAM.INFO.{stream}", question))
        except ApiError as error:
            raise failures.translated(error, self._js.shown) from error

    async def _oldest_envelope(self) -> Envelope | None:
        """The first that has not left; the message it was found in last is not read again."""
        if self._oldest and await self._is_first(*self._oldest[:2]):
            return self._oldest[2]
        async for stored in self.messages(self._names.waiting):
            for index, entry in self._entries(stored):
                self._oldest = (stored.seq, index, entry.envelope)
                return entry.envelope
        return None

    async def _is_first(self, seq: int, index: int) -> bool:
        state = (await self.info(self._names.waiting))["state"]
        held = self._held(seq)
        is_open = held is None or held.marks[index] <= Mark.CLAIMED
        return isinstance(state, dict) and state.get("first_seq") == seq and bool(state.get("messages")) and is_open
