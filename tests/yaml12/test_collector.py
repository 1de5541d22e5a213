"""The collector pauses and goes on."""

import gc

import pytest

from insights_cli.yaml12.collector import paused_collector


def test_the_collector_is_on_again_after_a_failure() -> None:
    """Whatever happens inside."""
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), paused_collector():
        _ = 1 / gc.isenabled()
    assert gc.isenabled()
