"""Halving and keys."""

from datetime import timedelta

from insights_cli.model.delivery import Disposition, Outcome, OutcomeKind
from insights_cli.model.envelope import Envelope
from insights_cli.pipeline.batches import Batches, key_of
from insights_cli.pipeline.policy import Decision
from insights_cli.spools import Claim, Entry, EntryState
from tests.pipeline.held_pace import START

ENTRIES = tuple(
    Entry(envelope=Envelope(id=f"e{at}", accepted_at=START, body=b"{}"), state=EntryState.CLAIMED, attempts=3)
    for at in range(5)
)
CLAIM = Claim(id="c1", entries=ENTRIES, lease_ends_at=START + timedelta(hours=1))
SEEN = Outcome(kind=OutcomeKind.ANSWERED, status=400, detail="HTTP 400")


def test_a_split_keeps_the_order() -> None:
    """The older half goes first."""
    batches = Batches(CLAIM)
    sizes = []
    while batch := batches.next:
        sizes.append([each.id for each in batch])
        split = Decision(disposition=Disposition.SPLIT if len(batch) > 2 else Disposition.DELIVERED)
        batches.apply(split, SEEN, at=START)
    assert sizes == [["e0", "e1", "e2", "e3", "e4"], ["e0", "e1"], ["e2", "e3", "e4"], ["e2"], ["e3", "e4"]]
    assert batches.settlement().delivered == {"e0", "e1", "e2", "e3", "e4"}


def test_a_dead_letter_says_why_and_how_often() -> None:
    """Code, words, time and attempts."""
    batches = Batches(CLAIM)
    batches.apply(Decision(disposition=Disposition.DEAD, code="UP201"), SEEN, at=START)
    letter = dict(batches.settlement().dead)["e0"]
    assert (letter.reason, letter.detail, letter.at, letter.attempts) == ("UP201", "HTTP 400", START, 3)


def test_nothing_is_decided_by_trouble() -> None:
    """What is to be tried again goes back as it was."""
    batches = Batches(CLAIM)
    batches.apply(Decision(disposition=Disposition.RETRY), SEEN, at=START)
    assert (batches.anything_is_decided, len(batches.next or ())) == (False, 5)


def test_keys_follow_from_the_ids() -> None:
    """The same batch has the same key, another one another."""
    envelopes = [entry.envelope for entry in ENTRIES]
    assert key_of(envelopes) == key_of(list(envelopes))
    assert len({key_of(envelopes), key_of(envelopes[1:]), key_of(envelopes[::-1])}) == 3
