"""Keep a process that serves for long from looking for garbage again and again where there is none."""

import gc

# Events come and go without cycles. Looking for some after every 700 objects, as is usual, finds nothing, and stops
# the server for longer the more it remembers.
_AFTER_OBJECTS = (20_000, 20, 20)


def seldom_collect() -> None:
    """Leave out what was made so far, as it stays anyway, and look at the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_AFTER_OBJECTS)
