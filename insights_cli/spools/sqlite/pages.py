"""The pages of a spool file with its write-ahead log laid over them, read without SQLite when SQLite cannot.

Layouts: https://www.sqlite.org/fileformat2.html, sections 1.3 (header), 1.5 (free list) and 4 (write-ahead log).
"""

import mmap
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import Struct
from typing import TypeAlias

PAGE = 4096
HEADER_MAGIC = b"SQLite format 3\x00"
_LOG_HEADER, _FRAME_HEADER = 32, 24
_FRAME = PAGE + _FRAME_HEADER
_LOG_HEAD = Struct(">IIIIIIII")
_FRAME_HEAD = Struct(">IIIIII")
_LOG_MAGICS = (0x377F0682, 0x377F0683)
_NUMBER = Struct(">I")
_IDENTITY = re.compile(rb"SELECT '([0-9a-f-]{36})' AS identity")

Bytes: TypeAlias = bytes | mmap.mmap


def mapped(path: str) -> Bytes:
    """The bytes of a file without reading it whole; empty when there is none."""
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
    except FileNotFoundError:
        return b""


@dataclass(frozen=True, slots=True)
class Frame:
    """One page image in the log: where it starts there, and whether it ends a transaction."""

    page: int
    at: int
    commits: bool


def _log_checksum(header: bytes) -> tuple[int, int]:
    order = "big" if header[3] & 1 else "little"
    words = [int.from_bytes(header[at : at + 4], "big" if order == "big" else "little") for at in range(0, 24, 4)]
    first = second = 0
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second


def _salts(log: Bytes) -> tuple[int, int]:
    magic, _, _, _, *salts_and_sums = _LOG_HEAD.unpack_from(log, 0)
    if magic in _LOG_MAGICS and _log_checksum(log[:24]) == tuple(salts_and_sums[2:]):
        return salts_and_sums[0], salts_and_sums[1]
    # The header is broken: the first frame knows the salts as well.
    salts = _FRAME_HEAD.unpack_from(log, _LOG_HEADER)[2:4]
    return salts[0], salts[1]


def frames(log: Bytes) -> list[Frame]:
    """The frames of the log's current round up to its last commit, whether or not their checksums hold."""
    if len(log) < _LOG_HEADER + _FRAME:
        return []
    salts = _salts(log)
    found: list[Frame] = []
    for at in range(_LOG_HEADER, len(log) - _FRAME + 1, _FRAME):
        page, size_after, *rest = _FRAME_HEAD.unpack_from(log, at)
        if (rest[0], rest[1]) == salts and page:
            found.append(Frame(page, at + _FRAME_HEADER, bool(size_after)))
    while found and not found[-1].commits:
        found.pop()
    return found


def place_in_log(frame: Frame) -> int:
    """The number of *frame* in its log, from 1, as SQLite counts."""
    return (frame.at - _LOG_HEADER) // _FRAME + 1


def identity(page: bytes) -> bytes | None:
    """Which spool a first page belongs to."""
    found = _IDENTITY.search(page)
    return found.group(1) if found else None


@dataclass(slots=True)
class Pages:
    """Pages by number, from 1; the log's newer images win."""

    main: Bytes
    log: Bytes
    in_log: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.in_log = {frame.page: frame.at for frame in frames(self.log)}

    @property
    def count(self) -> int:
        """How many pages there may be."""
        return max((len(self.main) + PAGE - 1) // PAGE, *self.in_log, 0)

    def page(self, number: int) -> bytes:
        """The bytes of a page, filled up with zeros where the file ends early."""
        at = self.in_log.get(number)
        data = self.log[at : at + PAGE] if at is not None else self.main[(number - 1) * PAGE : number * PAGE]
        return bytes(data).ljust(PAGE, b"\x00")

    def free(self) -> Iterator[int]:
        """The pages on the free list, whose content is not to come back."""
        trunk, seen = _NUMBER.unpack_from(self.page(1), 32)[0], set[int]()
        while 0 < trunk <= self.count and trunk not in seen:
            seen.add(trunk)
            page = self.page(trunk)
            following, leaves = Struct(">II").unpack_from(page, 0)
            yield trunk
            yield from (_NUMBER.unpack_from(page, 8 + 4 * each)[0] for each in range(min(leaves, PAGE // 4 - 2)))
            trunk = following
