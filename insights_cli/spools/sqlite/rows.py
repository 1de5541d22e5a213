"""Rows read straight from the leaf pages of a broken spool file, each on its own.

Layouts: https://www.sqlite.org/fileformat2.html, sections 1.6 (b-tree pages) and 2.1 (records).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from insights_cli.spools.sqlite.pages import PAGE, Pages

Value: TypeAlias = int | bytes | str | None
_TABLE_LEAF = 0x0D
_B_TREE = (0x02, 0x05, 0x0A, 0x0D)
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_MOST_LOCAL, _LEAST_LOCAL = PAGE - 35, (PAGE - 12) * 32 // 255 - 23


@dataclass(frozen=True, slots=True)
class Row:
    """A row of some table; its columns tell which."""

    id: int
    columns: tuple[Value, ...]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = 0
    for each in range(8):
        byte = data[at + each]
        number = number << 7 | byte & 0x7F
        if not byte & 0x80:
            return number, at + each + 1
    return number << 8 | data[at + 8], at + 9


def _value(serial: int, data: bytes, at: int) -> tuple[Value, int]:
    if serial in _INTEGER_BYTES:
        end = at + _INTEGER_BYTES[serial]
        return int.from_bytes(data[at:end], "big", signed=True), end
    if serial in (8, 9):
        return serial - 8, at
    if serial < 12:
        return None, at
    end = at + (serial - 12) // 2
    return (data[at:end].decode(errors="replace") if serial % 2 else data[at:end]), end


def _columns(payload: bytes) -> tuple[Value, ...]:
    end, at = _varint(payload, 0)
    serials: list[int] = []
    while at < end:
        serial, at = _varint(payload, at)
        serials.append(serial)
    columns: list[Value] = []
    for serial in serials:
        value, at = _value(serial, payload, at)
        columns.append(value)
    return tuple(columns)


@dataclass(slots=True)
class RowReader:
    """Reads rows from *pages*; remembers which pages it understood, so that the others can be searched."""

    pages: Pages
    understood: set[int] = field(default_factory=set)

    def rows(self, numbers: Iterable[int]) -> Iterator[Row]:
        """Every readable row on those of the pages that are leaves of tables."""
        for number in numbers:
            page = self.pages.page(number)
            start = 100 if number == 1 else 0
            if page[start] in _B_TREE:
                self.understood.add(number)
            if page[start] == _TABLE_LEAF:
                yield from self._cells(page, start)

    def _cells(self, page: bytes, start: int) -> Iterator[Row]:
        count = min(int.from_bytes(page[start + 3 : start + 5], "big"), (PAGE - start - 8) // 2)
        for each in range(count):
            pointer = start + 8 + 2 * each
            try:
                yield self._cell(page, int.from_bytes(page[pointer : pointer + 2], "big"))
            except (IndexError, OverflowError):
                # A pointer or a length that was hit; its neighbours may be whole.
                continue

    def _cell(self, page: bytes, at: int) -> Row:
        length, at = _varint(page, at)
        row_id, at = _varint(page, at)
        if length <= _MOST_LOCAL:
            return Row(row_id, _columns(page[at : at + length]))
        local = _LEAST_LOCAL + (length - _LEAST_LOCAL) % (PAGE - 4)
        local = local if local <= _MOST_LOCAL else _LEAST_LOCAL
        overflow = int.from_bytes(page[at + local : at + local + 4], "big")
        return Row(row_id, _columns(page[at : at + local] + self._overflow(overflow, length - local)))

    def _overflow(self, number: int, length: int) -> bytes:
        parts: list[bytes] = []
        most = self.pages.count
        while 0 < number <= most and length > 0 and len(parts) <= most:
            self.understood.add(number)
            page = self.pages.page(number)
            parts.append(page[4 : 4 + length])
            length -= PAGE - 4
            number = int.from_bytes(page[:4], "big")
        return b"".join(parts)
