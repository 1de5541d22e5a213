"""Ids that were appended of late."""

from insights_cli.spools.nats.known import KnownIds
from tests.spools.making import envelopes


def test_recent_ids_are_known_with_their_message() -> None:
    """Those that were appended, and no others."""
    known = KnownIds()
    known.remember(envelopes(1, 2), 7)
    known.remember(envelopes(2), 9)
    assert known.among(["id-000002", "id-000003", "id-000001"]) == ["id-000002", "id-000001"]
    assert (known.seq("id-000001"), known.seq("id-000002"), known.seq("nobody")) == (7, 9, 0)


def test_memory_is_bounded() -> None:
    """After two generations more, an id is forgotten."""
    known = KnownIds()
    for start in range(0, 140_000, 1000):
        known.remember(envelopes(*range(start, start + 1000)), start + 1)
    assert known.among(["id-000000", "id-139999"]) == ["id-139999"]
