"""What git knows about a file, read from the index where that is possible and asked of the program where not."""

import os

_INDEX_LIMIT_BYTES = 64_000_000
_TIME_LIMIT_S = 5


def repository_of(folder: str) -> str | None:
    """The nearest folder from *folder* upwards that is a git work tree; None outside one."""
    here = os.path.abspath(folder)
    while True:
        if os.path.exists(os.path.join(here, ".git")):
            return here
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above


def _git_folder(repository: str) -> str | None:
    entry = os.path.join(repository, ".git")
    if os.path.isdir(entry):
        return entry
    try:
        with open(entry, encoding="utf-8", errors="replace") as file:
            word, _, path = file.read(4096).strip().partition(": ")
    except OSError:
        return None
    return os.path.join(repository, path) if word == "gitdir" else None


def in_index(index: bytes, path: str) -> bool | None:
    """Whether an index file lists *path*; None when its version cannot be searched (4 compresses paths)."""
    if index[:4] != b"DIRC" or int.from_bytes(index[4:8], "big") not in (2, 3):
        return None
    name = path.encode(errors="surrogateescape")
    at = index.find(name + b"\0")
    while at >= 0:
        # The two bytes before a name hold its length; in version 3 two more may stand between.
        lengths = (index[at - 2 : at], index[at - 4 : at - 2])
        if any(int.from_bytes(each, "big") & 0xFFF == min(len(name), 0xFFF) for each in lengths):
            return True
        at = index.find(name + b"\0", at + 1)
    return False


def is_tracked(path: str) -> bool:
    """Whether git tracks the file at *path*; False outside a repository and where git cannot be asked."""
    repository = repository_of(os.path.dirname(path))
    folder = _git_folder(repository) if repository else None
    if repository is None or folder is None:
        return False
    inside = os.path.relpath(path, repository).replace(os.sep, "/")
    try:
        index_path = os.path.join(folder, "index")
        if os.path.getsize(index_path) > _INDEX_LIMIT_BYTES:
            return False
        with open(index_path, "rb") as file:
            found = in_index(file.read(), inside)
    except OSError:
        return False
    return found if found is not None else _git(repository, "ls-files", "--error-unmatch", "--", inside) is not None


def committed_text(path: str) -> str | None:
    """The text of the file at *path* in the last commit; None when there is none or git cannot be asked."""
    repository = repository_of(os.path.dirname(path))
    if repository is None:
        return None
    inside = os.path.relpath(path, repository).replace(os.sep, "/")
    found = _git(repository, "show", f"HEAD:{inside}")
    return None if found is None else found.decode("utf-8", "replace")


def _git(repository: str, *arguments: str) -> bytes | None:
    import subprocess

    # Only names of objects and paths are given, and configured programs (hooks, pagers, monitors) stay off.
    command = ["git", "-C", repository, "-c", "core.fsmonitor=false", "--no-pager", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_TIME_LIMIT_S)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
