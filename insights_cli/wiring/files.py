"""Find and read the sources of a package, bounded in number and size."""

import os
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from insights_cli.wiring.source import SourceFile

MOST_FILES = 2000
MOST_BYTES = 1_000_000
_ENDINGS = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs")
_TESTING = (".d.ts", ".test.", ".spec.", ".stories.")
_LEFT_OUT = {"node_modules", "dist", "dist-types", "__tests__", "__mocks__", "__fixtures__"}


def read_sources(folder: Path, *, shown_from: Path, naming: Collection[str] = ()) -> tuple[SourceFile, ...]:
    """Parse every source file under *folder*, tests left out; paths are shown relative to *shown_from*.

    With *naming* only the files that hold one of these words, as parsing takes a hundred times as long as looking for
    them. An unreadable or huge file comes back as broken, so that nothing is silently missing.
    """
    # The grammar is loaded only where there is something to read.
    from insights_cli.wiring.typescript import parse

    words = [word.encode() for word in naming]
    return tuple(
        SourceFile(path=shown, broken=True) if text is None else parse(text, shown)
        for shown, text in _texts(folder, shown_from)
        if text is None or not words or any(word in text for word in words)
    )


def _texts(folder: Path, shown_from: Path) -> Iterator[tuple[str, bytes | None]]:
    for path in islice(_source_paths(folder), MOST_FILES):
        yield os.path.relpath(path, shown_from), _read(path)


def _source_paths(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        for name in sorted(names):
            if name.endswith(_ENDINGS) and not any(part in name for part in _TESTING):
                yield Path(place, name)


def _read(path: Path) -> bytes | None:
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return None
        return path.read_bytes()
    except OSError:
        return None
