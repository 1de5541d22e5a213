"""A server looks for garbage seldom, and never among what it was started with."""

import gc

from insights_cli.cli.serve.garbage import seldom_collect


def test_what_was_made_before_is_left_out_and_the_rest_is_looked_at_less_often() -> None:
    """Objects of the start are frozen, and garbage is looked for after more objects than before."""
    usual = gc.get_threshold()
    try:
        gc.set_threshold(700, 10, 10)
        seldom_collect()
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold() > (700, 10, 10)
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
