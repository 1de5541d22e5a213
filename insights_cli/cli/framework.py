"""Run a command line through Typer, and turn its ways to end into ours."""

import gc
from collections.abc import Sequence
from itertools import pairwise

import typer
from typer import _click as click  # Typer's own click since 0.26; held by the version range in pyproject.toml
from typer.core import TyperGroup

from insights_cli.cli.app import root
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.errors import UsageError


def run_framework(argv: Sequence[str], invocation: Invocation) -> int:
    """Run *argv* and return the exit code; raises what a command raises, and UsageError for a wrong command line."""
    gc.enable()
    try:
        with root().make_context("insights", list(argv), obj=invocation) as ctx:
            return int(ctx.command.invoke(ctx) or 0)
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as asked:
        invocation.runtime.stderr.write(f"{asked.format_message()}\n")
        return ExitCode.USAGE
    except click.exceptions.ClickException as wrong:
        # What is asked for may stand behind what is wrong, where the parser never came to.
        invocation.command = _command_in(argv)
        invocation.format = "json" if _wants_json(argv) else "text"
        raise _usage(wrong, invocation.command) from wrong


def _usage(wrong: click.exceptions.ClickException, command: str) -> UsageError:
    if isinstance(wrong, click.exceptions.NoSuchOption):
        meant = f"; did you mean {' or '.join(wrong.possibilities)}?" if wrong.possibilities else ""
        summary = f"there is no flag {wrong.option_name}{meant}"
    else:
        summary = " ".join(wrong.format_message().split()).rstrip(".").replace(". Did you mean", "; did you mean")
    path = f"insights {command}".strip()
    return UsageError("CL001", summary[:1].lower() + summary[1:], fix=f"see: {path} --help")


def _command_in(argv: Sequence[str]) -> str:
    """The names of the command that *argv* calls, as far as they are right."""
    command: click.Command | None = root()
    names: list[str] = []
    words = iter(argv)
    for word in words:
        if not isinstance(command, TyperGroup) or word == "--":
            break
        if word in ("-C", "--color"):
            next(words, None)
        elif not word.startswith("-"):
            command = command.get_command(click.Context(command), word)
            names += [word] if command else []
    return " ".join(names)


def _wants_json(argv: Sequence[str]) -> bool:
    words = list(argv[: argv.index("--")] if "--" in argv else argv)
    return bool({"--json", "--format=json"} & set(words)) or ("--format", "json") in pairwise(words)
