"""`insights events ...`."""

from insights_cli.cli.app import new_app
from insights_cli.cli.events.export import export_events
from insights_cli.cli.events.list import list_events
from insights_cli.cli.events.purge import purge_events
from insights_cli.cli.events.replay import replay_events
from insights_cli.cli.events.show import show_event
from insights_cli.cli.events.stats import show_stats
from insights_cli.cli.events.tail import tail_events
from insights_cli.cli.events.wait import wait_for_events
from insights_cli.cli.exit_code import exit_codes

_NONE = "there is no spool, or it cannot be read"

app = new_app(
    help="Look at what is in the spool, put dead letters back or forget them; also while the server runs.",
    no_args_is_help=True,
)
app.command("list", epilog=exit_codes(OK="listed", UNKNOWN=_NONE))(list_events)
app.command("show", epilog=exit_codes(OK="shown", FINDINGS="no such event in the spool", UNKNOWN=_NONE))(show_event)
app.command("stats", epilog=exit_codes(OK="counted", UNKNOWN=_NONE))(show_stats)
app.command("tail", epilog=exit_codes(OK="shown", UNKNOWN=_NONE))(tail_events)
app.command(
    "replay",
    epilog=exit_codes(
        OK="all of them wait again", FINDINGS="some ids are no dead letters, some events were rejected", UNKNOWN=_NONE
    ),
)(replay_events)
app.command(
    "purge", epilog=exit_codes(OK="all of them are forgotten", FINDINGS="some ids are no dead letters", UNKNOWN=_NONE)
)(purge_events)
app.command(
    "wait", epilog=exit_codes(OK="seen", FINDINGS="not seen in time", UNKNOWN="no server, or its key is not known")
)(wait_for_events)
app.command("export", epilog=exit_codes(OK="written", UNKNOWN=_NONE))(export_events)
