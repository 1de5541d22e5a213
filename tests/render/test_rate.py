"""How fast a counter grows."""

from insights_cli.render.rate import Rate


def test_the_rate_is_that_of_the_last_seconds() -> None:
    """What happened before does not count."""
    rate = Rate()
    assert rate.now(100, 0.0) == 0.0
    assert rate.now(150, 1.0) == 50.0
    for second in range(2, 10):
        last = rate.now(150, float(second))
    assert last == 0.0
