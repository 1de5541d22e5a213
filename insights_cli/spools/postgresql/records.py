"""Envelopes as the bytes of a segment: packed, squeezed, and with a checksum over all of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zlib import crc32

import msgspec
import zstandard

from insights_cli.model.envelope import Envelope

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# Ids are compared by so many bytes in the indexes, which cannot hold long ones; cutting keeps their order.
_KEY_BYTES = 64
_MOST_BYTES = 1 << 28


class Record(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """An envelope at its *place* in the segment it was appended with, which it keeps for good."""

    place: int
    id: str
    accepted: int
    body: bytes

    def envelope(self) -> Envelope:
        """What was appended."""
        return Envelope(id=self.id, accepted_at=moment(self.accepted), body=self.body)


_packer = msgspec.msgpack.Encoder()
_unpacker = msgspec.msgpack.Decoder(list[Record])


def recorded(envelopes: Sequence[Envelope]) -> list[Record]:
    """*envelopes* in their places."""
    return [Record(place, each.id, microseconds(each.accepted_at), each.body) for place, each in enumerate(envelopes)]


def pack(records: Sequence[Record]) -> bytes:
    """*records* as bytes."""
    return zstandard.ZstdCompressor(level=1, write_checksum=True).compress(_packer.encode(records))


def unpack(data: bytes) -> list[Record] | None:
    """The records in *data*; None when it is damaged."""
    try:
        return _unpacker.decode(zstandard.ZstdDecompressor().decompress(data, max_output_size=_MOST_BYTES))
    except (zstandard.ZstdError, msgspec.MsgspecError):
        return None


def size_of(records: Sequence[Record]) -> int:
    """The length of the bodies."""
    return sum(len(record.body) for record in records)


def key(envelope_id: str) -> bytes:
    """What an id is ordered by."""
    return envelope_id.encode("utf-8", "surrogatepass")[:_KEY_BYTES]


def tag(envelope_id: str) -> int:
    """A number from -2**31 to 2**31 - 1 by which an id is looked for; others may have the same."""
    return crc32(envelope_id.encode("utf-8", "surrogatepass")) - (1 << 31)


def microseconds(at: datetime) -> int:
    """A time as the whole number that is stored."""
    return (at - _EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """The time that *stored* stands for."""
    return _EPOCH + timedelta(microseconds=stored)
