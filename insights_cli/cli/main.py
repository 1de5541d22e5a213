"""Run a command line and turn every way it can end into words and an exit code."""

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any

from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.plain import plain_call
from insights_cli.cli.runtime import Runtime, this_process
from insights_cli.errors import InsightsError, NoCredentialsError, UsageError
from insights_cli.model.diagnostic import Diagnostic, Severity
from insights_cli.render.diagnostics import full

# What a write ends with when the place it goes to takes no more; no fault of the program.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def run_process(argv: Sequence[str]) -> int:
    """Run with the real world; a reader that went away is quiet."""
    _leave_out()
    try:
        code = run(argv, this_process())
        sys.stdout.flush()
    except OSError as error:
        return unwritten(error)
    if _threads_left():
        # One that waits inside a C library while the interpreter is torn down crashes the process.
        sys.stderr.flush()
        os._exit(code)
    return code


def _leave_out() -> None:
    """Spare us what httpx loads for a command of its own that nobody calls here: 40 ms of CPU and 6 MB for drawing."""
    modules: dict[str, Any] = sys.modules
    # An import of this raises ImportError, which httpx is prepared for.
    modules.setdefault("httpx._main", None)


def _threads_left() -> bool:
    """Whether work was given up that still goes on, such as a check that was interrupted."""
    threading = sys.modules.get("threading")
    return threading is not None and any(each.daemon for each in threading.enumerate())


def unwritten(error: OSError) -> int:
    """Say why the answer was not written, unless its reader just went away, and return the exit code of that.

    The interpreter must not try again when it leaves, so what is still to be written goes nowhere.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return ExitCode.CLOSED_PIPE
    sys.stderr.write(f"error[CL003] the answer could not be written: {error.strerror}\n")
    return ExitCode.UNKNOWN


def run(argv: Sequence[str], runtime: Runtime) -> int:
    """Run *argv* in *runtime* and return the exit code; only an answer that cannot be written is raised."""
    invocation = Invocation(runtime=runtime)
    try:
        plain = plain_call(argv, invocation)
        if plain is not None:
            return plain()
        from insights_cli.cli.framework import run_framework

        return run_framework(argv, invocation)
    except KeyboardInterrupt:
        if runtime.stderr.isatty():
            # The terminal has written ^C where the cursor was, and the shell's prompt would stand right behind it.
            runtime.stderr.write("\n")
        return ExitCode.INTERRUPTED
    except InsightsError as failure:
        return _fail(failure, invocation)
    except Exception as bug:
        if isinstance(bug, BrokenPipeError) or (isinstance(bug, OSError) and bug.errno in _FULL):
            raise
        from insights_cli.cli import crash

        return crash.report(bug, invocation, argv)


def exit_code_of(failure: InsightsError) -> ExitCode:
    """The exit code that a failure ends with."""
    match failure:
        case UsageError():
            return ExitCode.USAGE
        case NoCredentialsError():
            return ExitCode.NO_CREDENTIALS
        case _:
            return ExitCode.UNKNOWN


def _fail(failure: InsightsError, invocation: Invocation) -> int:
    code = exit_code_of(failure)
    say(failure.diagnostic(), invocation, code)
    return code


def say(found: Diagnostic, invocation: Invocation, code: ExitCode) -> None:
    """Write why a command could not answer: in words on standard error, and as JSON where JSON was asked for."""
    if invocation.format == "json":
        from insights_cli.render.envelope import envelope

        invocation.answer(envelope(invocation.command or "insights", exit_code=code, failure=found))
    if invocation.format != "json" or found.severity is not Severity.ERROR:
        invocation.runtime.stderr.write(full(found, invocation.error_style) + "\n")
