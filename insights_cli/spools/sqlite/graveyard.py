"""Replay and purge of dead letters, as tasks of the writer's thread, in transactions of bounded size."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from insights_cli.model.envelope import Envelope
from insights_cli.spools.sqlite import statements as sql
from insights_cli.spools.sqlite.writer import Writer

_MOST_A_COMMIT = 500

Ids = Sequence[str] | None


def _parts(ids: Ids) -> Iterator[Ids]:
    if ids is None:
        yield None
    else:
        yield from (ids[start : start + _MOST_A_COMMIT] for start in range(0, len(ids), _MOST_A_COMMIT))


@dataclass(frozen=True, slots=True)
class Graveyard:
    """What may be done with the dead letters in *opened*; each step is a commit of the *writer*."""

    opened: sqlite3.Connection
    writer: Writer

    def replay(self, ids: Ids) -> int:
        """Put them back to wait; those whose record is damaged stay."""
        return sum(self._replay(some) for some in self._steps(ids))

    def purge(self, ids: Ids) -> int:
        """Forget them."""
        return sum(self._purge(some) for some in self._steps(ids))

    def _steps(self, ids: Ids) -> Iterator[list[tuple[int, Envelope | None]]]:
        # What dies while this goes on is not meant.
        last = sql.last_dead(self.opened)
        for part in _parts(ids):
            after = 0
            while some := sql.some_dead(self.opened, part, after=after, last=last, most=_MOST_A_COMMIT):
                after = some[-1][0]
                yield some

    def _replay(self, some: list[tuple[int, Envelope | None]]) -> int:
        readable = [(seq, envelope) for seq, envelope in some if envelope]
        envelopes = [envelope for _, envelope in readable]
        if not envelopes:
            return 0
        self.opened.execute("BEGIN IMMEDIATE")
        sql.forget_dead(self.opened, (seq for seq, _ in readable))
        tally = self.writer.written()
        last_seq = sql.write_segments(self.opened, envelopes, tally.last_seq)
        self.writer.commit(replace(tally, dead=tally.dead - len(envelopes), last_seq=last_seq), envelopes)
        return len(envelopes)

    def _purge(self, some: list[tuple[int, Envelope | None]]) -> int:
        self.opened.execute("BEGIN IMMEDIATE")
        sql.forget_dead(self.opened, (seq for seq, _ in some))
        tally = self.writer.written()
        freed = sum(len(envelope.body) for _, envelope in some if envelope)
        purged = replace(
            tally, dead=tally.dead - len(some), purged=tally.purged + len(some), bytes=max(0, tally.bytes - freed)
        )
        self.writer.commit(purged, ())
        return len(some)
