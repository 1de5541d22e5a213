"""The console script: quick answers first, the whole program only when it is needed."""

import gc
import os
import sys

from insights_cli.cli.fast import quick_answer


def main() -> int:
    """Run `insights` with the arguments of this process and return its exit code."""
    # Starting makes tens of thousands of objects and hardly any garbage; what runs longer switches the collector on.
    gc.disable()
    _fill_closed_streams()
    try:
        return _run()
    finally:
        # The interpreter collects once more when it leaves, and need not look at what it is about to free anyway.
        gc.freeze()


def _fill_closed_streams() -> None:
    """Lead streams that were closed before the start nowhere: a spool that took their place would be written to."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # The lowest free number, which is that of the stream.
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _run() -> int:
    answer = quick_answer(sys.argv[1:])
    if answer is None:
        from insights_cli.cli.main import run_process

        return run_process(sys.argv[1:])
    try:
        sys.stdout.write(answer)
        sys.stdout.flush()
    except OSError as error:
        from insights_cli.cli.main import unwritten

        return unwritten(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
