"""Memory of a process that serves for long: no looking for garbage where there is none, and one heap for all."""

import gc
import sys

# Events come and go without cycles. Looking for some after every 700 objects, as is usual, finds nothing, and stops
# the server for longer the more it remembers.
_AFTER_OBJECTS = (20_000, 20, 20)


def seldom_collect() -> None:
    """Leave out what was made so far, as it stays anyway, and look at the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_AFTER_OBJECTS)


_M_ARENA_MAX = -8


def share_heap() -> None:
    """Let all threads allocate from one heap, before the first of them starts; only where the C library is glibc.

    It makes a heap for each, so that they need not wait for each other, and each keeps what was freed. Here one thread
    runs at a time anyway.
    """
    if sys.platform != "linux":
        return
    from ctypes import CDLL

    mallopt = getattr(CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
