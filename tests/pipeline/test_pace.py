"""How long to wait."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.pipeline.pace import Backoff


@given(st.integers(1, 10_000), st.floats(0, 1), st.floats(0, 3600))
def test_a_wait_is_between_the_floor_and_the_cap(failures: int, chance: float, floor_s: float) -> None:
    """Whatever happened before."""
    floor = timedelta(seconds=floor_s)
    wait = Backoff().wait_s(failures, chance=chance, floor=floor)
    assert floor.total_seconds() <= wait <= max(30.0, floor.total_seconds())
