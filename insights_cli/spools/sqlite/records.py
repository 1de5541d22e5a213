"""Envelopes as bytes of a segment: each record has its place and its checksum, so that damage stays local."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from struct import Struct

from insights_cli.fast_zlib import ZLIB
from insights_cli.model.envelope import Envelope

MAGIC = b"\xe5\x9e"
# Magic, place in the segment, length of the id, length of the body, microseconds since 1970.
_HEAD = Struct(">2sHHIq")
_CHECKSUM = Struct(">I")
_FIXED = _HEAD.size + _CHECKSUM.size
_crc32 = ZLIB.crc32
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

MOST_RECORDS = 1 << 14


def encode(envelopes: Sequence[Envelope]) -> bytes:
    """The records of *envelopes*, at most MOST_RECORDS, in order from place 0."""
    parts: list[bytes] = []
    for place, envelope in enumerate(envelopes):
        name, body = envelope.id.encode(), envelope.body
        head = _HEAD.pack(MAGIC, place, len(name), len(body), microseconds(envelope.accepted_at))
        parts += (head, _CHECKSUM.pack(_crc32(body, _crc32(name, _crc32(head)))), name, body)
    return b"".join(parts)


def _record_at(data: bytes, start: int) -> tuple[int, Envelope, int] | None:
    magic, place, name_length, body_length, accepted = _HEAD.unpack_from(data, start)
    name_at = start + _FIXED
    body_at = name_at + name_length
    end = body_at + body_length
    if magic != MAGIC or end > len(data):
        return None
    name, body = data[name_at:body_at], data[body_at:end]
    (checksum,) = _CHECKSUM.unpack_from(data, start + _HEAD.size)
    if _crc32(body, _crc32(name, _crc32(data[start : start + _HEAD.size]))) != checksum:
        return None
    accepted_at = _EPOCH + timedelta(microseconds=accepted)
    return place, Envelope(id=name.decode(), accepted_at=accepted_at, body=body), end


def decode(data: bytes) -> dict[int, Envelope]:
    """The envelopes by place; records that are damaged are missing, those behind them are found again."""
    found: dict[int, Envelope] = {}
    at = 0
    while 0 <= at <= len(data) - _FIXED:
        record = _record_at(data, at)
        if record is None:
            at = data.find(MAGIC, at + 1)
            continue
        place, envelope, at = record
        found[place] = envelope
    return found


# The events of a request share their time.
@lru_cache(maxsize=64)
def microseconds(at: datetime) -> int:
    """A time as the whole number that is stored."""
    return (at - _EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """The time that *stored* stands for."""
    return _EPOCH + timedelta(microseconds=stored)
