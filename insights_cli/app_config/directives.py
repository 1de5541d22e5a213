"""What $env, $file and $include ask for: their argument, the file it names and the value found there."""

import os
import re
from collections.abc import Callable
from typing import Final

from insights_cli.app_config import load_errors
from insights_cli.app_config.config_source import Remark
from insights_cli.app_config.placeholders import Lookup, VariableUse, fill
from insights_cli.app_config.texts import parse_json_file, parse_yaml_file
from insights_cli.errors import InsightsError
from insights_cli.model.value import value
from insights_cli.yaml12.javascript import SPACE
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, Source

DIRECTIVES: Final = ("$file", "$env", "$include")

_FRAGMENT = "[^\n\r\u2028\u2029]*"
_YAML_ENDINGS = (".yaml", ".yml")


def read_argument(node: Mapping, lookup: Lookup) -> tuple[str, str | None, tuple[VariableUse, ...]]:
    """The directive of *node*, its argument after substitution (None: a variable is unset), and the variables in it.

    Raises:
        InsightsError: other keys stand beside the directive, or the argument is no text.
    """
    directive = next(key for key in node.members if key in DIRECTIVES)
    if len(node.members) != 1:
        others = ", ".join(key for key in node.members if key != directive)
        raise load_errors.BAD_DIRECTIVE.raised(f"{directive} stands beside other keys: {others}")
    argument = node.members[directive]
    if not isinstance(argument, Scalar) or not isinstance(argument.value, str):
        raise load_errors.BAD_DIRECTIVE.raised(f"the argument of {directive} is not a text", location=argument.location)
    value, uses = fill(argument.value, lookup)
    return directive, value, uses


def file_text(argument: str, folder: str, read: Callable[[str], Source]) -> tuple[str, str]:
    """The absolute path that a `$file` *argument* names, and its text without trailing white space."""
    file = os.path.normpath(os.path.join(folder, argument))
    return file, read(file).text.rstrip(SPACE)


def _extension(path: str) -> str:
    """What `path.extname` of Node gives: the last dot and what follows, not for a name that starts with it."""
    name = path.rstrip("/").rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    return dot + ending if stem else ""


@value
class Include:
    """What an `$include` argument asks for: the absolute *file*, as *written*, and the *steps* into it."""

    file: str
    written: str
    steps: tuple[str, ...]

    @property
    def folder(self) -> str:
        """The folder that relative paths in the included file mean."""
        return os.path.dirname(self.file)

    @property
    def identity(self) -> tuple[str, str]:
        """What is the same for two includes of the same value."""
        return self.file, ".".join(self.steps)

    def value(self, read: Callable[[str], Source], remarks: list[Remark]) -> Node | None:
        """The included value; None where the last step finds nothing.

        Raises:
            InsightsError: the file cannot be read or parsed, or a step before the last is no object.
        """
        node: Node | None = self._parse(read(self.file), remarks)
        for index, step in enumerate(self.steps):
            if not isinstance(node, Mapping):
                at = ".".join(self.steps[:index])
                raise load_errors.BAD_INCLUDE.raised(f"the value at {at!r} in {self.written} is not an object")
            node = node.members.get(step)
        return node

    def _parse(self, source: Source, remarks: list[Remark]) -> Node:
        try:
            if _extension(self.written) in _YAML_ENDINGS:
                return parse_yaml_file(source, remarks)
            return parse_json_file(source)
        except InsightsError as error:
            raise load_errors.BAD_INCLUDE.raised(
                f"the included file {self.written} cannot be parsed",
                location=error.location,
                excerpt=error.excerpt,
                notes=(("cause", error.summary), *error.notes),
            ) from error


def include_of(argument: str, folder: str) -> Include:
    """What the `$include` *argument* asks for, relative to *folder*.

    Raises:
        InsightsError: the file is neither .json nor .yaml nor .yml.
    """
    written, _, rest = argument.partition("#")
    if _extension(written) not in (".json", *_YAML_ENDINGS):
        raise load_errors.BAD_INCLUDE.raised(f"$include takes .json, .yaml and .yml files, not {written!r}")
    fragment = re.match(_FRAGMENT, rest)
    steps = tuple(fragment.group().split(".")) if fragment and fragment.group() else ()
    return Include(file=os.path.normpath(os.path.join(folder, written)), written=written, steps=steps)
