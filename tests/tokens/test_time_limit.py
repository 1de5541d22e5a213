"""Calls under a limit."""

import subprocess
import sys
import threading

import pytest

from insights_cli.tokens.time_limit import within


def test_an_answer_in_time_is_returned() -> None:
    """The result comes through, None as well."""
    assert within(5, lambda: 42) == 42
    assert within(5, lambda: None) is None


def test_a_failure_is_raised_here() -> None:
    """What the call raises is raised to the caller."""
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)


def test_a_call_that_hangs_is_given_up() -> None:
    """After the limit it is a TimeoutError."""
    released = threading.Event()
    with pytest.raises(TimeoutError, match="no answer"):
        within(0.05, released.wait)
    released.set()


def test_a_call_that_hangs_does_not_keep_the_process() -> None:
    """The interpreter leaves although the call never returns."""
    code = (
        "import threading\nfrom insights_cli.tokens.time_limit import within\n"
        "try: within(0.1, threading.Event().wait)\nexcept TimeoutError: print('left')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout) == (0, "left\n")
