"""`insights token status`."""

from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.exit_code import exit_codes
from insights_cli.cli.options import JsonFlag
from insights_cli.cli.token.flags import STRAY, ProfileFlag, TokenFileFlag, started
from insights_cli.cli.token_status import StatusRequest, answer

app = new_app()


@app.command(
    context_settings=STRAY,
    epilog=exit_codes(
        OK="a token is configured", FINDINGS="it has expired", UNKNOWN="its source is broken", NO_CREDENTIALS="none is"
    ),
)
def show_status(
    ctx: typer.Context,
    profile: ProfileFlag = None,
    token_file: TokenFileFlag = None,
    everything: Annotated[bool, typer.Option("--all", help="List the other stored profiles too.")] = False,
    json: JsonFlag = False,
) -> int:
    """Say which token counts and what it shadows.

    Offline; no store is opened, so nothing prompts.
    """
    file = str(token_file) if token_file else None
    request = StatusRequest(profile=profile, token_file=file, all=everything, json=json)
    return answer(request, started(ctx, "token status"))
