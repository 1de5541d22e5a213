"""The interpreter of a process that serves for long: short turns, one heap, no looking for garbage where is none."""

import gc
import sys

# The usual turn of 5 ms is the time of 200 events. Who forwards asks for one after each answer of the upstream and of
# the spool; at full load it got so few that a seventh of what was accepted had to wait.
_TURN_S = 0.0003


def keep_turns_short() -> None:
    """Let threads take turns often, so that accepting never starves delivering."""
    sys.setswitchinterval(_TURN_S)


# Events come and go without cycles. Looking for some after every 700 objects, as is usual, finds nothing, and stops
# the server for longer the more it remembers.
_AFTER_OBJECTS = (20_000, 20, 20)


def seldom_collect() -> None:
    """Leave out what was made so far, as it stays anyway, and look at the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_AFTER_OBJECTS)


# Numbers of glibc's mallopt, and what to set them to.
_ARENA_MAX, _TRIM_THRESHOLD, _MMAP_THRESHOLD = -8, -1, -3
_SMALL_HEAP = ((_ARENA_MAX, 1), (_TRIM_THRESHOLD, 256 << 10), (_MMAP_THRESHOLD, 128 << 10))


def keep_heap_small() -> None:
    """Let all threads allocate from one heap that gives back what was freed; only where the C library is glibc.

    It makes a heap for each thread, so that they need not wait for each other, and each keeps what it had at its peak.
    Here one thread runs at a time anyway. To be called before the first of them starts.
    """
    if sys.platform != "linux":
        return
    from ctypes import CDLL

    mallopt = getattr(CDLL(None), "mallopt", None)
    if mallopt is not None:
        for name, setting in _SMALL_HEAP:
            mallopt(name, setting)
