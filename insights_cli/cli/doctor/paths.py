"""Every path in use, whether it is there, and what decided it."""

import os
from pathlib import Path

from insights_cli.cli.invocation import Invocation
from insights_cli.model.json import JsonValue
from insights_cli.render.envelope import envelope


def _rows(invocation: Invocation) -> list[tuple[str, Path, str]]:
    paths = invocation.paths
    folders = {"config": paths.config, "state": paths.state, "cache": paths.cache}
    rows = [(name, folder, paths.decided_by[name] or "default") for name, folder in folders.items()]
    return [
        *rows,
        ("token file store", paths.config / "credentials.json", "the config folder"),
        ("pseudonym key", paths.config / "pseudonym.key", "the config folder"),
        ("spool", paths.state / "spool.db", "the state folder"),
        ("working folder", invocation.cwd, "-C" if invocation.directory.parts else "where you are"),
    ]


def _state(place: Path) -> str:
    try:
        place.stat()
    except (FileNotFoundError, NotADirectoryError):
        return "absent"
    except OSError:
        return "closed"
    return "there "


def paths_text(invocation: Invocation) -> str:
    """One line a path."""
    return "".join(f"{name:<17} {_state(place)}  {place}   ({decided})\n" for name, place, decided in _rows(invocation))


def paths_json(invocation: Invocation) -> str:
    """The same as JSON."""
    listed: list[JsonValue] = [
        {"name": name, "path": str(place), "exists": os.path.exists(place), "decided_by": decided}
        for name, place, decided in _rows(invocation)
    ]
    return envelope("doctor", exit_code=0, paths=listed)
