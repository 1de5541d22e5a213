"""Where tokens are kept."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from insights_cli.model.secret import Secret
from insights_cli.model.value import value


class Readiness(StrEnum):
    """What a store can do now, without asking anybody."""

    USABLE = "usable"
    NOT_STARTED = "not started"
    LOCKED = "locked"
    NO_COLLECTION = "no collection"
    NO_SERVICE = "no service"
    NO_BUS = "no bus"
    MUTE = "mute"
    REJECTED = "rejected"
    UNSAFE = "unsafe"
    READ_ONLY = "read only"
    EMPTY = "empty"


@value
class StoreState:
    """A store's *readiness* and, in *detail*, the reason in words."""

    readiness: Readiness
    detail: str

    @property
    def is_usable(self) -> bool:
        """Whether the store can be written without asking anybody."""
        return self.readiness is Readiness.USABLE


class Store(Protocol):
    """The promise of every store; a profile is the name a token is kept under.

    - `probe` says what state the store is in within a few seconds, without a prompt; *start* allows it to start a
      service that is only installed, as before a write.
    - `write` keeps *entry* (the token; for the command store the command that prints it), durably or not at all.
      Writing what is already there changes nothing.
    - `read` returns the token, None when there is none under that name.
    - `delete` forgets it and says whether there was one.
    - All of them end in bounded time and raise InsightsError when they cannot; no message holds a token.
    """

    def probe(self, *, start: bool = False) -> StoreState:
        """Look without touching."""

    def read(self, profile: str) -> Secret | None:
        """The token kept under *profile*."""

    def write(self, profile: str, entry: Secret) -> None:
        """Keep *entry* under *profile*."""

    def delete(self, profile: str) -> bool:
        """Forget what is under *profile*."""


@value
class Surroundings:
    """What stores are made from: the environment, our own *folder*, the platform, and how to say that a dialog opens.

    *announce* is None where nobody sits in front of the machine: then nothing that would open a dialog is tried.
    """

    environ: Mapping[str, str]
    folder: Path
    platform: str
    announce: Callable[[str], None] | None = None


@value
class StoreKind:
    """A member: its name in `--store`, what it is in words, how to open it, and whether it keeps what is written."""

    name: str
    title: str
    open: Callable[[Surroundings], Store]
    is_writable: bool = True
