"""Files that only their owner may read, from the first byte on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def open_private(path: str, flags: int) -> int:
    """An opener for `open` that makes new files readable for their owner only."""
    return os.open(path, flags, 0o600)


def overwrite_private(path: Path, content: bytes) -> None:
    """Write *content* into the file that stands at *path*, be it a link or a device, or make one; raises OSError."""
    with open(path, "wb", opener=open_private) as file:
        # One that was there before may be open to others; a device such as /dev/null has to stay so.
        if path.is_file():
            path.chmod(0o600)
        file.write(content)


def make_private_folder(folder: Path) -> None:
    """Make *folder* and what is missing above it, for their owner only; raises OSError."""
    for missing in [each for each in (folder, *folder.parents) if not each.exists()][::-1]:
        missing.mkdir(mode=0o700, exist_ok=True)
        # Whatever the umask is: 177 would leave the owner out as well.
        missing.chmod(0o700)


def put_private(path: Path, content: bytes) -> None:
    """Put *content* at *path* in one step: a reader sees what was there or the new file, never a part; raises OSError.

    Folders that are missing are made, for their owner only.
    """
    make_private_folder(path.parent)
    with made_beside(path, content) as aside:
        os.replace(aside, path)


@contextmanager
def made_beside(path: Path, content: bytes) -> Iterator[Path]:
    """A new private file in the folder of *path* with *content* on stable storage; gone at the end unless it was moved.

    Raises OSError.
    """
    aside = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    try:
        with open(aside, "xb", opener=open_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield aside
    finally:
        with suppress(OSError):
            aside.unlink()
