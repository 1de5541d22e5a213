"""The world as one value, made in one place: nobody else reads the clock, the environment or the streams."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """What a command may touch: the environment, the working directory, the streams and the clock."""

    environ: Mapping[str, str]
    cwd: Path
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    now: Callable[[], datetime]
    platform: str = sys.platform


def this_process() -> Runtime:
    """The runtime of the running process."""
    return Runtime(
        environ=os.environ,
        cwd=Path.cwd(),
        stdin=sys.stdin,
        stdout=sys.stdout,
        stderr=sys.stderr,
        now=lambda: datetime.now(UTC),
    )
