"""Run a command line through Typer, and turn its ways to end into ours."""

import gc
from collections.abc import Sequence

import typer
from typer import _click as click  # Typer's own click since 0.26; held by the version range in pyproject.toml

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
        raise _usage(wrong) from wrong


def _usage(wrong: click.exceptions.ClickException) -> UsageError:
    ctx = wrong.ctx if isinstance(wrong, click.exceptions.UsageError) else None
    path = ctx.command_path if ctx else "insights"
    summary = wrong.format_message().rstrip(".")
    return UsageError("CL001", summary[:1].lower() + summary[1:], fix=f"see: {path} --help")
