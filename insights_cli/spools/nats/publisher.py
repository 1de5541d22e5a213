"""Appends: all envelopes that wait together become one message, and a few messages are under way at a time."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from insights_cli.errors import InsightsError
from insights_cli.model.envelope import Envelope
from insights_cli.spools import Commit
from insights_cli.spools.nats import failures, packs
from insights_cli.spools.nats.failures import ApiError
from insights_cli.spools.nats.jetstream import JetStream, PubAck
from insights_cli.spools.nats.link import Link
from insights_cli.spools.nats.names import Names

_MOST_BYTES = 900_000
_HEADROOM = 4096
_MOST_UNDER_WAY = 4
# A further message is started only when this much waits for it: small ones cost more than they gain.
_WORTH_ITS_OWN = 128 << 10
_MOST_WAITING_BYTES = 64 << 20


@dataclass(slots=True)
class _Request:
    envelopes: Sequence[Envelope]
    size: int
    loop: asyncio.AbstractEventLoop
    answered: "asyncio.Future[None]"


Stored = Callable[[Sequence[Envelope], int], None]


class Publisher:
    """Publishes on the link's loop; *stored* is told of each message and its number, *on_commit* of what it took."""

    def __init__(
        self, link: Link, js: JetStream, names: Names, *, stored: Stored, on_commit: Callable[[Commit], None]
    ) -> None:
        self._link, self._js, self._names = link, js, names
        self._stored, self._on_commit = stored, on_commit
        self._queue: deque[_Request] = deque()
        self._waiting_bytes = 0
        self._under_way: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def most_bytes(self) -> int:
        """The largest message that is made."""
        return min(_MOST_BYTES, self._js.most_bytes - _HEADROOM)

    async def append(self, envelopes: Sequence[Envelope]) -> None:
        """Return when *envelopes* are stored; callable on any loop."""
        sizes = [packs.size_of(each) for each in envelopes]
        if max(sizes) > self._js.most_bytes - _HEADROOM:
            raise failures.too_large(max(sizes), self._js.most_bytes)
        loop = asyncio.get_running_loop()
        request = _Request(envelopes, sum(sizes), loop, loop.create_future())
        self._link.soon(self._admit, request)
        await request.answered

    def _admit(self, request: _Request) -> None:
        if self._closed:
            _answer([request], failures.closed())
        elif self._waiting_bytes > _MOST_WAITING_BYTES:
            _answer([request], failures.away(self._js.shown, "too much waits for an acknowledgement already"))
        else:
            self._queue.append(request)
            self._waiting_bytes += request.size
            self._pump()

    def _pump(self) -> None:
        while self._queue and len(self._under_way) < _MOST_UNDER_WAY:
            if self._under_way and self._waiting_bytes < _WORTH_ITS_OWN:
                return
            task = asyncio.get_running_loop().create_task(self._publish_group(self._next_group()))
            self._under_way.add(task)
            task.add_done_callback(self._landed)

    def _landed(self, task: "asyncio.Task[None]") -> None:
        self._under_way.discard(task)
        self._pump()

    def _next_group(self) -> list[_Request]:
        group, size = [self._queue.popleft()], 0
        size = group[0].size
        while self._queue and size + self._queue[0].size <= self.most_bytes:
            size += self._queue[0].size
            group.append(self._queue.popleft())
        self._waiting_bytes -= size
        return group

    async def _publish_group(self, group: list[_Request]) -> None:
        envelopes = [each for request in group for each in request.envelopes]
        began = asyncio.get_running_loop().time()
        try:
            await self._publish_all(envelopes)
        except InsightsError as failure:
            _answer(group, failure)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody may be left waiting for an answer
            _answer(group, failures.strange(error))
        else:
            took_s = asyncio.get_running_loop().time() - began
            _answer(group, None)
            self._on_commit(Commit(events=len(envelopes), took_s=took_s))

    async def _publish_all(self, envelopes: list[Envelope]) -> None:
        """All of them or none: when a part is refused, those that were stored are taken back."""
        parts = list(packs.cut(envelopes, self.most_bytes))
        acks = await asyncio.gather(*(self.publish(part) for part in parts), return_exceptions=True)
        failed = next((each for each in acks if isinstance(each, BaseException)), None)
        for part, ack in zip(parts, acks, strict=True):
            if isinstance(ack, BaseException):
                continue
            if failed is None:
                self._stored(part, ack.seq)
            elif not ack.duplicate:
                # One that was there already is acknowledged to whom it came from.
                await self._js.delete(self._names.waiting, ack.seq)
        if isinstance(failed, ApiError):
            raise failures.translated(failed, self._js.shown) from failed
        if failed is not None:
            raise failed

    async def publish(self, part: Sequence[Envelope], attempts: Sequence[int] = (), salt: str = "") -> PubAck:
        """Store one message. A repeat within JetStream's window is stored once, unless it has left."""
        subject = self._names.waiting_subject(len(part), sum(len(each.body) for each in part))
        body = packs.encode_pack(part, attempts)
        ack = await self._js.publish(subject, body, packs.message_id(part, salt))
        # The same ids may come again after they were delivered.
        if ack.duplicate and await self._js.get_surely(self._names.waiting, seq=ack.seq) is None:
            ack = await self._js.publish(subject, body, packs.message_id(part, f"{salt}{ack.seq}"))
        return ack

    async def close(self) -> None:
        """Refuse what waits and wait for what is under way."""
        self._closed = True
        _answer(list(self._queue), failures.closed())
        self._queue.clear()
        await asyncio.gather(*self._under_way, return_exceptions=True)


def _answer(group: list[_Request], failure: InsightsError | None) -> None:
    loops: dict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = {}
    for request in group:
        loops.setdefault(request.loop, []).append(request.answered)
    for loop, answered in loops.items():
        # Nobody waits on a loop that was closed.
        if not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, answered, failure)


def _resolve(answered: "list[asyncio.Future[None]]", failure: InsightsError | None) -> None:
    for future in answered:
        if future.done():
            continue
        if failure is None:
            future.set_result(None)
        else:
            future.set_exception(failure)
