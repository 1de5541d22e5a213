"""What is inside a message: many envelopes that were appended together, or one dead letter."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import blake2b

import msgspec

from insights_cli.errors import InsightsError
from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope
from insights_cli.spools import SpoolUnavailableError

# Around a body: its id, a time, lengths.
_AROUND = 48


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    id: str
    accepted_at: datetime
    body: bytes
    attempts: int = 0


class _Buried(msgspec.Struct, frozen=True, array_like=True):
    packed: _Packed
    reason: str
    detail: str
    at: datetime
    attempts: int


_encode = msgspec.msgpack.Encoder().encode
_decode_pack = msgspec.msgpack.Decoder(list[_Packed]).decode
_decode_buried = msgspec.msgpack.Decoder(_Buried).decode


def encode_pack(envelopes: Sequence[Envelope], attempts: Sequence[int] = ()) -> bytes:
    """One message; *attempts* are deliveries begun before, none when left out."""
    counted = attempts or (0,) * len(envelopes)
    return _encode([_Packed(e.id, e.accepted_at, e.body, count) for e, count in zip(envelopes, counted, strict=True)])


def decode_pack(message: bytes) -> tuple[tuple[Envelope, ...], tuple[int, ...]]:
    """The envelopes of a message and how often the delivery of each was begun."""
    try:
        packed = _decode_pack(message)
    except msgspec.MsgspecError as error:
        raise foreign() from error
    return tuple(_unpacked(each) for each in packed), tuple(each.attempts for each in packed)


def encode_dead(envelope: Envelope, letter: DeadLetter) -> bytes:
    """The message of a dead letter."""
    packed = _Packed(envelope.id, envelope.accepted_at, envelope.body)
    return _encode(_Buried(packed, letter.reason, letter.detail, letter.at, letter.attempts))


def decode_dead(message: bytes) -> tuple[Envelope, DeadLetter]:
    """A dead letter and its envelope."""
    try:
        buried = _decode_buried(message)
    except msgspec.MsgspecError as error:
        raise foreign() from error
    letter = DeadLetter(reason=buried.reason, detail=buried.detail, at=buried.at, attempts=buried.attempts)
    return _unpacked(buried.packed), letter


def _unpacked(packed: _Packed) -> Envelope:
    return Envelope(id=packed.id, accepted_at=packed.accepted_at, body=packed.body)


def foreign() -> InsightsError:
    """A message in our streams that is not ours."""
    fix = "let nothing else publish to the subjects of the spool; look at the stream with: nats stream view"
    return SpoolUnavailableError("SP148", "a message in the spool was not written by insights", fix=fix)


def size_of(envelope: Envelope) -> int:
    """At most how many bytes *envelope* takes in a message."""
    return len(envelope.body) + 4 * len(envelope.id) + _AROUND


def cut(envelopes: Iterable[Envelope], most_bytes: int) -> Iterator[list[Envelope]]:
    """Stretches of *envelopes* of which each fits into a message of *most_bytes*; one larger comes alone."""
    part, size = list[Envelope](), 0
    for envelope in envelopes:
        more = size_of(envelope)
        if part and size + more > most_bytes:
            yield part
            part, size = [], 0
        part.append(envelope)
        size += more
    if part:
        yield part


def token_of(envelope_id: str) -> str:
    """A subject's token for an id, whatever its characters."""
    return blake2b(envelope_id.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def message_id(envelopes: Iterable[Envelope], salt: str = "") -> str:
    """What JetStream tells repeats of a message by: made of the ids inside, so a repeat has it again."""
    digest = blake2b(salt.encode(), digest_size=16)
    for envelope in envelopes:
        digest.update(envelope.id.encode(errors="surrogatepass") + b"\n")
    return digest.hexdigest()
