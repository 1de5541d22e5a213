"""Files that only their owner may read, from the first byte on."""

import os
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Write *content* to *path*, where it replaces what was there; raises OSError."""
    with open(path, "wb", opener=open_private) as file:
        # One that was there before may be open to others.
        path.chmod(0o600)
        file.write(content)


def open_private(path: str, flags: int) -> int:
    """An opener for `open` that makes new files readable for their owner only."""
    return os.open(path, flags, 0o600)
