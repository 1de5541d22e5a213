"""Run a command line and turn every way it can end into words and an exit code."""

import os
import sys
from collections.abc import Sequence

import typer
from typer import _click as click  # Typer's own click since 0.26; held by the version range in pyproject.toml

from insights_cli.cli import crash
from insights_cli.cli.app import root
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.runtime import Runtime, this_process
from insights_cli.errors import InsightsError, NoCredentialsError, UsageError
from insights_cli.model.diagnostic import Diagnostic, Severity
from insights_cli.render.diagnostics import full
from insights_cli.render.envelope import envelope


def run_process(argv: Sequence[str]) -> int:
    """Run with the real world; a reader that went away is quiet."""
    try:
        code = run(argv, this_process())
        sys.stdout.flush()
    except BrokenPipeError:
        return closed_pipe()
    return code


def closed_pipe() -> int:
    """Let the interpreter leave without complaining about the pipe, with the exit code that a shell expects."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.CLOSED_PIPE


def run(argv: Sequence[str], runtime: Runtime) -> int:
    """Run *argv* in *runtime* and return the exit code; only a closed pipe is raised."""
    invocation = Invocation(runtime=runtime)
    try:
        with root().make_context("insights", list(argv), obj=invocation) as ctx:
            return int(ctx.command.invoke(ctx) or 0)
    except typer.Exit as leaving:
        return leaving.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as asked:
        runtime.stderr.write(f"{asked.format_message()}\n")
        return ExitCode.USAGE
    except click.exceptions.ClickException as wrong:
        return _usage(wrong, invocation)
    except InsightsError as failure:
        return _fail(failure, invocation)
    except BrokenPipeError:
        raise
    except Exception as bug:  # noqa: BLE001 - the one place where a bug becomes words
        return crash.report(bug, invocation, argv)


def _usage(wrong: click.exceptions.ClickException, invocation: Invocation) -> int:
    ctx = wrong.ctx if isinstance(wrong, click.exceptions.UsageError) else None
    path = ctx.command_path if ctx else "insights"
    summary = wrong.format_message().rstrip(".")
    return _fail(UsageError("CL001", summary[:1].lower() + summary[1:], fix=f"see: {path} --help"), invocation)


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
        invocation.answer(envelope(invocation.command or "insights", exit_code=code, failure=found))
    if invocation.format != "json" or found.severity is not Severity.ERROR:
        invocation.runtime.stderr.write(full(found, invocation.error_style) + "\n")
