"""Command lines that need no framework: importing one costs more than a whole check of a configuration.

Only what is certain is understood here. Anything else, help and mistakes above all, is left to the framework, which
then reads the same command line from the beginning; a test holds the two to the same flags.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from insights_cli.cli.invocation import Invocation
from insights_cli.model.value import replace, value
from insights_cli.render.style import ColorChoice

_COLORS = frozenset(choice.value for choice in ColorChoice)


@value
class PlainCommand:
    """The flags of one command by name, as fields of its request, and the function `module:name` that answers it.

    *choices* are the values that a flag may have; *arguments* is the field of what stands without a flag, empty where
    nothing may.
    """

    answers: str
    request: str
    switches: frozenset[str]
    values: frozenset[str]
    lists: frozenset[str]
    choices: Mapping[str, frozenset[str]] = MappingProxyType({})
    arguments: str = ""


PLAIN_COMMANDS = {
    "check-config": PlainCommand(
        answers="insights_cli.cli.check_config.checking:answer",
        request="insights_cli.cli.check_config.request:CheckRequest",
        switches=frozenset(("--lax", "--strict", "--json", "--print-effective", "--reveal")),
        values=frozenset(
            ("--fail-on", "--format", "--trace", "--plugin-version", "--baseline", "--write-baseline"),
        ),
        lists=frozenset(("--config", "--env-file", "--select", "--ignore", "--report")),
        choices={
            "--fail-on": frozenset(("error", "warning", "info", "never")),
            "--format": frozenset(("text", "concise", "json", "sarif", "github")),
        },
        arguments="files",
    ),
    "decode-token": PlainCommand(
        answers="insights_cli.cli.decode_token.words:answer",
        request="insights_cli.cli.decode_token.request:TokenRequest",
        switches=frozenset(("--redact", "--diff", "--json")),
        values=frozenset(("--jwks", "--backstage", "--catalog", "--at")),
        lists=frozenset(("--require", "--entities")),
        arguments="tokens",
    ),
    "token status": PlainCommand(
        answers="insights_cli.cli.token_status:answer",
        request="insights_cli.cli.token_status:StatusRequest",
        switches=frozenset(("--all", "--json")),
        values=frozenset(("--profile", "--token-file")),
        lists=frozenset(),
    ),
}


# What stands before the command's name: the shared flags alone.
_ROOT: Final = PlainCommand(answers="", request="", switches=frozenset(), values=frozenset(), lists=frozenset())


@value
class _Shared:
    """What the flags that every command takes say; *directory* is where `-C` leads."""

    directory: str = ""
    color: ColorChoice = ColorChoice.AUTO
    verbose: int = 0
    quiet: bool = False


_Read: TypeAlias = tuple[dict[str, Any], _Shared]


def plain_call(argv: Sequence[str], invocation: Invocation) -> Callable[[], int] | None:
    """What to call for *argv*, the shared flags already put into *invocation*; None when the framework must read it."""
    split = _split(argv)
    if split is None:
        return None
    leading, command, following = split
    before = _read(leading, _ROOT, _Shared(), cwd=invocation.runtime.cwd)
    given = _read(following, command, before[1], cwd=invocation.runtime.cwd) if before else None
    if given is None:
        return None
    fields, shared = given
    invocation.directory, invocation.color = shared.directory, shared.color
    invocation.verbose, invocation.quiet = shared.verbose, shared.quiet
    return lambda: int(_named(command.answers)(_named(command.request)(**fields), invocation))


def _split(argv: Sequence[str]) -> tuple[Sequence[str], PlainCommand, Sequence[str]] | None:
    """What stands before the first name of a plain command, the command, and what stands after it."""
    for at in range(len(argv)):
        for name, command in PLAIN_COMMANDS.items():
            end = at + name.count(" ") + 1
            if list(argv[at:end]) == name.split():
                return argv[:at], command, argv[end:]
    return None


def _named(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


def _read(words: Sequence[str], command: PlainCommand, around: _Shared, *, cwd: str) -> _Read | None:
    """The fields of the request and the shared flags that *words* say inside *around*; None when not plain."""
    fields: dict[str, Any] = {}
    shared = around
    rest = iter(words)
    for word in rest:
        name, joined, text = word.partition("=")
        if word in command.switches:
            fields[_field(word)] = True
        elif word in ("-v", "--verbose"):
            shared = replace(shared, verbose=shared.verbose + 1)
        elif word in ("-q", "--quiet"):
            shared = replace(shared, quiet=True)
        elif command.arguments and (word == "-" or not word.startswith("-")):
            fields.setdefault(command.arguments, []).append(word)
        else:
            text = text if joined else next(rest, "")
            if not text or (text.startswith("-") and text != "-"):
                return None
            if name in command.values and text in command.choices.get(name, (text,)):
                fields[_field(name)] = text
            elif name in command.lists:
                fields.setdefault(_field(name), []).append(text)
            elif name == "--color" and text in _COLORS:
                shared = replace(shared, color=ColorChoice(text))
            elif word == "-C" and os.path.isdir(os.path.join(cwd, around.directory, text)):
                # Of several at one level the last counts, and it starts where the level above leads.
                shared = replace(shared, directory=os.path.join(around.directory, text))
            else:
                return None
    return fields, shared


def _field(flag: str) -> str:
    return flag[2:].replace("-", "_")
