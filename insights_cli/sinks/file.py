"""A sink that appends to a file, one JSON object a line."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from insights_cli.errors import InsightsError
from insights_cli.model.delivery import Outcome, OutcomeKind
from insights_cli.model.envelope import Envelope
from insights_cli.sinks import SinkKind, SinkSettings
from insights_cli.sinks.memory import TAKEN


class FileSink:
    """Appends to *path*, which only its owner may read when it is new; a batch is on the disk before it counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _open_file(path)
        # Pipes and devices can neither be cut nor forced to a disk.
        self._is_regular = stat.S_ISREG(os.fstat(self._file).st_mode)
        self.target = f"file {path}"

    async def deliver(self, envelopes: Sequence[Envelope], *, key: str) -> Outcome:
        """Append all lines, or none that stays; a file has no use for *key*."""
        del key
        size = os.fstat(self._file).st_size
        try:
            _write(self._file, b"".join([each.body + b"\n" for each in envelopes]))
            if self._is_regular:
                os.fsync(self._file)
        except OSError as failed:
            if self._is_regular:
                os.ftruncate(self._file, size)
            return Outcome(kind=OutcomeKind.UNREACHABLE, detail=failed.strerror or type(failed).__name__)
        return TAKEN

    async def refresh(self) -> bool:
        """A file has nothing to change."""
        return False

    async def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _open_file(path: Path) -> int:
    try:
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        size = os.fstat(file).st_size
        # A line that a power cut left unfinished is ended; its events come again.
        if size and os.pread(file, 1, size - 1) != b"\n":
            _write(file, b"\n")
    except OSError as failed:
        raise InsightsError(
            "UP003",
            f"cannot write to {path}",
            fix="name a file in a folder you may write to",
            notes=(("cause", failed.strerror or ""),),
        ) from failed
    return file


def _write(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def _open(target: str, _settings: SinkSettings) -> FileSink:
    return FileSink(Path(target.removeprefix("file:")))


FILE = SinkKind(name="file", title="a file, one JSON object a line", schemes=frozenset({"file"}), open=_open)
