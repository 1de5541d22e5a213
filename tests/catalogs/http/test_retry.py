"""Waiting before another try."""

import pytest

from insights_cli.catalogs.http.retry import delay_s, retry_after_s

DATE = "Mon, 23 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Mon, 23 Nov 2026 12:00:09 GMT", "date": DATE}, 9.0),
        ({"retry-after": "Mon, 23 Nov 2026 11:00:00 GMT", "date": DATE}, 0.0),
        ({"retry-after": "Mon, 23 Nov 2026 12:00:09 GMT"}, None),
        ({"retry-after": "9" * 40}, 1e9),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds and dates are understood, everything else says nothing."""
    assert retry_after_s(headers) == seconds


def test_delay_grows_and_is_bounded() -> None:
    """Each try waits up to twice as long as the one before, at most five seconds."""
    assert [delay_s(tries, jitter=1.0, retry_after_s=None) for tries in (1, 2, 3, 20)] == [0.25, 0.5, 1.0, 5.0]


def test_delay_is_never_before_retry_after() -> None:
    """What the catalog asks for is a floor."""
    assert delay_s(1, jitter=0.0, retry_after_s=2.0) == 2.0
