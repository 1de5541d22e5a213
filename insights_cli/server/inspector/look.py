"""What the inspector shows, as documents: events, one event, totals, dead letters; and what it may do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from insights_cli.filters.fields import doubts
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.envelopes import rfc3339
from insights_cli.pipeline.gate import Flow
from insights_cli.pipeline.history import History
from insights_cli.pipeline.ledger import Balance, as_json
from insights_cli.pipeline.passages import Passage
from insights_cli.pipeline.refusal import RefusedError
from insights_cli.pipeline.view import passage_detail, passage_view
from insights_cli.server.inspector.changes import ChangeLog
from insights_cli.server.inspector.query import Query
from insights_cli.server.inspector.timeline import Timeline
from insights_cli.spools import Entry, EntryState, Spool

_AT_ONCE = 250
_MOST_DEAD = 200
_SLOWEST_BEAT_S = 1.0
_FASTEST_BEAT_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """How forwarding to *target* goes: its *flow*, what troubles it, and *since* when (None: nothing was tried yet)."""

    flow: Flow
    trouble: str
    since: datetime | None
    target: str

    def json(self) -> dict[str, JsonValue]:
        """The state as the page says it."""
        state, words = ("unknown", "nothing was sent yet") if self.since is None else _STATES[self.flow]
        return {
            "state": state,
            "words": words,
            "since": rfc3339(self.since) if self.since else None,
            "trouble": self.trouble or None,
            "target": self.target,
        }


_STATES = {
    Flow.FLOWING: ("ok", "takes events"),
    Flow.STALLED: ("failing", "does not take events"),
    Flow.PAUSED: ("paused", "waits for a person"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Everything that can be seen and done; belongs to the server's event loop.

    *source* is the base URL of the app, *address* where events are sent, for showing how to send one again.
    """

    history: History
    spool: Spool
    balance: Callable[[], Awaitable[Balance]]
    upstream: Callable[[], Upstream]
    is_stopping: Callable[[], bool]
    now: Callable[[], datetime]
    source: str
    address: str
    changes: ChangeLog = field(default_factory=ChangeLog)
    timeline: Timeline = field(default_factory=Timeline)

    async def sample(self) -> None:
        """Follow the totals second by second, for ever."""
        while True:
            self.timeline.take(int(self.now().timestamp()), await self.balance())
            await asyncio.sleep(1.0)

    async def events(self, query: Query) -> dict[str, JsonValue]:
        """A page of events, oldest first; with a cursor what changed since, after at most the time to wait."""
        if query.after is None:
            picked = await self._newest(query)
            cursor = self.changes.cursor
        else:
            picked, cursor = await self._changed(query, query.after)
        is_full = query.after is None and len(picked) >= query.most
        return {
            "events": picked,
            "next": str(cursor),
            "oldest": picked[0]["id"] if is_full else None,
            "doubts": list(doubts(query.match)),
        }

    async def _newest(self, query: Query) -> list[dict[str, JsonValue]]:
        picked: list[dict[str, JsonValue]] = []
        kept = [each for each in self.history.passages() if query.before is None or each.id < query.before]
        while kept and len(picked) < query.most:
            placed = self.history.place(kept[-_AT_ONCE:])
            del kept[-_AT_ONCE:]
            picked += [view for each in reversed(placed) if query.picks(view := passage_view(each))]
            # Looking through thousands of events must not hold up those that come in.
            await asyncio.sleep(0)
        return picked[: query.most][::-1]

    async def _changed(self, query: Query, after: int) -> tuple[list[dict[str, JsonValue]], int]:
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + query.wait_s
        cursor = after
        while True:
            # No more than fits: who counts events must not lose one, and comes back for the rest.
            changes = self.changes.since(cursor, most=min(query.most, _AT_ONCE))
            picked, _ = await self._views(changes.ids, query)
            cursor = changes.next
            left_s = ends_at - loop.time()
            is_over = left_s <= (0 if cursor == self.changes.cursor else -_SLOWEST_BEAT_S)
            if picked or is_over or self.is_stopping():
                return picked, cursor
            await self.changes.wait(cursor, min(left_s, _SLOWEST_BEAT_S))

    async def follow(self, query: Query) -> AsyncIterator[dict[str, JsonValue]]:
        """What changes, in beats: at most five a second, and one a second when nothing happens."""
        cursor = query.after if query.after is not None else self.changes.cursor
        while not self.is_stopping():
            changes = self.changes.since(cursor)
            rows, gone = await self._views(changes.ids, query)
            cursor = changes.next
            point = self.timeline.latest
            yield {
                "rows": rows,
                "gone": gone,
                "next": str(cursor),
                "missed": changes.missed,
                "totals": await self.totals(),
                "point": point.json() if point else None,
            }
            await asyncio.sleep(_FASTEST_BEAT_S)
            await self.changes.wait(cursor, _SLOWEST_BEAT_S - _FASTEST_BEAT_S)

    async def _views(self, ids: Sequence[str], query: Query) -> tuple[list[dict[str, JsonValue]], list[JsonValue]]:
        """The latest of the events *ids* that the viewer wants, the last one last, and the ids of those that are not.

        A flood shows its end.
        """
        most = min(query.most, _AT_ONCE)
        picked: list[dict[str, JsonValue]] = []
        gone: list[JsonValue] = []
        for end in range(len(ids), 0, -_AT_ONCE):
            for each in reversed(self.history.find_all(ids[max(0, end - _AT_ONCE) : end])):
                view = passage_view(each)
                if query.picks(view):
                    picked.append(view)
                else:
                    gone.append(each.id)
            if len(picked) >= most:
                break
            await asyncio.sleep(0)
        return picked[:most][::-1], gone

    async def event(self, envelope_id: str) -> dict[str, JsonValue]:
        """One event whole; raises RefusedError SV161 when it is not kept any more."""
        passage = self.history.find(envelope_id)
        if passage is None:
            raise RefusedError("SV161", "this event is not kept any more; see insights events show")
        return {**passage_detail(passage), "curl": self._curl(passage)}

    def _curl(self, passage: Passage) -> str:
        """A command that sends the redacted event again, as a frontend would."""
        from shlex import quote

        import msgspec

        _, data = passage.read()
        event = {"action": data.action, "subject": data.subject or "", "attributes": data.attributes}
        body = msgspec.json.encode({**event, "context": data.context}).decode()
        return f"curl -X POST {quote(self.address)} -H 'content-type: application/json' --data-raw {quote(body)}"

    async def totals(self) -> dict[str, JsonValue]:
        """The books, how deep the spool is, and how the upstream is doing."""
        return {**as_json(await self.balance()), "upstream": self.upstream().json()}

    async def dead(self) -> dict[str, JsonValue]:
        """The dead letters, the latest last."""
        page = await self.spool.entries(state=EntryState.DEAD, after=None, most=_MOST_DEAD)
        return {"events": [self._dead_row(entry) for entry in page.entries]}

    def _dead_row(self, entry: Entry) -> JsonValue:
        letter, passage = entry.dead_letter, self.history.find(entry.envelope.id)
        data = passage.read()[1] if passage else None
        return {
            "id": entry.envelope.id,
            "received_at": rfc3339(entry.envelope.accepted_at),
            "action": data.action if data else None,
            "subject": data.subject if data else None,
            "reason": letter.reason if letter else None,
            "detail": letter.detail if letter else None,
            "attempts": entry.attempts,
        }

    async def replay(self, ids: Sequence[str] | None) -> int:
        """Put dead letters back to wait."""
        count = await self.spool.replay(ids)
        self.history.requeue(ids)
        return count

    async def purge(self, ids: Sequence[str] | None) -> int:
        """Forget dead letters."""
        return await self.spool.purge(ids)
