"""Records carry envelopes unchanged, and damage to one leaves the others readable."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.model.envelope import Envelope
from insights_cli.spools.sqlite.records import decode, encode, microseconds, moment
from tests.spools.making import envelopes

TIMES = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
IDS = st.text(st.characters(codec="utf-8"), max_size=60)
ENVELOPES = st.lists(st.builds(Envelope, id=IDS, accepted_at=TIMES, body=st.binary(max_size=200)), max_size=12)


@given(ENVELOPES)
def test_decoding_gives_what_was_encoded(given_ones: list[Envelope]) -> None:
    """Every envelope comes back at its place."""
    assert decode(encode(given_ones)) == dict(enumerate(given_ones))


@given(ENVELOPES.filter(bool), st.data())
def test_damage_is_never_taken_for_an_envelope(given_ones: list[Envelope], data: st.DataObject) -> None:
    """With any byte changed, what is decoded is a part of what was encoded, and at most one is missing."""
    damaged = bytearray(encode(given_ones))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    found = decode(bytes(damaged))
    assert found.items() <= dict(enumerate(given_ones)).items()
    assert len(found) >= len(given_ones) - 1


@given(st.binary(max_size=500))
def test_garbage_holds_no_envelopes(garbage: bytes) -> None:
    """Bytes that were never a record give nothing, and no error."""
    assert decode(garbage) == {}


def test_a_torn_tail_costs_the_last_record_only() -> None:
    """Bytes that are cut off hurt only what they were of."""
    assert sorted(decode(encode(envelopes(1, 2, 3))[:-1])) == [0, 1]


@given(TIMES)
def test_times_are_kept_to_the_microsecond(at: datetime) -> None:
    """A time survives being a number."""
    assert moment(microseconds(at)) == at
