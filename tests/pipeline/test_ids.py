"""UUIDs that sort by time."""

import uuid
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.pipeline.ids import Uuid7


@given(st.lists(st.integers(0, 2**40), min_size=2, max_size=50))
def test_ids_rise_whatever_the_clock_does(ticks: list[int]) -> None:
    """Also when it stands still or goes back."""
    ids = Uuid7()
    made = [ids.make(tick) for tick in ticks]
    assert all(earlier < later for earlier, later in pairwise(made))


def test_an_id_is_a_version_7_uuid() -> None:
    """Version and variant are where RFC 9562 puts them, the time is in front."""
    made = uuid.UUID(Uuid7().make(0x0123456789AB))
    assert (made.version, made.variant, made.int >> 80) == (7, uuid.RFC_4122, 0x0123456789AB)


def test_more_than_a_tick_holds_go_into_the_next() -> None:
    """Ten thousand ids in one millisecond are unique and in order."""
    ids = Uuid7()
    made = [ids.make(1) for _ in range(10_000)]
    assert made == sorted(set(made))
