"""One process a spool: a lock that the system lets go of when the process dies, and a word on how it left."""

import fcntl
import os
from dataclasses import dataclass
from enum import StrEnum
from time import sleep

from insights_cli.spools import SpoolUnavailableError

_NOTE_BYTES = 64
_TRIES, _BETWEEN_TRIES_S = 5, 0.01


class Left(StrEnum):
    """How the last process left the spool: in order, with damage that it met, or by dying; UNKNOWN is a first start."""

    CLOSED = "closed"
    DAMAGED = "damaged"
    DIED = "died"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class WriterLock:
    """The right to write the spool, how the last one *left* it, and how many envelopes it had *appended* until then."""

    file: int
    left: Left = Left.UNKNOWN
    appended: int = 0

    def note(self, appended: int) -> None:
        """Note, without waiting for the disk, who writes and how far it is: so a log that was cut off is noticed."""
        self._write(f"{os.getpid()} {appended}")

    def say(self, left: Left, appended: int) -> None:
        """Note durably how this process leaves the spool; CLOSED means that everything is in the main file."""
        self._write(f"{left} {appended}")
        os.fsync(self.file)

    def _write(self, text: str) -> None:
        os.pwrite(self.file, text.encode().ljust(_NOTE_BYTES), 0)

    def release(self) -> None:
        """Let the next one in."""
        os.close(self.file)


def lock_path(path: str) -> str:
    """Where the lock of the spool at *path* lies."""
    return f"{path}.lock"


def noted(path: str) -> int:
    """How many envelopes were acknowledged, as far as the holder of the spool at *path* has noted; 0 when unknown."""
    try:
        file = os.open(lock_path(path), os.O_RDONLY)
    except FileNotFoundError:
        return 0
    try:
        word = _words(file)[1]
    finally:
        os.close(file)
    return int(word) if word.isdecimal() else 0


def holder(path: str) -> int | None:
    """The process that writes the spool at *path* now; 0 is one that has not said its number."""
    try:
        file = os.open(lock_path(path), os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _pid(file)
    finally:
        os.close(file)
    return None


def _words(file: int) -> tuple[str, str]:
    first, _, second = os.pread(file, _NOTE_BYTES, 0).decode(errors="replace").strip().partition(" ")
    return first, second


def _pid(file: int) -> int:
    word = _words(file)[0]
    return int(word) if word.isdecimal() else 0


def _locked(file: int) -> bool:
    # Who asks for the holder has the lock for a moment, too; so one refusal means little.
    for _ in range(_TRIES):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sleep(_BETWEEN_TRIES_S)
        else:
            return True
    return False


def take(path: str) -> WriterLock:
    """Become the one process that writes the spool at *path*; raises SpoolUnavailableError with the other's pid."""
    file = os.open(lock_path(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if not _locked(file):
        pid = _pid(file) or "?"
        os.close(file)
        raise SpoolUnavailableError(
            "SP104",
            f"process {pid} holds the spool",
            fix=f"stop process {pid}, or name another file with --spool",
            notes=(("spool", path),),
        )
    first, second = _words(file)
    left = Left(first) if first in tuple(Left) else Left.DIED if first else Left.UNKNOWN
    return WriterLock(file, left, int(second) if second.isdecimal() else 0)
