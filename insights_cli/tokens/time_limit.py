"""A limit for calls that nobody can interrupt: D-Bus, name look-ups, locks."""

import threading
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


def within(limit_s: float, call: Callable[[], _T]) -> _T:
    """Return what *call* returns, or raise TimeoutError after *limit_s* seconds.

    A call that hangs stays behind in a daemon thread, which cannot keep the process alive.
    """
    results: list[_T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as failure:  # noqa: BLE001 - handed over to the waiting thread, which raises it
            failures.append(failure)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(max(limit_s, 0))
    for failure in failures:
        raise failure
    for result in results:
        return result
    message = f"no answer within {limit_s:.1f} s"
    raise TimeoutError(message)
