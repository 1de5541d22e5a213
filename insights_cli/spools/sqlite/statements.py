"""What the writer says to the database: every function runs inside a transaction that its caller begins and ends."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, replace
from itertools import pairwise

from insights_cli.model.envelope import Envelope
from insights_cli.spools.sqlite.changes import Changes, Tally
from insights_cli.spools.sqlite.records import MOST_RECORDS, decode, encode, microseconds


def read_tally(opened: sqlite3.Connection) -> Tally:
    """The counts as they were last written."""
    row = opened.execute(
        "SELECT appended, delivered, purged, lost, dead, bytes, last_seq FROM tally WHERE one = 1"
    ).fetchone()
    if row is None:
        message = "the counts are missing"
        raise sqlite3.DatabaseError(message)
    return Tally(**dict(zip(Tally.__slots__, row, strict=True)))


def write_tally(opened: sqlite3.Connection, tally: Tally) -> None:
    """Set the counts."""
    opened.execute(
        "UPDATE tally SET appended = ?, delivered = ?, purged = ?, lost = ?, dead = ?, bytes = ?, last_seq = ?",
        astuple(tally),
    )


def write_segments(opened: sqlite3.Connection, envelopes: Sequence[Envelope], last_seq: int) -> int:
    """Put *envelopes* behind what waits; returns the last seq used."""
    for start in range(0, len(envelopes), MOST_RECORDS):
        some = envelopes[start : start + MOST_RECORDS]
        names = [envelope.id for envelope in some]
        last_seq += 1
        size = sum(len(envelope.body) for envelope in some)
        row = (last_seq, len(some), size, min(names), max(names), encode(some))
        opened.execute("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?)", row)
    return last_seq


def _runs(seqs: Iterable[int]) -> Iterator[tuple[int, int]]:
    ordered = sorted(seqs)
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after != before + 1)] if ordered else []
    ends = [*(before for before, after in pairwise(ordered) if after != before + 1), *ordered[-1:]]
    return zip(starts, ends, strict=True)


def write_changes(opened: sqlite3.Connection, changes: Changes, now: int) -> None:
    """Write decisions: what left, what died, what was found in ruins. *now* is in microseconds."""
    for first, last in _runs(seq for seq, gone in changes.gone.items() if gone is None):
        opened.execute("DELETE FROM segment WHERE seq BETWEEN ? AND ?", (first, last))
        opened.execute("DELETE FROM part WHERE seq BETWEEN ? AND ?", (first, last))
    for seq, gone in changes.gone.items():
        if gone is not None:
            bits = gone.to_bytes((gone.bit_length() + 7) // 8, "little")
            opened.execute(
                "INSERT INTO part VALUES (?, ?, 0) ON CONFLICT (seq) DO UPDATE SET gone = excluded.gone", (seq, bits)
            )
    for seq, attempts in changes.attempts.items():
        _write_attempts(opened, seq, attempts)
    for envelope, letter in changes.dead:
        row = (envelope.id, letter.attempts, microseconds(letter.at), letter.reason, letter.detail, encode((envelope,)))
        opened.execute(
            "INSERT OR IGNORE INTO dead (id, attempts, at, reason, detail, record) VALUES (?,?,?,?,?,?)", row
        )
    for ruin in changes.ruins:
        opened.execute("INSERT INTO ruin VALUES (?, ?, ?, ?)", (ruin.seq, ruin.lost, now, ruin.data))


def _write_attempts(opened: sqlite3.Connection, seq: int, attempts: int) -> None:
    opened.execute(
        "INSERT INTO part SELECT seq, x'', ? FROM segment WHERE seq = ?"
        " ON CONFLICT (seq) DO UPDATE SET attempts = excluded.attempts",
        (attempts, seq),
    )


def is_kept(opened: sqlite3.Connection, envelope_id: str) -> bool:
    """Whether the spool holds *envelope_id*, waiting or dead."""
    if opened.execute("SELECT 1 FROM dead WHERE id = ?", (envelope_id,)).fetchone():
        return True
    rows = opened.execute(
        "SELECT data, gone FROM segment LEFT JOIN part USING (seq) WHERE high >= ?1 AND low <= ?1", (envelope_id,)
    )
    for data, gone in rows:
        bits = int.from_bytes(gone or b"", "little")
        if any(found.id == envelope_id and not bits >> place & 1 for place, found in decode(data).items()):
            return True
    return False


def highest_id(opened: sqlite3.Connection) -> str:
    """No kept id is greater than this; empty when nothing is kept."""
    waiting = opened.execute("SELECT max(high) FROM segment").fetchone()[0]
    dead = opened.execute("SELECT max(id) FROM dead").fetchone()[0]
    return max(waiting or "", dead or "")


def last_dead(opened: sqlite3.Connection) -> int:
    """The seq of the youngest dead letter."""
    return int(opened.execute("SELECT coalesce(max(seq), 0) FROM dead").fetchone()[0])


def some_dead(
    opened: sqlite3.Connection, ids: Sequence[str] | None, *, after: int, last: int, most: int
) -> list[tuple[int, Envelope | None]]:
    """At most *most* dead letters behind the seq *after* and up to *last*, oldest first; of *ids* only, when given."""
    chosen = None if ids is None else json.dumps(ids)
    rows = opened.execute(
        "SELECT seq, record FROM dead WHERE seq > ?1 AND seq <= ?2"
        " AND (?3 IS NULL OR id IN (SELECT value FROM json_each(?3))) ORDER BY seq LIMIT ?4",
        (after, last, chosen, most),
    )
    return [(seq, decode(record).get(0)) for seq, record in rows]


def forget_dead(opened: sqlite3.Connection, seqs: Iterable[int]) -> None:
    """Remove dead letters."""
    opened.executemany("DELETE FROM dead WHERE seq = ?", [(seq,) for seq in seqs])


def with_appended(tally: Tally, envelopes: Sequence[Envelope], last_seq: int) -> Tally:
    """The counts when *envelopes* have been appended."""
    size = sum(len(envelope.body) for envelope in envelopes)
    return replace(tally, appended=tally.appended + len(envelopes), bytes=tally.bytes + size, last_seq=last_seq)
