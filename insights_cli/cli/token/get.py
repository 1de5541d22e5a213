"""`insights token get`."""

from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.token import profile_name, required_token
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.token.flags import STRAY, ProfileFlag, TokenFileFlag, started
from insights_cli.errors import UsageError

app = new_app()


@app.command(
    context_settings=STRAY,
    epilog=exit_codes(
        OK="printed", FINDINGS="", UNKNOWN="the source cannot be read", NO_CREDENTIALS="none is configured"
    ),
)
def get_token(
    ctx: typer.Context,
    reveal: Annotated[bool, typer.Option("--reveal", help="Show it even on a terminal.")] = False,
    profile: ProfileFlag = None,
    token_file: TokenFileFlag = None,
) -> int:
    """Print the token that counts, for a pipe.

    On a terminal only with --reveal.
    """
    invocation = started(ctx, "token get")
    if invocation.runtime.stdout.isatty() and not reveal:
        raise UsageError("TK301", "the token is not shown on a terminal", fix="insights token get --reveal")
    found = required_token(invocation, profile=profile_name(invocation, profile), token_file=token_file)
    invocation.answer(f"{found.secret.reveal()}\n")
    return ExitCode.OK
