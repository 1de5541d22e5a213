"""The current token, asked for often and looked up seldom."""

import threading
import time
from collections.abc import Callable

from insights_cli.tokens import CurrentToken


class CachingReader:
    """Keeps what *resolve* found for *keep_s* seconds of *clock*, then asks again; a failure is never kept."""

    def __init__(
        self,
        resolve: Callable[[], CurrentToken | None],
        *,
        keep_s: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._resolve = resolve
        self._keep_s = keep_s
        self._clock = clock
        self._lock = threading.Lock()
        self._found: CurrentToken | None = None
        self._fresh_until = float("-inf")

    def read(self, *, fresh: bool = False) -> CurrentToken | None:
        """The current token; several threads that ask at once look it up once."""
        with self._lock:
            if fresh or self._clock() >= self._fresh_until:
                self._found = self._resolve()
                self._fresh_until = self._clock() + self._keep_s
            return self._found
