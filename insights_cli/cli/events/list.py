"""`insights events list`."""

from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.spool import look
from insights_cli.cli.events.flags import StateFlag
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import NO_SPOOL, JsonFlag, SpoolFlag
from insights_cli.model.json import JsonValue
from insights_cli.render.envelope import envelope
from insights_cli.spools import Page, SpoolView

app = new_app()


@app.command(epilog=exit_codes(OK="listed", FINDINGS="", UNKNOWN=NO_SPOOL))
def list_events(
    ctx: typer.Context,
    state: StateFlag = None,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, max=10_000, help="At most so many.")] = 50,
    after: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Go on where a listing ended (`next` in its JSON).")
    ] = None,
    spool: SpoolFlag = None,
    json: JsonFlag = False,
) -> int:
    """List events, oldest first: those that wait, then dead letters."""
    from insights_cli.render.events import entries_text, entry_json

    invocation = invocation_of(ctx, "events list")

    async def question(view: SpoolView) -> Page:
        return await view.entries(state=state, after=after, most=limit)

    page, address = look(invocation, spool, question)
    if json:
        listed = [entry_json(entry) for entry in page.entries]
        summary: dict[str, JsonValue] = {"events": len(listed), "spool": address}
        invocation.answer(envelope("events list", exit_code=0, summary=summary, events=listed, next=page.next))
        return ExitCode.OK
    invocation.answer(entries_text(page.entries, invocation.style))
    if page.next:
        invocation.note(f"note: there are more; go on with: insights events list --after {page.next}")
    elif not page.entries:
        invocation.note(f"note: no such events in {address}")
    return ExitCode.OK
