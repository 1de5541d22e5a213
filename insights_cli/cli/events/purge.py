"""`insights events purge`."""

import typer

from insights_cli.cli.events.dead import change
from insights_cli.cli.events.flags import AllFlag, IdsArgument, chosen, started
from insights_cli.cli.options import JsonFlag, SpoolFlag


def purge_events(
    ctx: typer.Context,
    ids: IdsArgument = None,
    everything: AllFlag = False,
    spool: SpoolFlag = None,
    json: JsonFlag = False,
) -> int:
    """Forget dead letters for good; events that wait are never purged."""
    invocation = started(ctx, "events purge")
    wanted = chosen(ids, everything=everything)
    return change(invocation, spool, wanted, verb="purge", done="purged", json=json)
