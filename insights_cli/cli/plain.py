"""Command lines that need no framework: importing one costs more than a whole check of a configuration.

Only what is certain is understood here. Anything else, help and mistakes above all, is left to the framework, which
then reads the same command line from the beginning; a test holds the two to the same flags.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from insights_cli.cli.invocation import Invocation
from insights_cli.model.value import value
from insights_cli.render.style import ColorChoice

_COLORS = frozenset(choice.value for choice in ColorChoice)


@value
class PlainCommand:
    """The flags of one command by name, as fields of its request, and the function `module:name` that answers it.

    *choices* are the values that a flag may have; *arguments* is the field of what stands without a flag.
    """

    answers: str
    request: str
    switches: frozenset[str]
    values: frozenset[str]
    lists: frozenset[str]
    choices: Mapping[str, frozenset[str]] = MappingProxyType({})
    arguments: str


PLAIN_COMMANDS = {
    "check-config": PlainCommand(
        answers="insights_cli.cli.checking:answer",
        request="insights_cli.cli.checking:CheckRequest",
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
        answers="insights_cli.cli.examination_words:answer",
        request="insights_cli.cli.examination:TokenRequest",
        switches=frozenset(("--redact", "--diff", "--json")),
        values=frozenset(("--jwks", "--backstage", "--catalog", "--at")),
        lists=frozenset(("--require", "--entities")),
        arguments="tokens",
    ),
}


def plain_call(argv: Sequence[str], invocation: Invocation) -> Callable[[], int] | None:
    """What to call for *argv*, the shared flags already put into *invocation*; None when the framework must read it."""
    command = PLAIN_COMMANDS.get(argv[0]) if argv else None
    given = _fields(argv[1:], command, invocation.runtime.cwd) if command else None
    if command is None or given is None:
        return None
    fields, directory, color, verbose, quiet = given
    invocation.directory, invocation.color = directory, color
    invocation.verbose, invocation.quiet = verbose, quiet
    return lambda: int(_named(command.answers)(_named(command.request)(**fields), invocation))


def _named(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


_Given = tuple[dict[str, Any], Path, ColorChoice, int, bool]


def _fields(words: Sequence[str], command: PlainCommand, cwd: Path) -> _Given | None:
    """The fields of the request and the shared flags that *words* say; None where they are not plain."""
    fields: dict[str, Any] = {}
    directory, color, verbose, quiet = Path(), ColorChoice.AUTO, 0, False
    rest = iter(words)
    for word in rest:
        name, joined, value = word.partition("=")
        if word == "-" or not word.startswith("-"):
            fields.setdefault(command.arguments, []).append(word)
        elif word in command.switches:
            fields[_field(word)] = True
        elif word in ("-v", "--verbose"):
            verbose += 1
        elif word in ("-q", "--quiet"):
            quiet = True
        else:
            value = value if joined else next(rest, "")
            if not value or (value.startswith("-") and value != "-"):
                return None
            if name in command.values and value in command.choices.get(name, (value,)):
                fields[_field(name)] = value
            elif name in command.lists:
                fields.setdefault(_field(name), []).append(value)
            elif name == "--color" and value in _COLORS:
                color = ColorChoice(value)
            elif word == "-C" and (cwd / directory / value).is_dir():
                directory /= value
            else:
                return None
    return fields, directory, color, verbose, quiet


def _field(flag: str) -> str:
    return flag[2:].replace("-", "_")
