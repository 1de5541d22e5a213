"""`insights events replay`."""

import typer

from insights_cli.cli.events.dead import change
from insights_cli.cli.events.flags import AllFlag, IdsArgument, chosen, started
from insights_cli.cli.options import JsonFlag
from insights_cli.cli.spools import SpoolFlag


def replay_events(
    ctx: typer.Context,
    ids: IdsArgument = None,
    everything: AllFlag = False,
    spool: SpoolFlag = None,
    json: JsonFlag = False,
) -> int:
    """Put dead letters back to wait; a running server delivers them at once."""
    invocation = started(ctx, "events replay")
    wanted = chosen(ids, everything=everything)
    return change(invocation, spool, wanted, verb="replay", done="replayed", json=json)
