"""Reading files: the promise, the disk with its limits, and a memory for tests and demonstrations."""

import errno
import os
import stat
from collections.abc import Mapping
from enum import StrEnum
from typing import BinaryIO, Final, Protocol

MAX_FILE_BYTES: Final = 10_000_000
STDIN: Final = "-"


class ReadProblem(StrEnum):
    """Why a file cannot be read."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too large"


class ReadError(Exception):
    """A file cannot be read; *reason* is a phrase that follows the path, without secrets."""

    def __init__(self, problem: ReadProblem, reason: str) -> None:
        super().__init__(reason)
        self.problem = problem
        self.reason = reason


class Files(Protocol):
    """A place that files are read from; paths are absolute, or `-` for standard input."""

    def read(self, path: str) -> bytes:
        """All bytes of *path*, never waiting for a writer.

        Raises:
            ReadError: it is missing, no regular file, not readable, or larger than MAX_FILE_BYTES.
        """
        ...

    def exists(self, path: str) -> bool:
        """Whether something stands at *path*, following links."""
        ...


def _too_large() -> ReadError:
    return ReadError(ReadProblem.TOO_LARGE, f"is larger than {MAX_FILE_BYTES // 1_000_000} MB")


def _kind(mode: int) -> str | None:
    """What makes a file unreadable for us, in words; None for a regular file."""
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        return "is a folder"
    if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        return "is a pipe or socket, not a file"
    return "is a device, not a file"


def _is_null_device(status: os.stat_result) -> bool:
    return stat.S_ISCHR(status.st_mode) and status.st_rdev == os.stat(os.devnull).st_rdev


def _read_open(descriptor: int) -> bytes:
    status = os.fstat(descriptor)
    if _is_null_device(status):
        return b""
    if (kind := _kind(status.st_mode)) is not None:
        raise ReadError(ReadProblem.UNREADABLE, kind)
    if status.st_size > MAX_FILE_BYTES:
        raise _too_large()
    with os.fdopen(os.dup(descriptor), "rb") as file:
        content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise _too_large()
    return content


def _from_os(error: OSError) -> ReadError:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return ReadError(ReadProblem.MISSING, "does not exist")
    return ReadError(ReadProblem.UNREADABLE, f"cannot be read: {os.strerror(error.errno) if error.errno else error}")


class DiskFiles:
    """The file system; *stdin* is read for the path `-`."""

    def __init__(self, stdin: BinaryIO | None = None) -> None:
        self._stdin = stdin

    def _read_stdin(self) -> bytes:
        if self._stdin is None or self._stdin.isatty():
            raise ReadError(ReadProblem.UNREADABLE, "is a terminal: pipe a file into the command")
        content = self._stdin.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise _too_large()
        return content

    def read(self, path: str) -> bytes:
        """See `Files.read`."""
        if path == STDIN:
            return self._read_stdin()
        try:
            # Without O_NONBLOCK opening a pipe waits until somebody writes to it.
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        except OSError as error:
            raise _from_os(error) from error
        except ValueError as error:
            raise ReadError(ReadProblem.MISSING, "does not exist") from error
        try:
            return _read_open(descriptor)
        except OSError as error:
            raise _from_os(error) from error
        finally:
            os.close(descriptor)

    def exists(self, path: str) -> bool:
        """See `Files.exists`."""
        return os.path.exists(path)


class MemoryFiles:
    """Files held in memory, by absolute path."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = dict(contents)

    def read(self, path: str) -> bytes:
        """See `Files.read`."""
        if path not in self._contents:
            raise ReadError(ReadProblem.MISSING, "does not exist")
        if len(self._contents[path]) > MAX_FILE_BYTES:
            raise _too_large()
        return self._contents[path]

    def exists(self, path: str) -> bool:
        """See `Files.exists`."""
        return path in self._contents
