"""The text of a file to values, with syntax errors put into the words of this program."""

from typing import Final

from insights_cli.app_config.config_source import Remark
from insights_cli.app_config.load_errors import BAD_ALIAS, BAD_YAML, TOO_DEEP, TOO_LARGE, TOO_MANY_INCLUDES, LoadError
from insights_cli.errors import InsightsError
from insights_cli.yaml12.errors import YamlError, YamlProblem
from insights_cli.yaml12.json_text import parse_json
from insights_cli.yaml12.nodes import Node, Source
from insights_cli.yaml12.parse import parse_yaml

_ERRORS: Final[dict[YamlProblem, LoadError]] = {
    YamlProblem.SYNTAX: BAD_YAML,
    YamlProblem.DEPTH: TOO_DEEP,
    YamlProblem.ALIAS: BAD_ALIAS,
    YamlProblem.SIZE: TOO_MANY_INCLUDES,
    YamlProblem.LENGTH: TOO_LARGE,
}


def _translated(error: YamlError, kind: str) -> InsightsError:
    location = error.source.locate(error.start, error.end)
    what = _ERRORS[error.problem]
    summary = f"invalid {kind}: {error.reason}" if error.problem is YamlProblem.SYNTAX else error.reason
    return what.raised(summary, location=location, notes=(("file", error.source.path),))


def parse_yaml_file(source: Source, remarks: list[Remark]) -> Node:
    """The one document of *source*; what the reader only warns about is added to *remarks*.

    Raises:
        InsightsError: IN005, IN007, IN008 or IN012 with the exact place.
    """
    try:
        parsed = parse_yaml(source)
    except YamlError as error:
        raise _translated(error, "YAML") from error
    remarks.extend(Remark(summary=text, location=source.locate(start, end)) for text, start, end in parsed.warnings)
    return parsed.root


def parse_json_file(source: Source) -> Node:
    """The JSON value of *source*.

    Raises:
        InsightsError: IN005 or IN007 with the exact place.
    """
    try:
        return parse_json(source)
    except YamlError as error:
        raise _translated(error, "JSON") from error
