"""Batches fit into what the backend takes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.catalogs.http.batches import MOST_BYTES, MOST_REFS, batches


@given(st.lists(st.text(max_size=200), max_size=50), st.integers(1, 40))
def test_batches_hold_all_refs_in_order(refs: list[str], times: int) -> None:
    """Nothing is lost or reordered, and no batch is over the limits."""
    many = refs * times
    found = list(batches(many))
    assert [ref for batch in found for ref in batch] == many
    assert all(0 < len(batch) <= MOST_REFS for batch in found)
    assert all(len(json.dumps(batch)) <= MOST_BYTES + 2 for batch in found if len(batch) > 1)


def test_batches_are_full() -> None:
    """Short refs are cut at the number, long ones at the bytes."""
    assert [len(batch) for batch in batches(["a:b/c"] * 2500)] == [1000, 1000, 500]
    assert len(list(batches(["component:default/" + "x" * 63] * 2000))) == 2000 * 84 // MOST_BYTES + 1
