"""Claims in memory stay bounded, whatever lies in the file."""

from collections.abc import Sequence
from datetime import timedelta

from insights_cli.model.envelope import Envelope
from insights_cli.spools import Limits, Settlement
from insights_cli.spools.sqlite.ledger import MOST_FRESH_BYTES, MOST_HELD_BYTES, Ledger, Segment
from tests.spools.making import START, envelopes

SIZE = 1 << 20


def endless(after: int, last: int) -> Sequence[Segment]:
    """Segments of 1 MiB without end."""
    return [Segment(after + 1, 1, 0, 0, dict(enumerate(envelopes(after + 1, size=SIZE))))]


def ledger(top: int) -> Ledger:
    """A ledger over `endless`, of which *top* are committed."""
    return Ledger(endless, Limits(), top)


def test_what_is_held_back_is_bounded() -> None:
    """With an upstream that wants nothing now, claiming stops before the backlog is in memory, and goes on when due."""
    books = ledger(10_000)
    claims = 0
    while claim := books.take(START, most_events=1, most_bytes=SIZE, lease_s=30):
        books.settle(claim, Settlement(retry_at=START + timedelta(seconds=60)), START)
        claims += 1
    assert claims <= MOST_HELD_BYTES // SIZE + 1
    later = books.take(START + timedelta(seconds=60), most_events=1, most_bytes=SIZE, lease_s=30)
    assert later is not None
    assert later.entries[0].envelope.id == "id-000001"


def test_what_is_kept_from_appends_is_bounded() -> None:
    """Envelopes are kept for the forwarder only as long as there is room; the others are read from the file."""
    books = ledger(0)
    kept: list[Sequence[Envelope]] = []
    for seq in range(1, 50):
        kept.append(envelopes(seq, size=SIZE))
        books.committed(seq, kept[-1], SIZE)
    taken = 0
    while claim := books.take(START, most_events=1, most_bytes=SIZE, lease_s=30):
        taken += claim.entries[0].envelope is kept[taken][0]
        books.settle(claim, Settlement(delivered=frozenset({claim.entries[0].envelope.id})), START)
    assert taken == MOST_FRESH_BYTES // SIZE
    changes = books.drain()
    assert (changes.delivered, set(changes.gone.values())) == (49, {None})


def test_a_damaged_record_is_counted_and_passed_by() -> None:
    """What cannot be read is lost once, its bytes are kept, and the others of its segment are claimed."""

    def read(after: int, last: int) -> Sequence[Segment]:
        return [Segment(1, 3, 0, 0, dict(enumerate(envelopes(0, 1))), b"damaged")] if after < 1 else []

    books = Ledger(read, Limits(), 1)
    claim = books.take(START, most_events=9, most_bytes=SIZE, lease_s=30)
    assert claim is not None
    assert len(claim.entries) == 2
    changes = books.drain()
    assert [(ruin.lost, ruin.data) for ruin in changes.ruins] == [(1, b"damaged")]
    assert changes.gone == {1: 0b100}
