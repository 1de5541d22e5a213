"""`insights spool ...`."""

from insights_cli.cli.app import new_app
from insights_cli.cli.exit_code import exit_codes
from insights_cli.cli.spool.check import check_spool
from insights_cli.cli.spool.migrate import migrate_spool
from insights_cli.cli.spool.repair import repair_spool

app = new_app(help="See whether the spool is sound, mend it, or move it elsewhere.", no_args_is_help=True)
app.command(
    "check", epilog=exit_codes(OK="sound", FINDINGS="damaged", UNKNOWN="there is no spool, or it cannot be read")
)(check_spool)
app.command(
    "repair",
    epilog=exit_codes(
        OK="sound, or mended with nothing lost",
        FINDINGS="mended, and events were lost or nobody knows how many",
        UNKNOWN="there is no spool, or a process holds it",
    ),
)(repair_spool)
app.command(
    "migrate",
    epilog=exit_codes(
        OK="everything has moved",
        FINDINGS="some events stayed where they were",
        UNKNOWN="one of the spools cannot be opened, or failed on the way; run it again",
    ),
)(migrate_spool)
