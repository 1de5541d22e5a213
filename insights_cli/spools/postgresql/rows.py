"""Rows of segments and of dead letters, as values and as parameters of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope
from insights_cli.spools import Entry, EntryState
from insights_cli.spools.postgresql.records import Record, key, microseconds, moment, pack, size_of, tag

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """A segment, or a part of one, that this process has claimed."""

    seq: int
    part: int
    attempts: int
    records: tuple[Record, ...]


def contents(records: Sequence[Record]) -> Parameters:
    """What a row says of *records*, of which there is at least one."""
    keys = [key(record.id) for record in records]
    return {
        "events": len(records),
        "bytes": size_of(records),
        "first_at": records[0].accepted,
        "low": min(keys),
        "high": max(keys),
        "tags": "{" + ",".join([str(tag(record.id)) for record in records]) + "}",
        "data": pack(records),
    }


def places(held: Sequence[Held]) -> Parameters:
    """Where rows are."""
    return {"seqs": [each.seq for each in held], "parts": [each.part for each in held]}


def burial(record: Record, letter: DeadLetter) -> Parameters:
    """A dead letter as a row."""
    return {
        "key": key(record.id),
        "id": record.id.encode("utf-8", "surrogatepass"),
        "accepted": record.accepted,
        "body": record.body,
        "reason": _storable(letter.reason),
        "detail": _storable(letter.detail),
        "died_at": microseconds(letter.at),
        "attempts": letter.attempts,
    }


def _storable(text: str) -> str:
    # The one character that PostgreSQL's text cannot hold.
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def dead_entry(row: Sequence[Any]) -> Entry:
    """A row of a dead letter as an entry."""
    _, name, accepted, body, reason, detail, died_at, attempts = row
    letter = DeadLetter(reason=reason, detail=detail, at=moment(died_at), attempts=attempts)
    envelope = Envelope(id=name.decode("utf-8", "surrogatepass"), accepted_at=moment(accepted), body=bytes(body))
    return Entry(envelope=envelope, state=EntryState.DEAD, attempts=attempts, dead_letter=letter)


def living_entry(record: Record, attempts: int, *, claimed: bool) -> Entry:
    """A record that has not left as an entry."""
    state = EntryState.CLAIMED if claimed else EntryState.WAITING
    return Entry(envelope=record.envelope(), state=state, attempts=attempts)


def counted(
    stripe: int, *, delivered: int = 0, purged: int = 0, lost: int = 0, dead: int = 0, freed: int = 0
) -> Mapping[str, int]:
    """What is added to the counts."""
    return {
        "stripe": stripe, "delivered": delivered, "purged": purged, "lost": lost, "dead": dead, "freed": freed
    }  # fmt: skip
