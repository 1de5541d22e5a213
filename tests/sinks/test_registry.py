"""Which sink opens which target."""

import pytest

from insights_cli.errors import UsageError
from insights_cli.sinks.registry import kind_of


@pytest.mark.parametrize(
    ("target", "name"),
    [("https://x/y", "http"), ("HTTP://x", "http"), ("file:/tmp/x", "file"), ("memory:", "memory")],
)
def test_the_scheme_decides(target: str, name: str) -> None:
    """Letter case does not count."""
    assert kind_of(target).name == name


@pytest.mark.parametrize("target", ["", "ftp://x", "/tmp/x", "httpx"])
def test_other_targets_are_usage_errors(target: str) -> None:
    """With what would have worked."""
    with pytest.raises(UsageError, match="UP001"):
        kind_of(target)
