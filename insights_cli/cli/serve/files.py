"""Small files beside a running server: its process id, and where it is ready."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.private_file import put_private


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a server of ours runs, and the key of its inspector."""

    url: str
    key: Secret
    pid: int


def address_file(state: Path, port: int) -> Path:
    """Where the address of the server on *port* stands, for commands of the same user."""
    return state / f"serve-{port}.json"


def write_address(state: Path, port: int, address: Address) -> None:
    """Tell other commands of this user, and nobody else, how to ask the server."""
    text = json.dumps({"url": address.url, "key": address.key.reveal(), "pid": address.pid})
    write_file(address_file(state, port), f"{text}\n")


def addresses(state: Path) -> Iterator[Address]:
    """All that are told; a server that was killed leaves its address behind."""
    for path in sorted(state.glob("serve-*.json")):
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            yield Address(url=str(found["url"]), key=Secret(str(found["key"])), pid=int(found["pid"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue


def write_file(path: Path, text: str, *, must: bool = False) -> None:
    """Write *text* in one step, for its owner alone; raises InsightsError SV008 only where the file *must* be there."""
    try:
        put_private(path, text.encode())
    except OSError as failed:
        if must:
            raise unwritable(path, failed) from failed


def unwritable(path: Path, failed: OSError) -> InsightsError:
    """A file that somebody asked for cannot be written."""
    fix = "name a file in a folder that exists, that may be written to and has room"
    return InsightsError("SV008", f"cannot write {path}", fix=fix, notes=(("cause", failed.strerror or ""),))
