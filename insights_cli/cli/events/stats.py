"""`insights events stats`."""

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.spool import look
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import NO_SPOOL, JsonFlag, SpoolFlag
from insights_cli.render.envelope import envelope
from insights_cli.spools import SpoolStats, SpoolView

app = new_app()


@app.command(epilog=exit_codes(OK="counted", FINDINGS="", UNKNOWN=NO_SPOOL))
def show_stats(ctx: typer.Context, spool: SpoolFlag = None, json: JsonFlag = False) -> int:
    """Count what came, what left, what waits and what died; the counts always add up."""
    from insights_cli.render.events import stats_json, stats_text

    invocation = invocation_of(ctx, "events stats")

    async def question(view: SpoolView) -> SpoolStats:
        return await view.stats()

    stats, address = look(invocation, spool, question)
    if json:
        invocation.answer(envelope("events stats", exit_code=0, summary={"spool": address}, stats=stats_json(stats)))
    else:
        invocation.answer(stats_text(stats, address, invocation.runtime.now(), invocation.style))
    return ExitCode.OK
