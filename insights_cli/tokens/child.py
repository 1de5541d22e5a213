"""Run a program that can see the token in its environment, and nowhere else."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret

VARIABLE = "SPOTIFY_BACKSTAGE_API_TOKEN"


class CannotStartError(InsightsError):
    """The program was not started; *exit_code* is what a shell would give: 127 not found, 126 not executable."""

    def __init__(self, program: str, failure: OSError) -> None:
        is_missing = isinstance(failure, FileNotFoundError)
        reason = "it is not found" if is_missing else failure.strerror or type(failure).__name__
        super().__init__(
            "TK302", f"cannot start {program!r}: {reason}", fix="check its name, its permissions, and PATH"
        )
        self.exit_code = 127 if is_missing else 126


def run_with_token(argv: Sequence[str], token: Secret, environ: Mapping[str, str]) -> int:
    """Run *argv* with the token in `SPOTIFY_BACKSTAGE_API_TOKEN` and return its exit code.

    On POSIX this process becomes the program and the call never returns: its signals, terminal and exit code are the
    program's own. Elsewhere the program is a child, and Ctrl-C is left to it. Raises CannotStartError.
    """
    inherited = {**environ, VARIABLE: token.reveal()}
    try:
        return _run(argv, inherited)
    except OSError as failure:
        raise CannotStartError(argv[0], failure) from failure


if sys.platform == "win32":
    import subprocess

    def _run(argv: Sequence[str], environ: Mapping[str, str]) -> int:
        with subprocess.Popen(argv, env=dict(environ)) as child:
            while True:
                try:
                    return child.wait()
                except KeyboardInterrupt:
                    # The console gives Ctrl-C to the child as well, which decides what it means.
                    continue

else:

    def _run(argv: Sequence[str], environ: Mapping[str, str]) -> int:
        # Python ignores these two, and a program inherits what is ignored.
        ignored = {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGPIPE, signal.SIGXFSZ)}
        try:
            os.execvpe(argv[0], list(argv), dict(environ))
        finally:
            for number, handler in ignored.items():
                signal.signal(number, handler)
