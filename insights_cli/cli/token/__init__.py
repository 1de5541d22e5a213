"""`insights token ...`."""

from insights_cli.cli.app import new_app
from insights_cli.cli.exit_code import exit_codes
from insights_cli.cli.token.delete import delete_token
from insights_cli.cli.token.flags import TokenGroup
from insights_cli.cli.token.get import get_token
from insights_cli.cli.token.run import run_command
from insights_cli.cli.token.set import set_token
from insights_cli.cli.token.status import show_status
from insights_cli.cli.token.stores import list_stores
from insights_cli.cli.token.test import try_token

# Stray arguments reach the commands, which refuse them without repeating what may be a token.
_STRAY = {"allow_extra_args": True}

app = new_app(
    cls=TokenGroup,
    help="Store the API token safely, see which one counts, test it step by step.",
    no_args_is_help=True,
)
app.command(
    "set",
    context_settings=_STRAY,
    epilog=exit_codes(OK="stored and read back", FINDINGS="", UNKNOWN="no safe place, or the store failed"),
)(set_token)
app.command(
    "test",
    context_settings=_STRAY,
    epilog=exit_codes(
        OK="accepted; with --level local or connect, every step went well",
        FINDINGS="rejected: the request arrived, and the answer was 401 or 403",
        UNKNOWN="unverified: something else went wrong; the token may be fine",
        NO_CREDENTIALS="absent: none is configured",
    ),
)(try_token)
app.command(
    "status",
    context_settings=_STRAY,
    epilog=exit_codes(
        OK="a token is configured", FINDINGS="it has expired", UNKNOWN="its source is broken", NO_CREDENTIALS="none is"
    ),
)(show_status)
app.command(
    "get",
    context_settings=_STRAY,
    epilog=exit_codes(
        OK="printed", FINDINGS="", UNKNOWN="the source cannot be read", NO_CREDENTIALS="none is configured"
    ),
)(get_token)
app.command(
    "delete",
    context_settings=_STRAY,
    epilog=exit_codes(OK="it is gone", FINDINGS="", UNKNOWN="the store cannot be changed"),
)(delete_token)
app.command(
    "run",
    context_settings={"allow_interspersed_args": False},
    epilog=exit_codes(
        OK="the command's own exit code; 126 when it cannot be executed, 127 when it is not found",
        FINDINGS="",
        UNKNOWN="the source cannot be read",
        NO_CREDENTIALS="none is configured",
    ),
)(run_command)
app.command("stores", context_settings=_STRAY, epilog=exit_codes(OK="listed", FINDINGS="", UNKNOWN=""))(list_stores)
