"""A bug becomes one line on the screen and a report without secrets in a file."""

import platform
import traceback
from collections.abc import Sequence
from pathlib import Path

from insights_cli import __version__
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.paths import own_paths
from insights_cli.private_file import put_private


def report(bug: Exception, invocation: Invocation, argv: Sequence[str]) -> int:
    """Write the crash report, say where it is, and return the exit code of a bug."""
    stderr = invocation.runtime.stderr
    text = _text(bug, argv)
    place = _write(text, invocation)
    stderr.write(f"error[CL070] insights has a bug: {type(bug).__name__} in {_where(bug)}\n")
    stderr.write(f"  = report: {place}\n" if place else text)
    if invocation.verbose:
        stderr.write(text if place else "")
    return ExitCode.BUG


def _text(bug: BaseException, argv: Sequence[str]) -> str:
    # Neither the message, nor source lines, nor values of flags: each can hold a secret or a person.
    flags = [word.split("=", 1)[0] if word.startswith("-") else "..." for word in argv]
    lines = [f"insights {__version__}, Python {platform.python_version()}, {platform.system()}", f"argv: {flags}"]
    seen: BaseException | None = bug
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in _frames(seen)]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def _frames(bug: BaseException) -> list[traceback.FrameSummary]:
    return list(traceback.StackSummary.extract(traceback.walk_tb(bug.__traceback__), lookup_lines=False))


def _where(bug: BaseException) -> str:
    frames = _frames(bug)
    return f"{_short(frames[-1].filename)}:{frames[-1].lineno}" if frames else "unknown"


def _short(filename: str) -> str:
    parts = Path(filename).parts
    for root in ("insights_cli", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return Path(filename).name


def _write(text: str, invocation: Invocation) -> Path | None:
    place = own_paths(invocation).state / f"crash-{invocation.runtime.now():%Y%m%dT%H%M%S%f}.txt"
    try:
        put_private(place, text.encode())
    except OSError:
        return None
    return place
