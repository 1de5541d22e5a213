"""The few words of JetStream's interface that a spool needs, over one connection and on its event loop."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.errors import MaxPayloadError, NoRespondersError

from insights_cli.spools.nats import failures
from insights_cli.spools.nats.failures import ApiError
from insights_cli.spools.nats.link import Link
from insights_cli.spools.nats.names import Config

_ASK_S = 2.0
_THERE_S = 1.0
_PAUSE_S = 0.1


class _Problem(msgspec.Struct, frozen=True):
    code: int = 0
    err_code: int = 0
    description: str = ""


class _Message(msgspec.Struct, frozen=True):
    subject: str
    seq: int
    data: bytes = b""


class PubAck(msgspec.Struct, frozen=True):
    """What JetStream says to a publish; *duplicate* is set when it had the message already, at *seq*."""

    seq: int = 0
    duplicate: bool = False
    error: _Problem | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A message of a stream."""

    seq: int
    subject: str
    body: bytes


class JetStream:
    """Asks over *link*, on its loop; what is not answered within *patience_s*, over all tries, raises SpoolAwayError.

    Every question may be repeated without harm: publishing under the same message id, deleting by number.
    """

    def __init__(self, link: Link, shown: str, *, patience_s: float = 8.0) -> None:
        self._link = link
        self.shown = shown
        self._patience_s = patience_s
        self._acks = msgspec.json.Decoder(PubAck)

    @property
    def most_bytes(self) -> int:
        """The largest message that the server takes."""
        return self._link.client.max_payload

    async def check(self) -> None:
        """Whether JetStream is there for us; raises InsightsError when it is not."""
        deadline = asyncio.get_running_loop().time() + _THERE_S
        while True:
            try:
                await self._link.client.request("$JS.API.INFO", timeout=_ASK_S)
                break
            except NoRespondersError as error:
                # A server that just started may not know yet which others have it.
                if asyncio.get_running_loop().time() > deadline:
                    raise failures.no_jetstream(self.shown, error) from error
                await asyncio.sleep(_PAUSE_S)
            except (NatsError, TimeoutError):
                break
        try:
            await self.ask("INFO")
        except ApiError as error:
            raise failures.translated(error, self.shown) from error

    async def ask(self, verb: str, question: Mapping[str, object] | None = None) -> Config:
        """Ask $JS.API.*verb*; raises ApiError for a refusal."""
        content = msgspec.json.encode(question) if question is not None else b""
        deadline = self._deadline()
        while True:
            try:
                answer, _ = await self._request(f"$JS.API.{verb}", content, {}, deadline)
                found: Config = msgspec.json.decode(answer.data)
                _raise_problem(msgspec.convert(found.get("error"), _Problem | None))
                return found
            except ApiError as error:
                await self._again(error, deadline)

    async def publish(self, subject: str, body: bytes, message_id: str, **conditions: str) -> PubAck:
        """Have *body* stored by a quorum, once under *message_id*; raises ApiError for a refusal.

        That the server has it from an earlier try of this very call is no duplicate.
        """
        headers = {"Nats-Msg-Id": message_id, **conditions}
        deadline, tries = self._deadline(), 0
        while True:
            try:
                answer, more = await self._request(subject, body, headers, deadline)
                tries += more
                ack = self._acks.decode(answer.data)
                _raise_problem(ack.error)
                return msgspec.structs.replace(ack, duplicate=ack.duplicate and tries == 1)
            except ApiError as error:
                await self._again(error, deadline)

    async def delete(self, stream: str, seq: int) -> None:
        """Have a message deleted by a quorum; harmless when it is not there."""
        try:
            await self.ask(f"STREAM.MSG.DELETE.{stream}", {"seq": seq, "no_erase": True})
        except ApiError as error:
            if error.number not in failures.MESSAGE_MISSING:
                raise failures.translated(error, self.shown) from error

    async def get(self, stream: str, **which: int | str) -> Stored | None:
        """A message by `seq`, or the next one from `seq` on that matches `next_by_subj`; None when there is none."""
        deadline = self._deadline()
        answer, _ = await self._request(f"$JS.API.DIRECT.GET.{stream}", msgspec.json.encode(which), {}, deadline)
        return stored(answer)

    async def get_surely(self, stream: str, **which: int | str) -> Stored | None:
        """Like `get`, also by `last_by_subj`, as the leader knows it: another node may not have heard of it yet."""
        try:
            found = await self.ask(f"STREAM.MSG.GET.{stream}", which)
        except ApiError as error:
            if error.number in failures.MESSAGE_MISSING:
                return None
            raise failures.translated(error, self.shown) from error
        message = msgspec.convert(found["message"], _Message)
        return Stored(message.seq, message.subject, message.data)

    async def tell(self, subject: str, word: bytes) -> None:
        """Publish without waiting for anything; what cannot be sent now is not sent."""
        try:
            await self._link.client.publish(subject, word)
        except NatsError:
            return

    def _deadline(self) -> float:
        return asyncio.get_running_loop().time() + self._patience_s

    async def _request(self, subject: str, body: bytes, headers: dict[str, str], deadline: float) -> tuple[Msg, int]:
        """The answer, and how often was asked."""
        loop, tries = asyncio.get_running_loop(), 0
        while True:
            try:
                tries += 1
                timeout = min(_ASK_S, max(0.05, deadline - loop.time()))
                return await self._link.client.request(subject, body, timeout=timeout, headers=headers or None), tries
            except MaxPayloadError as error:
                raise failures.too_large(len(body), self.most_bytes) from error
            except (NatsError, TimeoutError) as error:
                if loop.time() + _PAUSE_S >= deadline:
                    raise failures.away(self.shown, _words(error)) from error
                if not isinstance(error, NoRespondersError):
                    await self._link.doubt()
                await asyncio.sleep(_PAUSE_S)

    async def _again(self, error: ApiError, deadline: float) -> None:
        passing = error.is_passing or error.number == failures.BUSY_ID
        if not passing:
            raise error
        if asyncio.get_running_loop().time() + _PAUSE_S >= deadline:
            raise failures.away(self.shown, str(error)) from error
        await asyncio.sleep(_PAUSE_S)


def stored(answer: Msg) -> Stored | None:
    """The message in the answer to a direct get; None when it says that there is none."""
    headers = answer.headers or {}
    if "Status" in headers:
        return None
    return Stored(int(headers["Nats-Sequence"]), headers["Nats-Subject"], answer.data)


def _raise_problem(problem: _Problem | None) -> None:
    if problem is not None:
        raise ApiError(problem.err_code, problem.code, problem.description)


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
