"""`insights events purge`."""

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.events.dead import change
from insights_cli.cli.events.flags import AllFlag, IdsArgument, chosen
from insights_cli.cli.exit_code import exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import NO_SPOOL, JsonFlag, SpoolFlag

app = new_app()


@app.command(
    epilog=exit_codes(OK="all of them are forgotten", FINDINGS="some ids are no dead letters", UNKNOWN=NO_SPOOL)
)
def purge_events(
    ctx: typer.Context,
    ids: IdsArgument = None,
    everything: AllFlag = False,
    spool: SpoolFlag = None,
    json: JsonFlag = False,
) -> int:
    """Forget dead letters for good; events that wait are never purged."""
    invocation = invocation_of(ctx, "events purge")
    wanted = chosen(ids, everything=everything)
    return change(invocation, spool, wanted, verb="purge", done="purged", json=json)
