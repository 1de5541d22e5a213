"""Answers that are written to files, as `--report` and `--write-baseline` ask for."""

from insights_cli.cli.invocation import Invocation
from insights_cli.errors import InsightsError


def write_text(invocation: Invocation, path: str, text: str) -> None:
    """Write *text* to the file at *path*; raises InsightsError IN021."""
    try:
        with open(invocation.place(path), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        fix = "name a file in a folder that exists, that may be written to and has room"
        raise InsightsError("IN021", f"{path} cannot be written: {error.strerror}", fix=fix) from error
