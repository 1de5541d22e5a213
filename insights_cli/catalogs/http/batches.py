"""Refs cut into requests that a Backstage backend takes."""

from collections.abc import Iterable, Iterator

MOST_REFS = 1000
MOST_BYTES = 90 * 1024
"""The backend refuses bodies over 100 KiB; its own client stops at 1000 refs and 90 KiB, and so do we."""


def batches(refs: Iterable[str]) -> Iterator[list[str]]:
    """Cut *refs* into lists of at most `MOST_REFS` refs and `MOST_BYTES` bytes of JSON; a longer ref goes alone."""
    batch: list[str] = []
    size = 0
    for ref in refs:
        # A character outside ASCII is sent as \\uXXXX, one beyond the first plane as two of them.
        needed = 3 + sum(1 if " " <= char <= "~" and char not in '"\\' else 12 for char in ref)
        if batch and (len(batch) == MOST_REFS or size + needed > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(ref)
        size += needed
    if batch:
        yield batch
