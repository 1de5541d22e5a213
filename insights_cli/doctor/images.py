"""How images are built: which configuration a Dockerfile copies and what `.dockerignore` keeps out."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from insights_cli.doctor.facts import ImageFacts

_DOCKERFILES = ("Dockerfile*", "*.Dockerfile", "packages/*/Dockerfile*", "docker/Dockerfile*", "docker/*/Dockerfile*")
_MOST_DOCKERFILES = 50
_LOCAL = "*.local.yaml"
_MOST_BYTES = 200_000


def read_images(root: Path, *, is_tracked: Callable[[str], bool]) -> ImageFacts:
    """Look at the Dockerfiles, `.dockerignore` and local configuration below *root*; what is not there is left out."""
    local = sorted(path.name for path in root.glob(_LOCAL))
    return ImageFacts(
        copies=tuple(copy for name in _dockerfiles(root) for copy in _copies(name, _lines(root / name))),
        ignored=tuple(line for line in _lines(root / ".dockerignore") if line and not line.startswith("#")),
        local_files=tuple(local),
        tracked=tuple(name for name in local if is_tracked(os.path.join(root, name))),
    )


def _dockerfiles(root: Path) -> list[str]:
    found = {path for pattern in _DOCKERFILES for path in root.glob(pattern) if path.suffix != ".dockerignore"}
    return sorted(path.relative_to(root).as_posix() for path in found)[:_MOST_DOCKERFILES]


def _lines(path: Path) -> list[str]:
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return []
        return [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return []


def _copies(name: str, lines: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """The sources of each COPY and ADD from the build context that may be configuration, with their line."""
    for number, line in enumerate(lines, start=1):
        words = _words(line)
        if not words or words[0].upper() not in ("COPY", "ADD"):
            continue
        arguments = [word.strip('[]"') for word in words[1:]]
        if any(word.startswith("--from") for word in arguments):
            continue
        sources = [word for word in arguments if not word.startswith("--")][:-1]
        yield from ((name, number, "*" if source in (".", "./") else source) for source in sources if _may_be(source))


def _words(line: str) -> list[str]:
    return line.partition(" #")[0].replace(",", " ").split()


def _may_be(source: str) -> bool:
    return source in (".", "./", "*") or "app-config" in source
