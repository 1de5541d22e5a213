"""Run the installed program, and measure what it took."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO

_PYTHON = {name: value for name, value in os.environ.items() if name.startswith(("PYTHON", "COVERAGE"))}
PROGRAM = Path(sys.executable).parent / "insights"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run printed, how it ended, its processor seconds and its peak memory in megabytes."""

    code: int
    out: str
    err: str
    cpu_s: float
    memory_mb: float


def run_program(*argv: str, cwd: Path, stdin: bytes = b"", environ: dict[str, str] | None = None) -> Outcome:
    """Run `insights` with *argv* in *cwd* and nothing but *environ* around it; a hang fails after 20 seconds."""
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        process = subprocess.Popen(
            [str(PROGRAM), *argv],
            cwd=cwd,
            stdin=given,
            stdout=out,
            stderr=err,
            env={"HOME": str(cwd), "PATH": os.environ.get("PATH", ""), **_PYTHON, **(environ or {})},
        )
        watchdog = Timer(20, process.kill)
        watchdog.start()
        _, status, usage = os.wait4(process.pid, 0)
        watchdog.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        return Outcome(
            code=process.returncode,
            out=_read(out),
            err=_read(err),
            cpu_s=usage.ru_utime + usage.ru_stime,
            memory_mb=usage.ru_maxrss / 1024,
        )


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")
