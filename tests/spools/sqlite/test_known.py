"""Known ids are looked up only when they might be kept, and are never mistaken."""

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.spools.sqlite.known import KnownIds
from tests.spools.making import envelopes


def test_growing_ids_are_never_looked_up() -> None:
    """Ids as intake makes them cost no question."""
    asked: list[str] = []

    def is_kept(name: str) -> bool:
        asked.append(name)
        return False

    known = KnownIds("id-000099", is_kept)
    for number in range(100, 40_000):
        fresh = known.fresh(envelopes(number), {})
        known.remember(fresh)
    assert asked == []


@given(st.lists(st.integers(0, 50), max_size=60))
def test_any_order_of_ids_is_right(numbers: list[int]) -> None:
    """Whatever comes again is found, whatever is new is fresh."""
    kept: set[str] = set()
    known = KnownIds("", kept.__contains__)
    for number in numbers:
        (envelope,) = envelopes(number)
        assert bool(known.fresh([envelope], {})) == (envelope.id not in kept)
        known.remember([envelope.id])
        kept.add(envelope.id)
