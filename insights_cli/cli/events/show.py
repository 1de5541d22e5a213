"""`insights events show ID`."""

from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.spool import look
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.main import say
from insights_cli.cli.options import NO_SPOOL, JsonFlag, SpoolFlag
from insights_cli.model.diagnostic import Diagnostic, Severity
from insights_cli.render.envelope import envelope
from insights_cli.spools import Entry, SpoolView

app = new_app()


@app.command(epilog=exit_codes(OK="shown", FINDINGS="no such event in the spool", UNKNOWN=NO_SPOOL))
def show_event(
    ctx: typer.Context,
    event: Annotated[str, typer.Argument(metavar="ID", help="The id of the event, as `events list` shows it.")],
    spool: SpoolFlag = None,
    json: JsonFlag = False,
) -> int:
    """Show one event as it will leave, where it stands, and why it died."""
    from insights_cli.render.events import entry_detail, entry_page

    invocation = invocation_of(ctx, "events show")

    async def question(view: SpoolView) -> Entry | None:
        return await view.find(event)

    entry, address = look(invocation, spool, question)
    if entry is None:
        missing = Diagnostic(
            code="SP111",
            severity=Severity.ERROR,
            summary=f"event {event} is not in the spool",
            fix="insights events list",
            notes=(("spool", address),),
        )
        say(missing, invocation, ExitCode.FINDINGS)
        return ExitCode.FINDINGS
    if json:
        invocation.answer(envelope("events show", exit_code=0, event=entry_detail(entry)))
    else:
        invocation.answer(entry_page(entry, invocation.style))
    return ExitCode.OK
