"""Which files a location target or a path on the command line means."""

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".yaml", ".yml", ".json", ".ndjson", ".jsonl")
_LEFT_OUT = frozenset({"node_modules", "dist", "dist-types", "dist-workspace", "__pycache__"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The files that a target means, in a stable order; *base* is the folder that it was taken from.

    *in_folder* says that they were only met on a walk, so that not all of them need to be about entities.
    """

    files: tuple[Path, ...]
    base: Path
    in_folder: bool = False


def find_files(target: str, bases: Sequence[Path], *, allows_pipe: bool = False) -> Found:
    """The files of *target*, a path or glob, in the first of *bases* that has any; none when no base has.

    Devices are no files, and pipes only where *allows_pipe* says that a person named them.
    """
    for base in bases:
        place = base / target
        if os.path.isdir(place) and os.access(place, os.R_OK | os.X_OK):
            return Found(files=tuple(_walk(place)), base=base, in_folder=True)
        if os.path.isfile(place) or _is_closed(place) or (allows_pipe and place.is_fifo()):
            return Found(files=(place,), base=base)
        if glob.has_magic(target):
            files = tuple(Path(name) for name in sorted(glob.glob(str(place), recursive=True)) if os.path.isfile(name))
            if files:
                return Found(files=files, base=base)
    return Found(files=(), base=bases[0])


def _is_closed(place: Path) -> bool:
    """Whether something is or may be there that we cannot look into; who reads it is told why."""
    try:
        os.stat(place)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return os.path.isdir(place) and not os.access(place, os.R_OK | os.X_OK)


def _walk(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT and not name.startswith("."))
        yield from (Path(here, name) for name in sorted(files) if name.endswith(SUFFIXES))
