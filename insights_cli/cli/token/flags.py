"""Flags that the `token` commands share, and the refusal of a token among the arguments."""

import re
from pathlib import Path
from typing import Annotated, Any

import typer
from typer import _click as click  # Typer's own click since 0.26; held by the version range in pyproject.toml

from insights_cli.cli.app import LazyGroup
from insights_cli.cli.invocation import Invocation, invocation_of
from insights_cli.errors import UsageError


def _refuse_flag(ctx: click.Context, value: object) -> None:
    if value:
        refuse_token_argument(ctx)


def refuse_token_argument(ctx: click.Context) -> None:
    """Fail because something that may be a token stands on the command line; it is not repeated."""
    is_set = ctx.info_name in ("set", "token")
    raise UsageError(
        "TK001",
        "a token is not taken from the command line, where the shell's history and other users can see it",
        fix="insights token set --stdin < FILE" if is_set else "--token-file FILE, or the variable INSIGHTS_TOKEN",
        notes=(("note", "the one that was typed counts as exposed: replace it"),) if is_set else (),
    )


class TokenGroup(LazyGroup):
    """The group `token`, which does not repeat a word that is no command and may be a token."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command, as click does, but refuse what no command could be called."""
        if args and args[0] not in self.commands and not args[0].replace("-", "").islower():
            refuse_token_argument(ctx)
        return super().resolve_command(ctx, args)


# Stray arguments reach the commands, which refuse them without repeating what may be a token.
STRAY = {"allow_extra_args": True}
NoTokenFlag = Annotated[str | None, typer.Option("--token", hidden=True, callback=_refuse_flag)]
ProfileFlag = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="Which stored token.  [env: INSIGHTS_PROFILE]  [default: default]"),
]
TokenFileFlag = Annotated[
    Path | None, typer.Option("--token-file", metavar="FILE", help="Use the token in FILE, before any other source.")
]


def started(ctx: typer.Context, command: str) -> Invocation:
    """The invocation, told which command this is; stray arguments are refused unseen, since one may be a token."""
    found = invocation_of(ctx, command)
    if ctx.args:
        refuse_token_argument(ctx)
    return found


def parse_seconds(text: str) -> float:
    """Read `10s`, `500ms`, `1m` or `10`; between a tenth of a second and five minutes."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)\s*(ms|s|m)?", text.strip())
    seconds = float(found[1]) * {"ms": 0.001, "m": 60.0}.get(found[2] or "s", 1.0) if found else 0.0
    if not 0.1 <= seconds <= 300:
        raise UsageError("TK006", f"--timeout {text!r} is no time between 100ms and 5m", fix="--timeout 10s")
    return seconds
