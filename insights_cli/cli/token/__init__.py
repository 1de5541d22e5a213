"""`insights token ...`."""

from insights_cli.cli.app import CommandEntry
from insights_cli.cli.token.flags import TokenGroup

COMMANDS = (
    CommandEntry(name="set", module="token.set", line="Store the API token, and read it back."),
    CommandEntry(name="test", module="token.test", line="Find out step by step whether the token works."),
    CommandEntry(name="status", module="token.status", line="Say which token counts and what it shadows."),
    CommandEntry(name="get", module="token.get", line="Print the token that counts, for a pipe."),
    CommandEntry(name="delete", module="token.delete", line="Forget a stored token; harmless when there is none."),
    CommandEntry(name="run", module="token.run", line="Run a command that can see the token."),
    CommandEntry(name="stores", module="token.stores", line="List every store with its state and the reason."),
)

app = TokenGroup(
    name="token",
    entries=COMMANDS,
    help="Store the API token safely, see which one counts, test it step by step.",
    no_args_is_help=True,
)
