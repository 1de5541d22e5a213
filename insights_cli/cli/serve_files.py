"""Small files beside a running server: its process id, and where it is ready."""

import os
from pathlib import Path

from insights_cli.errors import InsightsError


def pid_file(state: Path, port: int) -> Path:
    """Where the process id of the server on *port* stands."""
    return state / f"serve-{port}.pid"


def who_has(state: Path, port: int) -> str:
    """Words for the server of ours that listens on *port*; empty when there is none."""
    try:
        pid = int(pid_file(state, port).read_text())
        os.kill(pid, 0)
    except (OSError, ValueError):
        return ""
    return f"another insights serve (pid {pid}); stop it with: kill {pid}"


def write_file(path: Path, text: str, *, must: bool = False) -> None:
    """Write *text* in one step; raises InsightsError SV008 only where the file *must* be there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as failed:
        if must:
            raise InsightsError("SV008", f"cannot write {path}", notes=(("cause", failed.strerror or ""),)) from failed
