"""What is kept of a run, so that the next one can say what changed: states by code, no text and no value."""

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from insights_cli.cli.invocation import Invocation
from insights_cli.cli.paths import own_paths
from insights_cli.private_file import put_private


def recall(invocation: Invocation) -> Mapping[str, str]:
    """The states of the last run in this folder; empty when there was none or it cannot be read."""
    try:
        found = json.loads(_place(invocation).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(code): str(state) for code, state in found.items()} if isinstance(found, dict) else {}


def keep(invocation: Invocation, states: Mapping[str, str]) -> None:
    """Keep *states*; where nothing can be written the next run has nothing to compare with."""
    with suppress(OSError):
        put_private(_place(invocation), json.dumps(states).encode())


def _place(invocation: Invocation) -> Path:
    folder = sha256(str(Path(invocation.cwd).resolve()).encode(errors="replace")).hexdigest()[:16]
    return own_paths(invocation).state / "doctor" / f"{folder}.json"
