"""`APP_CONFIG_*` variables as one more source, and `--env-file`."""

import re
from collections.abc import Mapping as Table
from typing import Final

from insights_cli.app_config import load_errors
from insights_cli.app_config.config_source import ConfigSource
from insights_cli.model.diagnostic import Location
from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.javascript import OBJECT_NAMES
from insights_cli.yaml12.json_text import parse_json
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, Source, is_null

PREFIX: Final = "APP_CONFIG_"

# Texts, as few runs meet a variable or a line that they are for; `re` keeps what it compiled.
_PART = "(?ai)[a-z][a-z0-9]*(?:[-_:][a-z0-9]+)*"
_ENV_LINE = r"(?s)(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*=\s*(.*)"


class _Variable(Source):
    """The value of a variable; every place in it is its beginning."""

    __slots__ = ()

    def locate(self, start: int, end: int | None = None) -> Location:
        """The variable itself."""
        return Location(path=self.path)


def _object(source: Source) -> Mapping:
    return Mapping(source, 0, 0, {}, {})


def _step_into(parent: Mapping, part: str, key: str, source: Source) -> Mapping:
    """The object at *part*, made where there is none or a null."""
    below = parent.members.get(part)
    if below is None or is_null(below):
        below = None if part not in OBJECT_NAMES else Scalar(source, 0, 0, None)
        if below is None:
            below = parent.members[part] = _object(source)
    if not isinstance(below, Mapping):
        raise load_errors.ENVIRONMENT_CONFLICT.raised(
            f"{PREFIX}{key} sets a key below {part!r}, which another variable sets to a value",
            location=source.locate(0),
        )
    return below


def _value(source: Source, key: str) -> Node:
    """The JSON value of the variable, or its text where it is no JSON."""
    try:
        value = parse_json(source)
    except YamlError:
        return Scalar(source, 0, len(source.text), source.text)
    if is_null(value):
        raise load_errors.NULL_IN_ENVIRONMENT.raised(f"the value of {PREFIX}{key} is null", location=source.locate(0))
    return value


def _set(root: Mapping, key: str, text: str) -> None:
    source = _Variable(f"env:{PREFIX}{key}", text)
    parts = key.split("_")
    parent = root
    for index, part in enumerate(parts):
        if not re.fullmatch(_PART, part):
            raise load_errors.BAD_ENVIRONMENT_KEY.raised(
                f"{PREFIX}{key} has no usable key: {part!r} is not letters and digits starting with a letter",
                location=source.locate(0),
            )
        if index < len(parts) - 1:
            parent = _step_into(parent, part, key, source)
    last = parts[-1]
    if last in parent.members or last in OBJECT_NAMES:
        raise load_errors.ENVIRONMENT_CONFLICT.raised(
            f"{PREFIX}{key} sets a value at a key that another variable already sets", location=source.locate(0)
        )
    parent.members[last] = _value(source, key)
    parent.keys[last] = (0, 0)


def environment_source(environment: Table[str, str]) -> ConfigSource | None:
    """The source that the `APP_CONFIG_*` variables of *environment* make, in its order; None without any.

    Empty variables count as unset. Values are JSON where they parse, else texts; placeholders in them are not filled.

    Raises:
        InsightsError: IN013, IN014 or IN015, as Backstage stops at the same variables.
    """
    root = _object(_Variable("env", ""))
    for name, value in environment.items():
        if value and name.startswith(PREFIX):
            _set(root, name.removeprefix(PREFIX), value)
    if not root.members:
        return None
    return ConfigSource(name="env", context="env", raw=root, tree=root)


def parse_env_file(source: Source) -> dict[str, str]:
    """The variables of a `NAME=value` file; `export` is allowed, quotes around a value go, `#` starts a comment.

    Raises:
        InsightsError: IN018 for a line that is none of these; the value is not shown.
    """
    variables: dict[str, str] = {}
    for number, line in enumerate(source.text.removeprefix("\ufeff").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        found = re.fullmatch(_ENV_LINE, text)
        if found is None:
            raise load_errors.BAD_ENV_FILE.raised(
                f"line {number} of {source.path} is not NAME=value", location=Location(path=source.path, line=number)
            )
        variables[found[1]] = _unquoted(found[2])
    return variables


def _unquoted(value: str) -> str:
    quote = value[:1]
    if quote in ("'", '"') and (end := value.find(quote, 1)) > 0:
        text = value[1:end]
        return text.replace("\\n", "\n") if quote == '"' else text
    return re.split(r"(?:^|\s)#", value, maxsplit=1)[0].rstrip()
