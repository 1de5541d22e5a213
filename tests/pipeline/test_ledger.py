"""The books."""

from insights_cli.pipeline.ledger import Balance, Ledger, as_json, balance
from insights_cli.spools import SpoolStats


def stats(
    *, appended: int = 0, delivered: int = 0, purged: int = 0, waiting: int = 0, claimed: int = 0, dead: int = 0
) -> SpoolStats:
    """Counts of a spool, 0 where nothing is said."""
    return SpoolStats(
        appended=appended, delivered=delivered, purged=purged, waiting=waiting, claimed=claimed, dead=dead, bytes=0
    )


def test_a_run_with_everything_balances() -> None:
    """What was there and what came is what left and what is there."""
    ledger = Ledger()
    ledger.accept(10)
    ledger.reject("SV111", 2)
    start = stats(appended=5, delivered=1, waiting=3, dead=1)
    end = stats(appended=15, delivered=9, purged=1, waiting=2, claimed=2, dead=1)
    found = balance(ledger, start, end)
    assert found.difference == 0
    assert as_json(found)["waiting"] == 4


def test_a_missing_event_is_seen() -> None:
    """The difference says how many."""
    found = Balance(received=5, rejected=1, brought_forward=0, delivered=2, waiting=1, dead=0, purged=0, lost=0)
    assert found.difference == 1
