"""`insights token delete`."""

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.token import book, open_store, profile_name, resolve
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.options import JsonFlag
from insights_cli.cli.token.flags import STRAY, ProfileFlag, started
from insights_cli.render.envelope import envelope

app = new_app()


@app.command(
    context_settings=STRAY, epilog=exit_codes(OK="it is gone", FINDINGS="", UNKNOWN="the store cannot be changed")
)
def delete_token(
    ctx: typer.Context,
    profile: ProfileFlag = None,
    json: JsonFlag = False,
) -> int:
    """Forget a stored token; harmless when there is none. The service still accepts it until it is revoked there."""
    invocation = started(ctx, "token delete")
    name = profile_name(invocation, profile)
    record = book(invocation).find(name)
    was_there = open_store(invocation, record.store).delete(name) if record else False
    if record:
        book(invocation).forget(name)
    left = resolve(invocation, profile=name, token_file=None).winner
    if json:
        invocation.answer(
            envelope(
                "token delete",
                exit_code=ExitCode.OK,
                profile=name,
                store=record.store if record else None,
                deleted=was_there,
                still_configured=left.words if left else None,
            )
        )
        return ExitCode.OK
    where = f"deleted from the {record.store} store" if record and was_there else "nothing was stored"
    invocation.answer(f"profile {name}: {where}\n")
    if left:
        invocation.note(f"note: {left.words} still gives a token")
    return ExitCode.OK
