"""Reading a spool file: the next segments for a claim, listings, one envelope, the oldest."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Lock

from insights_cli.errors import UsageError
from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope
from insights_cli.spools import Entry, EntryState, Page
from insights_cli.spools.sqlite.ledger import Segment
from insights_cli.spools.sqlite.records import decode, moment

# So much is read ahead for claims: it bounds memory, and one read does not hold the forwarder up for long.
_MOST_SEGMENTS, _MOST_BYTES = 64, 2 << 20
_MOST = (1 << 63) - 1

Standing = Mapping[tuple[int, int], tuple[EntryState, int]]
_SEGMENTS = "SELECT seq, size, gone, coalesce(attempts, 0), data FROM segment LEFT JOIN part USING (seq)"


def _segment(row: tuple[int, int, bytes | None, int, bytes]) -> Segment:
    seq, size, gone, attempts, data = row
    return Segment(seq, size, int.from_bytes(gone or b"", "little"), attempts, decode(data), data)


class Reader:
    """A reading connection of its own; methods may be called from any thread, one after the other."""

    def __init__(self, opened: sqlite3.Connection) -> None:
        self._opened = opened
        self._lock = Lock()

    def close(self) -> None:
        """Let go of the file, after who reads now."""
        with self._lock:
            self._opened.close()

    def segments(self, after: int, last: int) -> Sequence[Segment]:
        """The segments behind the seq *after* up to *last*, as many as are good to read at once."""
        found: list[Segment] = []
        room = _MOST_BYTES
        with self._lock:
            rows = self._opened.execute(
                _SEGMENTS + " WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?", (after, last, _MOST_SEGMENTS)
            )
            for row in rows:
                found.append(_segment(row))
                room -= len(row[-1])
                if room < 0:
                    break
            rows.close()
        return found

    def find(self, envelope_id: str, standing: Callable[[], Standing]) -> Entry | None:
        """One envelope, waiting, claimed or dead."""
        with self._lock:
            row = self._opened.execute(_DEAD + " WHERE id = ?", (envelope_id,)).fetchone()
            if row:
                return _dead(row)[1]
            rows = self._opened.execute(_SEGMENTS + " WHERE high >= ?1 AND low <= ?1", (envelope_id,))
            for found in map(_segment, rows):
                for place, envelope in _left(found):
                    if envelope.id == envelope_id:
                        rows.close()
                        return _entry(found, place, envelope, standing())
        return None

    def page(self, state: EntryState | None, after: str | None, most: int, standing: Standing) -> Page:
        """A stretch of the listing; a cursor is `a` with seq and place for the living, `d` with seq for the dead."""
        found: list[tuple[str, Entry]] = []
        with self._lock:
            for placed in self._listing(state, after, standing):
                found.append(placed)
                if len(found) > most:
                    break
        page = found[:most]
        following = page[-1][0] if len(found) > most and page else None
        end = page[-1][0] if page else after
        return Page(entries=tuple(entry for _, entry in page), next=following, end=end)

    def _listing(self, state: EntryState | None, after: str | None, standing: Standing) -> Iterator[tuple[str, Entry]]:
        living, dead = _place(after)
        if living and state is not EntryState.DEAD:
            yield from self._living(state, living, standing)
        if state in (None, EntryState.DEAD):
            for row in self._opened.execute(_DEAD + " WHERE seq > ? ORDER BY seq", (dead,)):
                died, entry = _dead(row)
                yield f"d:{died}", entry

    def _living(
        self, state: EntryState | None, after: tuple[int, int], standing: Standing
    ) -> Iterator[tuple[str, Entry]]:
        last = _MOST
        if state is EntryState.CLAIMED:
            claimed = [each for (each, _), (stands, _) in standing.items() if stands is EntryState.CLAIMED]
            first, last = min(claimed, default=0), max(claimed, default=-1)
            after = max(after, (first, -1))
        rows = self._opened.execute(_SEGMENTS + " WHERE seq >= ? AND seq <= ? ORDER BY seq", (after[0], last))
        for segment in map(_segment, rows):
            for each, envelope in _left(segment):
                if (segment.seq, each) > after:
                    entry = _entry(segment, each, envelope, standing)
                    if state in (None, entry.state):
                        yield f"a:{segment.seq}.{each}", entry

    def oldest(self, after: int) -> Envelope | None:
        """The oldest envelope behind the seq *after*."""
        with self._lock:
            rows = self._opened.execute(_SEGMENTS + " WHERE seq > ? ORDER BY seq LIMIT 1", (after,)).fetchall()
        return next((envelope for row in rows for _, envelope in _left(_segment(row))), None)


_DEAD = "SELECT seq, attempts, at, reason, detail, record, id FROM dead"


def _place(after: str | None) -> tuple[tuple[int, int] | None, int]:
    if after is None:
        return (0, -1), 0
    match re.fullmatch(r"a:(\d+)\.(\d+)|d:(\d+)", after, re.ASCII):
        case None:
            raise UsageError("CL001", f"{after!r} is no place in this listing", fix="leave it out")
        case found if found[3] is not None:
            return None, min(int(found[3]), _MOST)
        case found:
            return (min(int(found[1]), _MOST), int(found[2])), 0


def _dead(row: tuple[int, int, int, str, str, bytes, str]) -> tuple[int, Entry]:
    seq, attempts, at, reason, detail, record, envelope_id = row
    letter = DeadLetter(reason=reason, detail=detail, at=moment(at), attempts=attempts)
    # A damaged record still shows that it is there.
    envelope = decode(record).get(0) or Envelope(id=envelope_id, accepted_at=moment(at), body=b"")
    return seq, Entry(envelope=envelope, state=EntryState.DEAD, attempts=attempts, dead_letter=letter)


def _left(segment: Segment) -> Iterator[tuple[int, Envelope]]:
    return ((place, envelope) for place, envelope in segment.envelopes.items() if not segment.gone >> place & 1)


def _entry(segment: Segment, place: int, envelope: Envelope, standing: Standing) -> Entry:
    state, attempts = standing.get((segment.seq, place), (EntryState.WAITING, segment.attempts))
    return Entry(envelope=envelope, state=state, attempts=attempts)
