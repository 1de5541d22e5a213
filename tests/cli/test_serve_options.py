"""Sizes and times as people write them."""

import pytest

from insights_cli.cli.serve.options import parse_duration, parse_size
from insights_cli.errors import UsageError


@pytest.mark.parametrize(
    ("text", "seconds"), [(None, 7), ("10", 10), ("10s", 10), ("1.5s", 1.5), ("250ms", 0.25), ("2m", 120), ("0s", 0)]
)
def test_times(text: str | None, seconds: float) -> None:
    """Seconds where no unit stands."""
    assert parse_duration(text, flag="--drain", default_s=7) == seconds


@pytest.mark.parametrize(
    ("text", "size"),
    [(None, 5), ("1", 1), ("1k", 1024), ("1KiB", 1024), ("1KB", 1000), ("512MiB", 512 << 20), ("1.5GiB", 3 << 29)],
)
def test_sizes(text: str | None, size: int) -> None:
    """Binary units, and decimal ones where B says so."""
    assert parse_size(text, flag="--spool-max", default=5) == size


@pytest.mark.parametrize("text", ["", "soon", "-1s", "1h", "1e9", "٣s"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """With an example."""
    with pytest.raises(UsageError, match="CL001"):
        parse_duration(text, flag="--drain", default_s=1)


@pytest.mark.parametrize("text", ["", "0", "many", "-1", "1XB", "1 000"])
def test_what_is_no_size_is_refused(text: str) -> None:
    """Nor is nothing at all."""
    with pytest.raises(UsageError, match="CL001"):
        parse_size(text, flag="--spool-max", default=1)
