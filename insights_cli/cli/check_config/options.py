"""The flags of `insights check-config`."""

from enum import StrEnum
from typing import Annotated

import typer


class FormatName(StrEnum):
    """What `--format` can say."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


class FailOn(StrEnum):
    """What `--fail-on` can say."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def _option(help_text: str, *names: str, metavar: str | None = None) -> object:
    return typer.Option(*names, metavar=metavar, help=help_text)


_Names = list[str] | None

Files = Annotated[
    _Names, typer.Argument(metavar="[FILE]...", help="Files to merge, the last wins; - is standard input.")
]
Config = Annotated[_Names, _option("The same, as backstage-cli says it; repeatable.", metavar="FILE")]
EnvFile = Annotated[_Names, _option("Variables, one NAME=value a line; repeatable.", metavar="FILE")]
Lax = Annotated[bool, _option("Take unset variables as unknown, and skip what depends on them.", "--lax")]
Strict = Annotated[bool, _option("Fail on warnings too (--fail-on warning).", "--strict")]
FailOnOption = Annotated[FailOn, _option("The mildest finding that fails.")]
Select = Annotated[_Names, _option("Only these rules or families, such as IN3; repeatable.", metavar="CODE")]
Ignore = Annotated[_Names, _option("Without these rules or families; repeatable.", metavar="CODE")]
Format = Annotated[FormatName, _option("How to write the answer.", "--format")]
Reports = Annotated[_Names, _option("Write the answer to a file too; repeatable.", metavar="FORMAT=PATH")]
Trace = Annotated[str | None, _option("Print the history of one value only.", metavar="KEY")]
Effective = Annotated[bool, _option("Print the merged configuration only.", "--print-effective")]
Reveal = Annotated[bool, _option("Show secrets in --trace and --print-effective.", "--reveal")]
PluginVersion = Annotated[
    str | None, _option("Of the Insights backend plugin.  [default: as installed]", metavar="X.Y.Z")
]
Baseline = Annotated[str | None, _option("Show only what is not in this baseline.", metavar="FILE")]
WriteBaseline = Annotated[str | None, _option("Write what is found as the baseline.", metavar="FILE")]
