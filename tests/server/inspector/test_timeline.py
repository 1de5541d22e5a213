"""Rates out of totals."""

from insights_cli.pipeline.ledger import Balance
from insights_cli.server.inspector.timeline import KEPT_S, Timeline


def _balance(**counts: int) -> Balance:
    zero = dict.fromkeys(("received", "rejected", "delivered", "waiting", "dead"), 0)
    return Balance(**{**dict.fromkeys(Balance.__dataclass_fields__, 0), **zero, **counts})


def test_a_second_is_what_the_totals_grew_by() -> None:
    """The first second only sets the scene."""
    timeline = Timeline()
    timeline.take(1, _balance(received=100, delivered=90, waiting=10))
    point = timeline.take(2, _balance(received=130, delivered=125, waiting=3, dead=1, rejected=1))
    assert point.json() == {"time": 2, "received": 30, "delivered": 35, "rejected": 1, "dead": 1, "depth": 3}
    assert timeline.latest is point


def test_replaying_is_no_negative_rate() -> None:
    """Dead letters that wait again make their number smaller."""
    timeline = Timeline()
    timeline.take(1, _balance(dead=3))
    assert timeline.take(2, _balance(waiting=3)).dead == 0


def test_ten_minutes_are_kept_column_by_column() -> None:
    """What is older is forgotten."""
    timeline = Timeline()
    assert timeline.latest is None
    for second in range(KEPT_S + 50):
        timeline.take(second, _balance(received=second))
    found = timeline.json()
    assert isinstance(found["times"], list)
    assert isinstance(found["series"], dict)
    assert (len(found["times"]), found["times"][0]) == (KEPT_S, 50)
    assert [len(column) for column in found["series"].values() if isinstance(column, list)] == [KEPT_S] * 5
