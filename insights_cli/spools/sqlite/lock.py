"""One process a spool: a lock that the system lets go of when the process dies, however it dies."""

import fcntl
import os
from dataclasses import dataclass

from insights_cli.spools import SpoolUnavailableError

_CLEAN = "closed"


@dataclass(frozen=True, slots=True)
class WriterLock:
    """The right to write the spool; *was_clean* says whether the last one closed it in order (None: there was none)."""

    file: int
    was_clean: bool | None

    def say_clean(self) -> None:
        """Note that everything is in the main file, so that a missing log is no loss."""
        _write(self.file, _CLEAN)

    def say_busy(self) -> None:
        """Note who writes."""
        _write(self.file, str(os.getpid()))

    def release(self) -> None:
        """Let the next one in."""
        os.close(self.file)


def _write(file: int, text: str) -> None:
    os.ftruncate(file, 0)
    os.pwrite(file, text.encode(), 0)


def holder(path: str) -> int | None:
    """The process that writes the spool at *path* now."""
    try:
        file = os.open(lock_path(path), os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _number(file)
    finally:
        os.close(file)
    return None


def _number(file: int) -> int:
    written = os.pread(file, 32, 0)
    return int(written) if written.isdigit() else 0


def lock_path(path: str) -> str:
    """Where the lock of the spool at *path* lies."""
    return f"{path}.lock"


def take(path: str) -> WriterLock:
    """Become the one process that writes the spool at *path*; raises SpoolUnavailableError with the other's pid."""
    file = os.open(lock_path(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        pid = _number(file)
        os.close(file)
        raise SpoolUnavailableError(
            "SP104",
            f"process {pid or '?'} holds the spool",
            fix=f"stop process {pid or '?'}, or name another file with --spool",
            notes=(("spool", path),),
        ) from error
    written = os.pread(file, 32, 0)
    return WriterLock(file, None if not written else written == _CLEAN.encode())
