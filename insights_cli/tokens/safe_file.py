"""Our own files with secrets: read only when nobody else could have written or read them, and locked to be changed."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from insights_cli.errors import InsightsError
from insights_cli.private_file import make_private_folder, put_private
from insights_cli.tokens.time_limit import within

if sys.platform != "win32":
    import fcntl

_LOCK_LIMIT_S = 3.0
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
# Opening a pipe that somebody put there would wait for its other end.
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def read_safely(path: Path) -> str | None:
    """The text of *path*, None when there is no such file; refuses links, foreign owners and open permissions."""
    try:
        if path.is_symlink():
            raise _link(path)
        descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW | _NO_WAIT)
    except FileNotFoundError:
        return None
    except OSError as failure:
        raise _failed(path, "read", failure) from failure
    try:
        _require_private(path, os.fstat(descriptor))
        with open(descriptor, encoding="utf-8", closefd=False) as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as failure:
        raise _failed(path, "read", failure) from failure
    finally:
        os.close(descriptor)


def write_safely(path: Path, text: str) -> None:
    """Put *text* into *path* with mode 0600: a reader sees the old text or the new, never a part."""
    try:
        if path.is_symlink():
            raise _link(path)
        put_private(path, text.encode())
    except OSError as failure:
        raise _failed(path, "write", failure) from failure


def problem_of(path: Path) -> str | None:
    """Why *path* cannot be trusted or used as it stands, in words; None when it can or does not exist."""
    try:
        read_safely(path)
    except InsightsError as failure:
        return failure.summary
    return None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other processes of this program from changing *path* meanwhile; they wait at most three seconds."""
    if sys.platform == "win32":
        yield
        return
    try:
        make_private_folder(path.parent)
        descriptor = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT | _NO_FOLLOW, 0o600)
        try:
            within(_LOCK_LIMIT_S, lambda: fcntl.flock(descriptor, fcntl.LOCK_EX))
            yield
        finally:
            os.close(descriptor)
    except OSError as failure:
        raise _failed(path, "lock", failure) from failure


def _require_private(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise _unsafe(path, "it is no regular file", fix=f"look at who put it there, then remove it: {path}")
    if sys.platform == "win32":
        return
    if found.st_uid != os.geteuid():
        raise _unsafe(path, f"it belongs to user {found.st_uid}", fix=f"take it over or remove it: {path}")
    if found.st_mode & 0o077:
        raise _unsafe(path, f"others can read it (mode {stat.S_IMODE(found.st_mode):04o})")


def _link(path: Path) -> InsightsError:
    # Whoever can change where it leads, changes what is read; so it is refused also where it was put there by intent.
    return _unsafe(path, "it is a symbolic link", fix=f"put the file itself there, not a link: {path}")


def _unsafe(path: Path, reason: str, *, fix: str | None = None) -> InsightsError:
    return InsightsError(
        "TK205", f"{path} is not used: {reason}", fix=fix or f"look at who put it there, then: chmod 600 {path}"
    )


def _failed(path: Path, verb: str, failure: Exception) -> InsightsError:
    reason = failure.strerror or str(failure) if isinstance(failure, OSError) else "not UTF-8 text"
    return InsightsError(
        "TK206", f"cannot {verb} {path}: {reason}", fix=f"check {path.parent}, its permissions and its room"
    )
