"""Run the installed program, and measure what it took."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

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


# A child inherits the peak memory of the process that starts it, so a small one stands in between.
_LAUNCHER = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
figures = [process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]
with open(sys.argv[1], "w") as file:
    json.dump(figures, file)
"""


def run_program(*argv: str, cwd: Path, stdin: bytes = b"", environ: dict[str, str] | None = None) -> Outcome:
    """Run `insights` with *argv* in *cwd* and nothing but *environ* around it; a hang fails after 20 seconds."""
    with TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        done = subprocess.run(
            [sys.executable, "-c", _LAUNCHER, str(figures), str(PROGRAM), *argv],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            timeout=20,
            env={"HOME": str(cwd), "PATH": os.environ.get("PATH", ""), **_PYTHON, **(environ or {})},
        )
        code, cpu_s, memory_mb = json.loads(figures.read_text())
    return Outcome(
        code=code,
        out=done.stdout.decode("utf-8", "replace"),
        err=done.stderr.decode("utf-8", "replace"),
        cpu_s=cpu_s,
        memory_mb=memory_mb,
    )
