"""Saving what can be read of a broken spool file into a new one."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from insights_cli.model.envelope import Envelope
from insights_cli.spools.sqlite import statements as sql
from insights_cli.spools.sqlite.changes import Tally
from insights_cli.spools.sqlite.pages import Pages
from insights_cli.spools.sqlite.records import decode, encode
from insights_cli.spools.sqlite.rows import Row, RowReader

_MOST_ORPHANS = 1000
_ROWS_A_STEP = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """How many envelopes a salvage kept, and how many it could not (None when the counts are gone, too)."""

    kept: int
    lost: int | None


@dataclass(slots=True)
class _Found:
    """What a first look at the rows gave: the latest counts, and which places of segments have left."""

    tally: Tally | None = None
    gone: dict[int, int] = field(default_factory=dict)
    attempts: dict[int, int] = field(default_factory=dict)


def _look(rows: Iterable[Row]) -> _Found:
    found = _Found()
    for row in rows:
        match row.columns:
            case (None, bytes(gone), int(attempts)):
                found.gone[row.id] = int.from_bytes(gone, "little")
                found.attempts[row.id] = attempts
            case (None, int(), int(), int(), int(), int(), int(), int(last_seq)):
                tally = Tally(**dict(zip(Tally.__slots__, row.columns[1:], strict=True)))  # type: ignore[arg-type]  # matched above
                if found.tally is None or last_seq >= found.tally.last_seq:
                    found.tally = tally
            case _:
                continue
    return found


def _keep_segment(into: sqlite3.Connection, seq: int, envelopes: list[Envelope], attempts: int) -> None:
    if not envelopes:
        return
    names = [envelope.id for envelope in envelopes]
    size = sum(len(envelope.body) for envelope in envelopes)
    row = (seq, len(names), size, min(names), max(names), encode(envelopes))
    into.execute("INSERT OR IGNORE INTO segment VALUES (?, ?, ?, ?, ?, ?)", row)
    if attempts:
        into.execute("INSERT OR IGNORE INTO part VALUES (?, x'', ?)", (seq, attempts))


def _keep(into: sqlite3.Connection, row: Row, found: _Found) -> None:
    match row.columns:
        case (None, int(), int(), str(), str(), bytes(data)):
            gone = found.gone.get(row.id, 0)
            left = [envelope for place, envelope in sorted(decode(data).items()) if not gone >> place & 1]
            _keep_segment(into, row.id, left, found.attempts.get(row.id, 0))
        case (None, str(), int(attempts), int(at), str(reason), str(detail), bytes(record)):
            letter = decode(record).get(0)
            if letter:
                into.execute(
                    "INSERT OR IGNORE INTO dead VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (row.id, letter.id, attempts, at, reason, detail, encode((letter,))),
                )
        case _:
            return


def _orphans(reader: RowReader, free: set[int]) -> Iterable[Envelope]:
    for number in range(1, reader.pages.count + 1):
        if number not in reader.understood and number not in free:
            yield from decode(reader.pages.page(number)).values()


def _keep_orphans(into: sqlite3.Connection, orphans: Iterable[Envelope], seq: int) -> int:
    waiting: dict[str, Envelope] = {}
    for envelope in orphans:
        if not sql.is_kept(into, envelope.id):
            waiting[envelope.id] = envelope
        if len(waiting) == _MOST_ORPHANS:
            seq = sql.write_segments(into, list(waiting.values()), seq)
            waiting.clear()
    return sql.write_segments(into, list(waiting.values()), seq)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """Segments that only a broken part of the log holds, by seq, and the counts that were written with them."""

    segments: dict[int, list[Envelope]]
    tally: Tally | None


def tail(pages: Pages, numbers: Iterable[int], last_seq: int) -> Tail:
    """What the pages *numbers* hold behind *last_seq*."""
    rows = list(RowReader(pages).rows(numbers))
    segments: dict[int, list[Envelope]] = {}
    for row in rows:
        match row.columns:
            case (None, int(), int(), str(), str(), bytes(data)) if row.id > last_seq:
                segments[row.id] = list(decode(data).values())
            case _:
                continue
    return Tail(segments=dict(sorted(segments.items())), tally=_look(rows).tally)


def keep_tail(into: sqlite3.Connection, found: Tail) -> Saved:
    """Put the envelopes that were *found* behind what waits, unless they are kept already; in one transaction."""
    into.execute("BEGIN IMMEDIATE")
    before = sql.read_tally(into)
    tally = before
    for envelopes in found.segments.values():
        fresh = [envelope for envelope in envelopes if not sql.is_kept(into, envelope.id)]
        tally = sql.with_appended(tally, fresh, sql.write_segments(into, fresh, tally.last_seq))
    kept = tally.appended - before.appended
    lost = max(0, found.tally.appended - tally.appended) if found.tally else None
    tally = replace(tally, lost=tally.lost + (lost or 0), appended=tally.appended + (lost or 0))
    sql.write_tally(into, tally)
    into.execute("COMMIT")
    return Saved(kept=kept, lost=lost)


def salvage(pages: Pages, into: sqlite3.Connection) -> Saved:
    """Fill the empty spool *into* with what *pages* still hold, in the old order."""
    free = set(pages.free())
    used = [number for number in range(1, pages.count + 1) if number not in free]
    found = _look(RowReader(pages).rows(used))
    reader = RowReader(pages)
    into.execute("BEGIN IMMEDIATE")
    for number, row in enumerate(reader.rows(used), 1):
        _keep(into, row, found)
        if number % _ROWS_A_STEP == 0:
            _step(into)
    highest = into.execute("SELECT coalesce(max(seq), 0) FROM segment").fetchone()[0]
    last_seq = max(highest, found.tally.last_seq if found.tally else 0)
    last_seq = _keep_orphans(into, _orphans(reader, free), last_seq)
    saved, tally = _counted(into, found.tally, last_seq)
    sql.write_tally(into, tally)
    into.execute("COMMIT")
    return saved


def _step(into: sqlite3.Connection) -> None:
    # Nobody sees the new file before it is whole; steps keep its log from growing as large as itself.
    into.execute("COMMIT")
    into.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    into.execute("BEGIN IMMEDIATE")


def _counted(into: sqlite3.Connection, before: Tally | None, last_seq: int) -> tuple[Saved, Tally]:
    waiting, size = into.execute("SELECT coalesce(sum(size), 0), coalesce(sum(bytes), 0) FROM segment").fetchone()
    dead = 0
    for (record,) in into.execute("SELECT record FROM dead"):
        dead += 1
        size += sum(len(letter.body) for letter in decode(record).values())
    kept = waiting + dead
    tally = replace(before or Tally(), dead=dead, bytes=size, last_seq=last_seq)
    lost = max(0, before.kept - kept) if before else None
    tally = replace(tally, lost=tally.lost + (lost or 0))
    # What comes back although it had left counts as appended again.
    tally = replace(tally, appended=tally.delivered + tally.purged + tally.lost + kept)
    return Saved(kept=kept, lost=lost), tally
