"""The text of a file to values, with syntax errors put into the words of this program."""

import re
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

# What the marked line looks like, what the grammar says of it, and what helps; the first that fits counts.
_FIXES: Final = (
    (r"\{\{", "", "fill in the template first, or put the text in quotes"),
    (r"\$\{", r"missing between|inside flow", 'put placeholders between brackets in quotes: "${NAME}"'),
    (r"^\s*(?:- )?[\w.-]+:[^\s:]", r"stands on one line|needs a ':'", "put a space after the ':'"),
    ("", r"^tabs", "indent with spaces"),
    ("", r"^invalid escape", "write the text in single quotes, or double the backslash"),
    ("", r"cannot start with", "put the value in quotes"),
    (r"'[^']*'\w", r"after the value", "inside single quotes write an apostrophe twice: 'it''s'"),
    ("", r"^missing closing", "close the quote where the text ends"),
    ("", r"must be unique", "put both parts into one section, or remove one"),
    ("", r"same column|needs a '-'", "indent what belongs together alike"),
    ("", r"on the line of its key", "indent what belongs together alike, and quote a text that holds ': '"),
)


def _fix_of(error: YamlError) -> str | None:
    """What likely mends the *error*; None where nothing more can be said."""
    line = error.source.line(error.source.locate(error.start).line)
    for looks, says, fix in _FIXES:
        if re.search(looks, line) and re.search(says, error.reason):
            return fix
    return None


def _translated(error: YamlError, kind: str) -> InsightsError:
    location = error.source.locate(error.start, error.end)
    what = _ERRORS[error.problem]
    summary = f"invalid {kind}: {error.reason}" if error.problem is YamlProblem.SYNTAX else error.reason
    fix = _fix_of(error) if error.problem is YamlProblem.SYNTAX else None
    return what.raised(summary, fix=fix, location=location, notes=(("file", error.source.path),))


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
