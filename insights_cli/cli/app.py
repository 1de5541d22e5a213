"""The command tree: what commands there are, loaded only when they are called."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import typer
from typer import _click as click  # Typer's own click since 0.26; held by the version range in pyproject.toml
from typer.core import TyperGroup
from typer.main import get_command

from insights_cli.cli.options import shared_options, version_option
from insights_cli.model.value import value


@value
class CommandEntry:
    """One command: its name, the module in `cli/` whose `app` it is, and its line in the help of its group."""

    name: str
    module: str
    line: str


COMMANDS = (
    CommandEntry(name="demo", module="demo", line="See the whole way on a built-in sample."),
    CommandEntry(
        name="check-config", module="check_config.command", line="Validate app-config.yaml as Backstage reads it."
    ),
    CommandEntry(name="explain", module="explain", line="What a rule or error code means, why, and how to fix it."),
    CommandEntry(
        name="preview-entity",
        module="preview_entity.command",
        line="What would be captured of an entity and what redacted, leaf by leaf.",
    ),
    CommandEntry(name="token", module="token", line="Store, find and test the API token."),
    CommandEntry(
        name="decode-token", module="decode_token.command", line="Decode a sign-in token and check that sub is a user."
    ),
    CommandEntry(name="serve", module="serve.command", line="Accept events, redact them, keep them and forward them."),
    CommandEntry(name="trigger", module="trigger", line="Send sample events to a running server."),
    CommandEntry(name="events", module="events", line="Look at the events in the spool; replay or purge dead ones."),
    CommandEntry(name="spool", module="spool", line="Check the spool, and repair it when it is damaged."),
    CommandEntry(name="doctor", module="doctor", line="Everything that can be wrong, in one report."),
    CommandEntry(name="completion", module="completion", line="Print the completion script of a shell."),
)

_EPILOG = """\b
Start with:
  insights demo              see the whole way on a built-in sample
  insights check-config      in the folder of your Backstage project

\b
Exit codes:
  0   fine               1   the answer is bad      2   wrong usage
  3   could not ask      4   a credential is needed
"""


HELP_NAMES: dict[str, Any] = {"help_option_names": ["-h", "--help"]}


class LazyGroup(TyperGroup):
    """A group that knows its *entries*, and imports a command when it is asked for."""

    def __init__(self, *, entries: tuple[CommandEntry, ...], **settings: Any) -> None:
        names: dict[str, Any] = {entry.name: None for entry in entries}
        super().__init__(commands=names, rich_markup_mode=None, context_settings=dict(HELP_NAMES), **settings)
        self._entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order people meet them."""
        return [entry.name for entry in self._entries]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and build the command called *cmd_name*; None when there is none."""
        return next((_load(entry) for entry in self._entries if entry.name == cmd_name), None)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(entry.name, entry.line) for entry in self._entries])


def load_command(name: str) -> click.Command:
    """Import the command called *name* and give it, and all below it, the options that every command shares."""
    return _load(next(entry for entry in COMMANDS if entry.name == name))


def _load(entry: CommandEntry) -> click.Command:
    app = import_module(f"insights_cli.cli.{entry.module}").app
    if isinstance(app, LazyGroup):
        return app
    command = get_command(app)
    command.name = entry.name
    for leaf in leaves(command):
        leaf.params.extend(shared_options())
    return command


def leaves(command: click.Command) -> Iterator[click.Command]:
    """The commands at the ends of the tree under *command*, itself if it has no children."""
    if isinstance(command, TyperGroup):
        for child in command.commands.values():
            yield from leaves(child)
    else:
        yield command


def root() -> LazyGroup:
    """Build the root group."""
    return LazyGroup(
        name="insights",
        entries=COMMANDS,
        help="Set up, check, preview and operate usage analytics for Backstage Insights.",
        epilog=_EPILOG,
        no_args_is_help=True,
        params=[*shared_options(), *version_option()],
    )


def new_app(**settings: Any) -> typer.Typer:
    """Make the Typer app of one command module with the settings that all share."""
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings=HELP_NAMES,
        **settings,
    )
