"""A file of lines."""

import asyncio
import errno
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from insights_cli.errors import InsightsError
from insights_cli.model.delivery import OutcomeKind
from insights_cli.model.envelope import Envelope
from insights_cli.sinks import SinkSettings
from insights_cli.sinks.file import FILE, FileSink

NOW = datetime(2026, 11, 23, tzinfo=UTC)
BATCH = [Envelope(id=str(at), accepted_at=NOW, body=json.dumps({"id": at}).encode()) for at in range(3)]


def test_each_envelope_is_a_line(tmp_path: Path) -> None:
    """Batches follow each other; only the owner may read them."""
    path = tmp_path / "out.ndjson"
    sink = FILE.open(f"file:{path}", SinkSettings(clock=lambda: NOW))

    async def work() -> list[int | None]:
        seen = [(await sink.deliver(batch, key="k")).status for batch in (BATCH[:2], BATCH[2:])]
        await sink.close()
        await sink.close()
        return seen

    assert asyncio.run(work()) == [202, 202]
    assert [json.loads(line)["id"] for line in path.read_text().splitlines()] == [0, 1, 2]
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_unfinished_line_is_ended_first(tmp_path: Path) -> None:
    """After a power cut the next event starts on its own line."""
    path = tmp_path / "out.ndjson"
    path.write_bytes(b'{"id": "torn')
    asyncio.run(FileSink(path).deliver(BATCH[:1], key="k"))
    assert path.read_bytes() == b'{"id": "torn\n{"id": 0}\n'


def test_a_full_disk_leaves_no_half_batch() -> None:
    """The device that is always full gives an outcome to try again."""
    outcome = asyncio.run(FileSink(Path("/dev/full")).deliver(BATCH, key="k"))
    assert (outcome.kind, outcome.detail) == (OutcomeKind.UNREACHABLE, "No space left on device")


def test_what_is_not_on_the_disk_is_not_delivered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch that cannot be forced to the disk is taken out of the file and tried again."""

    def break_off(_file: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("insights_cli.sinks.file.os.fsync", break_off)
    outcome = asyncio.run(FileSink(tmp_path / "out.ndjson").deliver(BATCH, key="k"))
    assert (outcome.kind, outcome.detail) == (OutcomeKind.UNREACHABLE, "Input/output error")
    assert (tmp_path / "out.ndjson").read_bytes() == b""


def test_a_path_that_cannot_be_written_is_said_at_the_start(tmp_path: Path) -> None:
    """Before the server takes anything."""
    with pytest.raises(InsightsError, match="UP003"):
        FileSink(tmp_path / "no" / "out.ndjson")
