"""The command tree as plain values, for everything that is generated from it."""

from dataclasses import dataclass

from typer import _click as click  # Typer's own click since 0.26; held by the version range in pyproject.toml
from typer.core import TyperArgument, TyperGroup

from insights_cli.cli.app import COMMANDS, HELP_NAMES, load_command, root


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """An option: its spellings, what it takes (nothing, one of *choices*, a path, or *metavar*) and its help line."""

    names: tuple[str, ...]
    help: str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    is_path: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Positional:
    """An argument: its name, and the values or paths that it takes."""

    name: str
    help: str
    choices: tuple[str, ...] = ()
    is_path: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A command with its flags, arguments and children; *words* are what is typed, from `insights` on."""

    words: tuple[str, ...]
    line: str
    usage: str
    help: str
    epilog: str
    flags: tuple[Flag, ...]
    positionals: tuple[Positional, ...]
    children: tuple["Node", ...] = ()


def command_tree() -> Node:
    """Load every command and describe the whole tree."""
    group = root()
    ctx = click.Context(group, info_name="insights", **HELP_NAMES)
    children = tuple(_node(load_command(entry.name), ctx, (entry.name,), entry.line) for entry in COMMANDS)
    return _describe(group, ctx, (), group.help or "", children)


def root_help() -> str:
    """The text of `insights --help`, at the width that is the same everywhere."""
    return root().get_help(click.Context(root(), info_name="insights", terminal_width=100, **HELP_NAMES)) + "\n"


def _node(command: click.Command, parent: click.Context, words: tuple[str, ...], line: str) -> Node:
    ctx = click.Context(command, parent=parent, info_name=words[-1], **HELP_NAMES)
    children: tuple[Node, ...] = ()
    if isinstance(command, TyperGroup):
        children = tuple(
            _node(child, ctx, (*words, name), child.get_short_help_str(limit=120))
            for name in command.list_commands(ctx)
            if (child := command.get_command(ctx, name))
        )
    return _describe(command, ctx, words, line, children)


def _describe(
    command: click.Command, ctx: click.Context, words: tuple[str, ...], line: str, children: tuple[Node, ...]
) -> Node:
    params = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    return Node(
        words=("insights", *words),
        line=line,
        usage=" ".join([ctx.command_path, *command.collect_usage_pieces(ctx)]),
        help=command.help or line,
        epilog=command.epilog or "",
        flags=tuple(_flag(param, ctx) for param in params if param.param_type_name == "option"),
        positionals=tuple(_positional(param) for param in params if isinstance(param, TyperArgument)),
        children=children,
    )


def _flag(param: click.Parameter, ctx: click.Context) -> Flag:
    record = param.get_help_record(ctx)
    takes_value = not getattr(param, "is_flag", False) and not getattr(param, "count", False)
    return Flag(
        names=tuple(sorted((*param.opts, *param.secondary_opts), key=lambda name: (not name.startswith("--"), name))),
        help=" ".join(record[1].split()) if record else "",
        metavar=(param.make_metavar(ctx) or "") if takes_value else "",
        choices=_choices(param),
        is_path=_is_path(param) and takes_value,
    )


def _positional(param: TyperArgument) -> Positional:
    return Positional(
        name=param.human_readable_name, help=param.help or "", choices=_choices(param), is_path=_is_path(param)
    )


def _choices(param: click.Parameter) -> tuple[str, ...]:
    return tuple(str(getattr(choice, "value", choice)) for choice in getattr(param.type, "choices", ()))


def _is_path(param: click.Parameter) -> bool:
    return param.type.name in ("path", "file", "filename", "directory")
