"""`insights spool ...`."""

from insights_cli.cli.app import CommandEntry, LazyGroup

COMMANDS = (
    CommandEntry(name="check", module="spool.check", line="Read all of the spool, and change nothing."),
    CommandEntry(name="repair", module="spool.repair", line="Set a damaged spool aside and save what can be read."),
    CommandEntry(name="migrate", module="spool.migrate", line="Move all events to another spool of any kind."),
)

app = LazyGroup(
    name="spool",
    entries=COMMANDS,
    help="See whether the spool is sound, mend it, or move it elsewhere.",
    no_args_is_help=True,
)
