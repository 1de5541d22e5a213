"""What checks may look at: facts that are found once, when the first check asks."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from insights_cli.errors import InsightsError

Fact = TypeVar("Fact")


class Once(Generic[Fact]):
    """Find a fact at the first call and remember it, or the failure it ended with, for every later one."""

    def __init__(self, find: Callable[[], Fact]) -> None:
        self._find = find
        self._lock = Lock()
        self._fact: list[Fact] = []
        self._failure: InsightsError | None = None

    def __call__(self) -> Fact:
        """Return the fact or raise its failure."""
        with self._lock:
            if self._failure is None and not self._fact:
                try:
                    self._fact.append(self._find())
                except InsightsError as failure:
                    self._failure = failure
        if self._failure is not None:
            raise self._failure
        return self._fact[0]


class World:
    """Filled below."""
