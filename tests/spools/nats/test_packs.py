"""Messages of many envelopes, and of one dead letter."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope
from insights_cli.spools import SpoolUnavailableError
from insights_cli.spools.nats import packs
from tests.spools.making import START, envelopes

MADE = st.builds(
    Envelope,
    id=st.text(st.characters(exclude_categories=["Cs"]), max_size=50),
    accepted_at=st.integers(0, 10**12).map(lambda micros: START + timedelta(microseconds=micros)),
    body=st.binary(max_size=200),
)


@given(st.lists(st.tuples(MADE, st.integers(0, 1000)), max_size=20))
def test_packing_loses_nothing(pairs: list[tuple[Envelope, int]]) -> None:
    """What is packed comes out again, with its attempts."""
    made, attempts = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    assert packs.decode_pack(packs.encode_pack(made, attempts)) == (tuple(made), tuple(attempts))


@given(MADE)
def test_a_dead_letter_keeps_all_it_says(envelope: Envelope) -> None:
    """Envelope, reason, detail, time and attempts come back."""
    letter = DeadLetter(reason="rejected", detail="HTTP 400 ü", at=START, attempts=3)
    assert packs.decode_dead(packs.encode_dead(envelope, letter)) == (envelope, letter)


@given(st.lists(MADE, max_size=40), st.integers(1, 2000))
def test_cutting_keeps_order_and_size(made: list[Envelope], most_bytes: int) -> None:
    """The parts put together are the whole, and only one that is alone may be larger."""
    parts = list(packs.cut(made, most_bytes))
    assert [each for part in parts for each in part] == made
    assert all(len(part) == 1 or len(packs.encode_pack(part)) <= most_bytes for part in parts)


@pytest.mark.parametrize("message", [b"", b"\xc1", b"hello", b"\x93\x01\x02\x03"])
def test_foreign_messages_are_told(message: bytes) -> None:
    """What insights did not write is SP148, in either stream."""
    for decode in (packs.decode_pack, packs.decode_dead):
        with pytest.raises(SpoolUnavailableError, match="SP148"):
            decode(message)


def test_message_ids_tell_messages_apart() -> None:
    """The same ids in the same order give the same message id; others, another order or salt give another."""
    first = packs.message_id(envelopes(1, 2))
    assert packs.message_id(envelopes(1, 2)) == first
    assert len({first, packs.message_id(envelopes(2, 1)), packs.message_id(envelopes(1, 2), "again")}) == 3
