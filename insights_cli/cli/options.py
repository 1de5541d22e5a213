"""Flags that mean the same everywhere."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

from insights_cli import __version__
from insights_cli.cli.invocation import invocation_of
from insights_cli.render.style import ColorChoice


def _set_directory(ctx: typer.Context, value: Path | None) -> None:
    if value is not None:
        found = invocation_of(ctx)
        found.directory = os.path.join(found.directory, value)
        if not os.path.isdir(found.cwd):
            raise typer.BadParameter(f"{str(value)!r} is not a folder", ctx=ctx, param_hint="'-C'")


def _set_color(ctx: typer.Context, value: ColorChoice | None) -> None:
    if value is not None:
        invocation_of(ctx).color = value


def _set_verbose(ctx: typer.Context, value: int) -> None:
    invocation_of(ctx).verbose += value


def _set_quiet(ctx: typer.Context, value: bool) -> None:
    found = invocation_of(ctx)
    found.quiet = found.quiet or value


def _print_version(ctx: typer.Context, value: bool) -> None:
    if value:
        invocation_of(ctx).answer(f"insights {__version__}\n")
        raise typer.Exit


def _set_json(ctx: typer.Context, value: bool) -> bool:
    if value:
        invocation_of(ctx).format = "json"
    return value


JsonFlag = Annotated[
    bool, typer.Option("--json", callback=_set_json, help="Print one JSON object (short for --format json).")
]

NO_SPOOL = "there is no spool, or it cannot be read"
"""What exit code 3 says where a spool is only looked at."""

SpoolFlag = Annotated[
    str | None,
    typer.Option(
        "--spool",
        metavar="ADDRESS",
        help="A path, or an address such as sqlite:PATH.  [env: INSIGHTS_SPOOL; default: spool.db in the state folder]",
        show_default=False,
    ),
]


def _shared(
    _directory: Annotated[
        Path | None,
        typer.Option(
            "-C", metavar="DIR", callback=_set_directory, expose_value=False, help="Work as if started in DIR."
        ),
    ] = None,
    _color: Annotated[
        ColorChoice | None,
        typer.Option("--color", callback=_set_color, expose_value=False, help="When to use colour.  [default: auto]"),
    ] = None,
    _verbose: Annotated[
        int,
        typer.Option(
            "--verbose",
            "-v",
            count=True,
            callback=_set_verbose,
            expose_value=False,
            show_default=False,
            help="Say more.",
        ),
    ] = 0,
    _quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", callback=_set_quiet, expose_value=False, help="Say nothing but the answer."),
    ] = False,
) -> None:
    pass


def _version(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", is_eager=True, callback=_print_version, expose_value=False, help="Print the version."
        ),
    ] = False,
) -> None:
    pass


def shared_options() -> list[Any]:
    """The options that the root and every command take: `-C`, `--color`, `-v`, `-q`."""
    return _params_of(_shared)


def version_option() -> list[Any]:
    """`--version`, for the root."""
    return _params_of(_version)


def _params_of(function: Any) -> list[Any]:
    app = typer.Typer(add_completion=False)
    app.command()(function)
    return list(get_command(app).params)
