"""Sizes and times as people write them."""

import pytest

from insights_cli.cli.serve.options import parse_duration
from insights_cli.cli.serve.spool_max import parse_spool_max
from insights_cli.errors import UsageError
from insights_cli.spools import Limits


@pytest.mark.parametrize(
    ("text", "seconds"), [(None, 7), ("10", 10), ("10s", 10), ("1.5s", 1.5), ("250ms", 0.25), ("2m", 120), ("0s", 0)]
)
def test_times(text: str | None, seconds: float) -> None:
    """Seconds where no unit stands."""
    assert parse_duration(text, flag="--drain", default_s=7) == seconds


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        (None, Limits()),
        ("1", Limits(most_bytes=1)),
        ("1k", Limits(most_bytes=1024)),
        ("1KiB", Limits(most_bytes=1024)),
        ("1KB", Limits(most_bytes=1000)),
        ("512MiB", Limits(most_bytes=512 << 20)),
        ("1.5GiB", Limits(most_bytes=3 << 29)),
        ("100000 events", Limits(most_events=100_000)),
        ("7d", Limits(most_age_s=604_800.0)),
        ("2GB, 1event, 36h", Limits(most_bytes=2_000_000_000, most_events=1, most_age_s=129_600.0)),
    ],
)
def test_limits(text: str | None, limits: Limits) -> None:
    """Binary units, and decimal ones where B says so; what is not named stays."""
    assert parse_spool_max(text) == limits


@pytest.mark.parametrize("text", ["", "soon", "-1s", "1h", "1e9", "٣s"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """With an example."""
    with pytest.raises(UsageError, match="CL001"):
        parse_duration(text, flag="--drain", default_s=1)


@pytest.mark.parametrize(
    "text", ["", "0", "0.5", "many", "-1", "1XB", "1 000", "0events", "7d,", "1k,2k", "5m events", "0d"]
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    """Nor is nothing at all, nor the same limit twice."""
    with pytest.raises(UsageError, match="CL001"):
        parse_spool_max(text)
