"""`insights token run -- COMMAND`."""

from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.token import profile_name, required_token
from insights_cli.cli.exit_code import exit_codes
from insights_cli.cli.token.flags import ProfileFlag, TokenFileFlag, started
from insights_cli.errors import InsightsError
from insights_cli.render.diagnostics import full
from insights_cli.tokens.child import CannotStartError, run_with_token
from insights_cli.tokens.cleaning import can_be_sent

app = new_app()


@app.command(
    context_settings={"allow_interspersed_args": False},
    epilog=exit_codes(
        OK="the command's own exit code; 126 when it cannot be executed, 127 when it is not found",
        FINDINGS="",
        UNKNOWN="the source cannot be read",
        NO_CREDENTIALS="none is configured",
    ),
)
def run_command(
    ctx: typer.Context,
    command: Annotated[list[str], typer.Argument(metavar="COMMAND...", help="The program and its arguments.")],
    profile: ProfileFlag = None,
    token_file: TokenFileFlag = None,
) -> int:
    """Run a command that can see the token.

    It finds the token in SPOTIFY_BACKSTAGE_API_TOKEN; nothing is written anywhere. Signals and exit code are its own.
    """
    invocation = started(ctx, "token run")
    found = required_token(invocation, profile=profile_name(invocation, profile), token_file=token_file)
    if not can_be_sent(found.secret):
        raise InsightsError(
            "TK103",
            f"the token from {found.source} has characters that cannot be sent",
            fix="copy it again from its origin",
        )
    runtime = invocation.runtime
    runtime.stdout.flush()
    runtime.stderr.flush()
    try:
        return run_with_token(command, found.secret, runtime.environ)
    except CannotStartError as failure:
        runtime.stderr.write(full(failure.diagnostic(), invocation.error_style) + "\n")
        return failure.exit_code
