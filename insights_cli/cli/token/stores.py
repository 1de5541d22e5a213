"""`insights token stores`."""

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.token import surroundings
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.options import JsonFlag
from insights_cli.cli.token.flags import STRAY, started
from insights_cli.render.envelope import envelope
from insights_cli.render.tokens import stores_json, stores_text

app = new_app()


@app.command(context_settings=STRAY, epilog=exit_codes(OK="listed", FINDINGS="", UNKNOWN=""))
def list_stores(
    ctx: typer.Context,
    json: JsonFlag = False,
) -> int:
    """List every store with its state and the reason.

    Nothing prompts, and nothing is started or written.
    """
    from insights_cli.tokens.stores.registry import STORES

    invocation = started(ctx, "token stores")
    around = surroundings(invocation)
    found = [(kind, kind.open(around).probe()) for kind in STORES if kind.name != "memory"]
    if json:
        invocation.answer(envelope("token stores", exit_code=ExitCode.OK, stores=stores_json(found)))
    else:
        invocation.answer(stores_text(found, invocation.style))
    return ExitCode.OK
