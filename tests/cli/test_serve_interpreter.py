"""A server's threads take short turns and share one heap; garbage is looked for seldom, and never where none is."""

import gc
import platform
import subprocess
import sys

import pytest

from insights_cli.cli.serve.interpreter import seldom_collect
from tests.conftest import Insights


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


def test_a_server_takes_short_turns(insights: Insights) -> None:
    """A thread that waits for its turn gets it before a thousandth of a second is over, from the start on."""
    usual = sys.getswitchinterval()
    try:
        insights("serve", "--auth", "none", "--drain", "soon")
        assert 0 < sys.getswitchinterval() < 0.001
    finally:
        sys.setswitchinterval(usual)


_THREADS = """
from ctypes import CDLL
from threading import Barrier, Thread
from insights_cli.cli.serve.interpreter import keep_heap_small
{call}
together = Barrier(4)
def allocate():
    together.wait(20)
    return bytes(4096)
threads = [Thread(target=allocate) for _ in range(4)]
for each in threads: each.start()
for each in threads: each.join()
CDLL(None).malloc_stats()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc makes a heap for each thread")
@pytest.mark.parametrize(("call", "is_one"), [("keep_heap_small()", True), ("", False)])
def test_all_threads_share_one_heap(call: str, is_one: bool) -> None:
    """As the C library tells; without the call there are several."""
    program = [sys.executable, "-c", _THREADS.format(call=call)]
    told = subprocess.run(program, capture_output=True, text=True, timeout=20, check=True).stderr
    assert (told.count("Arena ") == 1) is is_one
