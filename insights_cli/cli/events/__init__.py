"""`insights events ...`."""

from insights_cli.cli.app import CommandEntry, LazyGroup

COMMANDS = (
    CommandEntry(name="list", module="events.list", line="List events, oldest first."),
    CommandEntry(name="show", module="events.show", line="Show one event as it will leave."),
    CommandEntry(name="stats", module="events.stats", line="Count what came, left, waits and died."),
    CommandEntry(name="tail", module="events.tail", line="Show the youngest events, and those that come."),
    CommandEntry(name="replay", module="events.replay", line="Put dead letters back to wait, or send a recording."),
    CommandEntry(name="purge", module="events.purge", line="Forget dead letters for good."),
    CommandEntry(name="wait", module="events.wait", line="Wait until a server has seen events that match."),
    CommandEntry(name="export", module="events.export", line="Write events as they will leave, one JSON a line."),
)

app = LazyGroup(
    name="events",
    entries=COMMANDS,
    help="Look at what is in the spool, put dead letters back or forget them; also while the server runs.",
    no_args_is_help=True,
)
