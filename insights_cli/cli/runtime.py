"""The world as one value, made in one place: nobody else reads the clock, the environment or the streams."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TextIO

from insights_cli.model.value import value


def _ask_on_terminal(prompt: str) -> str:
    import warnings
    from getpass import GetPassWarning, getpass

    with warnings.catch_warnings():
        # Where echo cannot be switched off, getpass would warn and show what is typed.
        warnings.simplefilter("error", GetPassWarning)
        return getpass(prompt)


@value
class Runtime:
    """What a command may touch: the environment, the working directory, the streams and the clock.

    *ask_secret* prompts on the terminal and reads a line without showing it.
    """

    environ: Mapping[str, str]
    cwd: str
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    now: Callable[[], datetime]
    platform: str = sys.platform
    ask_secret: Callable[[str], str] = _ask_on_terminal


def this_process() -> Runtime:
    """The runtime of the running process."""
    return Runtime(
        environ=os.environ,
        cwd=os.getcwd(),
        stdin=sys.stdin,
        stdout=sys.stdout,
        stderr=sys.stderr,
        now=lambda: datetime.now(UTC),
    )
