"""Undo the content encoding of a request body without ever holding more than the limit."""

import zlib
from collections.abc import Callable
from io import BytesIO

import zstandard

from insights_cli.pipeline.refusal import RefusedError

# A frame may ask its reader for any window; browsers' own limit for zstd is 8 MiB (RFC 9659).
_WIDEST_ZSTD_WINDOW = 8 << 20
_GZIP, _ZLIB, _RAW = 31, 15, -15
# Bodies may be several compressed ones in a row; each costs a copy of the rest.
_MOST_MEMBERS = 64


def inflate(body: bytes, encoding: str, *, most_bytes: int) -> bytes:
    """Return *body* without its *encoding* (the text of Content-Encoding, empty for none).

    Raises RefusedError: SV108 for an unknown encoding, SV109 for broken data, SV104 for more than *most_bytes*.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return body
    decode = _DECODERS.get(name)
    if decode is None:
        raise RefusedError("SV108", f"content encoding {name[:40]!r} is not known", fix="send gzip, deflate or zstd")
    try:
        found = decode(body, most_bytes + 1)
    except (zlib.error, zstandard.ZstdError, EOFError) as broken:
        raise RefusedError("SV109", f"the body is not valid {name}") from broken
    if len(found) > most_bytes:
        raise RefusedError(
            "SV104", f"the body is larger than {most_bytes} bytes once inflated", fix="send fewer events"
        )
    return found


def _gzip(body: bytes, most: int) -> bytes:
    found = bytearray()
    for _ in range(_MOST_MEMBERS):
        reader = zlib.decompressobj(_GZIP)
        found += _whole(reader, body, most - len(found))
        body = reader.unused_data
        if not body or len(found) >= most:
            return bytes(found)
    raise EOFError


def _deflate(body: bytes, most: int) -> bytes:
    # The name means zlib data, but some clients send it bare (RFC 9110, 8.4.1.2).
    try:
        return _whole(zlib.decompressobj(_ZLIB), body, most)
    except zlib.error:
        return _whole(zlib.decompressobj(_RAW), body, most)


def _whole(reader: "zlib._Decompress", body: bytes, most: int) -> bytes:
    found = reader.decompress(body, most)
    if len(found) < most and not reader.eof:
        raise EOFError
    return found


def _zstd(body: bytes, most: int) -> bytes:
    with zstandard.ZstdDecompressor(max_window_size=_WIDEST_ZSTD_WINDOW).stream_reader(
        BytesIO(body), read_across_frames=True
    ) as stream:
        found = stream.read(most)
    if len(found) < most:
        _check_frames(body)
    return found


def _check_frames(body: bytes) -> None:
    # The stream reader takes a frame that breaks off for a whole one.
    for _ in range(_MOST_MEMBERS):
        frame = zstandard.ZstdDecompressor(max_window_size=_WIDEST_ZSTD_WINDOW).decompressobj()
        frame.decompress(body)
        body = frame.unused_data
        if not frame.eof:
            raise EOFError
        if not body:
            return
    raise EOFError


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "zstd": _zstd,
}
