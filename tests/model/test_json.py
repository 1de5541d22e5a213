"""Numbers as JavaScript keeps them."""

import pytest

from insights_cli.model.json import finite


@pytest.mark.parametrize(("text", "value"), [("1.5", 1.5), ("1e999", None), ("NaN", None), ("-Infinity", None)])
def test_finite(text: str, value: float | None) -> None:
    """What is no number or too large is null."""
    assert finite(text) == value
