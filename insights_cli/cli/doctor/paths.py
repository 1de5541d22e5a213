"""Every path in use, whether it is there, and what decided it."""

import os
from pathlib import Path
from typing import TypeAlias

from insights_cli.cli.choice.key_file import KEY_FILE, KEY_FILE_VARIABLE, KEY_VARIABLE
from insights_cli.cli.choice.spool import SPOOL_VARIABLE, spool_at
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.paths import own_paths
from insights_cli.errors import UsageError
from insights_cli.model.json import JsonValue
from insights_cli.render.envelope import envelope

_Row: TypeAlias = tuple[str, Path, str]
"""What it is, where, and what decided it."""


def _rows(invocation: Invocation) -> list[_Row]:
    paths = own_paths(invocation)
    folders = {"config": paths.config, "state": paths.state, "cache": paths.cache}
    rows = [(name, folder, paths.decided_by[name] or "default") for name, folder in folders.items()]
    return [
        *rows,
        ("token file store", paths.config / "credentials.json", "the config folder"),
        *_key_rows(invocation),
        *_spool_rows(invocation),
        ("working folder", Path(invocation.cwd), "-C" if invocation.directory else "where you are"),
    ]


def _key_rows(invocation: Invocation) -> list[_Row]:
    """The file of the pseudonym key; none where a variable holds the key itself."""
    environ = invocation.runtime.environ
    if environ.get(KEY_VARIABLE):
        return []
    named = environ.get(KEY_FILE_VARIABLE)
    place = Path(invocation.cwd, named) if named else own_paths(invocation).config / KEY_FILE
    return [("pseudonym key", place, KEY_FILE_VARIABLE if named else "the config folder")]


def _spool_rows(invocation: Invocation) -> list[_Row]:
    """The file of the spool; none where it is kept by another service."""
    try:
        kind, address = spool_at(invocation, None)
    except UsageError:
        return []
    decided = SPOOL_VARIABLE if invocation.runtime.environ.get(SPOOL_VARIABLE) else "the state folder"
    return [("spool", Path(address.partition(":")[2]), decided)] if kind.is_path else []


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
