"""Pull messages from the shared consumer onto the desk, and keep telling JetStream that they are worked on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from insights_cli.errors import InsightsError
from insights_cli.spools.nats import packs
from insights_cli.spools.nats.desk import Held
from insights_cli.spools.nats.failures import ApiError
from insights_cli.spools.nats.jetstream import JetStream
from insights_cli.spools.nats.link import Link
from insights_cli.spools.nats.names import Names

_NS = 1_000_000_000
_LONG_S = 30.0
_HEARTBEAT_S = 5.0
# How long the first word of an answer may take, and how long after a message more may still be on its way.
_SILENCE_S = 2.0
_QUIET_S = 0.1
_BRIEF_S = 0.05
# A consumer hears of a message a moment after its publisher did; asked in between, it says that there is none.
_HEARS_WITHIN_S = (0.001, 0.01, 0.05, 0.2)
# What one question may bring: a message holds many envelopes, so more would be taken than is wanted.
_MOST_AHEAD_BYTES = 4 << 20


@dataclass(slots=True)
class _Pull:
    """One question for messages; *ended* when no more come for it, *is_in_vain* when none came."""

    left: int
    heard_at: float
    has_begun: bool = False
    is_in_vain: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Fetcher:
    """Lives on the link's loop; *arrived* gets every message, *over* hears that it is time to ask again."""

    def __init__(
        self,
        link: Link,
        js: JetStream,
        names: Names,
        *,
        arrived: Callable[[Held], None],
        over: Callable[[], None],
    ) -> None:
        self._link, self._js, self._arrived, self._over = link, js, arrived, over
        self._ask_at = f"$JS.API.CONSUMER.MSG.NEXT.{names.waiting}.{names.consumer}"
        self._stream, self._state_at = names.waiting, f"CONSUMER.INFO.{names.waiting}.{names.consumer}"
        self._long: _Pull | None = None
        self._short: _Pull | None = None
        self._came = asyncio.Event()
        self._subscriptions: list[Subscription] = []
        self._inboxes: dict[bool, str] = {}

    async def start(self) -> None:
        """Listen for what is pulled; again after each renewal of the connection."""
        client = self._link.client
        self._subscriptions = []
        for is_long in (False, True):
            inbox = self._inboxes[is_long] = client.new_inbox()
            heed = self._heed_long if is_long else self._heed_short
            subscription = await client.subscribe(inbox, cb=heed, pending_msgs_limit=0, pending_bytes_limit=0)
            self._subscriptions.append(subscription)

    def renewed(self) -> None:
        """Questions that were asked over the lost connection are void."""
        for pull in (self._long, self._short):
            if pull is not None:
                pull.ended.set()

    async def glance(self, most_events: int, most_bytes: int) -> None:
        """Get what is there now; nothing to wait for."""
        self._came.clear()
        if self._is_open(self._long):
            # Whatever there is, is on its way already.
            await _within(_BRIEF_S, self._came)
            return
        for pause_s in _HEARS_WITHIN_S:
            pull = self._short = await self._ask(most_events, most_bytes, is_long=False)
            await self._answered(pull)
            if not pull.is_in_vain or not await self._is_behind():
                return
            await asyncio.sleep(pause_s)

    @staticmethod
    async def _answered(pull: _Pull) -> None:
        while not pull.ended.is_set():
            before = pull.heard_at
            await _within(_QUIET_S if pull.has_begun else _SILENCE_S, pull.ended)
            if pull.heard_at == before:
                return

    async def _is_behind(self) -> bool:
        """Whether the stream has a message that the consumer has not handed out."""
        try:
            delivered = (await self._js.ask(self._state_at))["delivered"]
            following = int(delivered["stream_seq"]) + 1 if isinstance(delivered, dict) else 1
            return await self._js.get_surely(self._stream, seq=following, next_by_subj=">") is not None
        except (ApiError, InsightsError):
            return False

    async def gaze(self, most_events: int, most_bytes: int) -> None:
        """See to it that what comes within the next while is sent here."""
        pull = self._long
        now = asyncio.get_running_loop().time()
        if pull is not None and self._is_open(pull) and now - pull.heard_at < 2 * _HEARTBEAT_S + 1:
            return
        self._long = await self._ask(most_events, most_bytes, is_long=True)

    @staticmethod
    def _is_open(pull: _Pull | None) -> bool:
        return pull is not None and not pull.ended.is_set()

    async def _ask(self, most_events: int, most_bytes: int, *, is_long: bool) -> _Pull:
        size = min(most_bytes, _MOST_AHEAD_BYTES) + self._js.most_bytes
        question: dict[str, int | bool] = {"batch": most_events, "max_bytes": size}
        if is_long:
            question |= {"expires": int(_LONG_S * _NS), "idle_heartbeat": int(_HEARTBEAT_S * _NS)}
        else:
            question["no_wait"] = True
        pull = _Pull(most_events, asyncio.get_running_loop().time())
        try:
            await self._link.client.publish(self._ask_at, msgspec.json.encode(question), reply=self._inboxes[is_long])
        except NatsError:
            pull.ended.set()
        return pull

    async def _heed_long(self, message: Msg) -> None:
        await self._heed(self._long, message)

    async def _heed_short(self, message: Msg) -> None:
        await self._heed(self._short, message)

    async def _heed(self, pull: _Pull | None, message: Msg) -> None:
        status = (message.headers or {}).get("Status")
        if pull is not None:
            pull.heard_at = asyncio.get_running_loop().time()
        if status is None:
            following = await self._take(message)
            if pull is not None:
                if pull is self._short and not pull.has_begun:
                    # It is answered with what was there when it was asked, not with what came meanwhile.
                    pull.left = min(pull.left, following + 1)
                pull.has_begun, pull.left = True, pull.left - 1
                if pull.left <= 0 or (not following and pull is self._short):
                    pull.ended.set()
        elif status != "100" and pull is not None:
            pull.is_in_vain = status == "404" and not pull.has_begun
            pull.ended.set()
            # Without a leader the answer comes at once, again and again.
            asyncio.get_running_loop().call_later(_BRIEF_S, self._over)

    async def _take(self, message: Msg) -> int:
        """Put a message on the desk; how many more JetStream has."""
        # $JS.ACK.[domain.account.]stream.consumer.delivered.seq.consumer_seq.time.pending[.token]
        parts = message.reply.split(".")
        delivered, seq, pending = (parts[4], parts[5], parts[8]) if len(parts) == 9 else (parts[6], parts[7], parts[10])
        try:
            envelopes, carried = packs.decode_pack(message.data)
        except InsightsError:
            # Not ours: it stays in the stream, where a listing tells of it, and is not handed out again.
            await self._js.tell(message.reply, b"+TERM")
            return int(pending)
        before = int(delivered) - 1
        attempts = [each + before for each in carried]
        self._arrived(Held(int(seq), message.reply, envelopes, attempts))
        self._came.set()
        return int(pending)

    async def stop(self) -> None:
        """Take no more."""
        for subscription in self._subscriptions:
            try:
                await subscription.unsubscribe()
            except NatsError:
                continue
        for pull in (self._long, self._short):
            if pull is not None:
                pull.ended.set()


async def _within(seconds: float, event: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
