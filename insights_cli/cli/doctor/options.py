"""The flags of the doctor, one name each."""

from enum import StrEnum
from typing import Annotated

import typer

from insights_cli.model.checkup import Symptom


class FormatName(StrEnum):
    """What `--format` can say."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"
    GITHUB = "github"
    MD = "md"


class FailOn(StrEnum):
    """What `--fail-on` can say: the mildest state that fails."""

    FAIL = "fail"
    WARN = "warn"
    UNKNOWN = "unknown"
    NEVER = "never"


class Since(StrEnum):
    """What `--since` can say."""

    LAST = "last"


Names = list[str] | None
WhichNames = Annotated[Names, typer.Argument(metavar="[GROUP|CODE]...", help="Only these checks; all without.")]
OfflineFlag = Annotated[bool, typer.Option("--offline", help="Open no connection.")]
ListFlag = Annotated[bool, typer.Option("--list", help="List the checks and ask none.")]
SkipNames = Annotated[Names, typer.Option("--skip", metavar="GROUP|CODE", help="Leave out these checks; repeatable.")]
FailOnName = Annotated[FailOn, typer.Option("--fail-on", help="The mildest state that fails.")]
SymptomName = Annotated[Symptom | None, typer.Option("--symptom", help="What you see; ranks the likely causes.")]
SinceName = Annotated[Since | None, typer.Option("--since", help="Say what changed since then.")]
BundlePath = Annotated[
    str | None, typer.Option("--bundle", metavar="FILE.zip", help="Write a support bundle without secrets.")
]
PathsFlag = Annotated[bool, typer.Option("--paths", help="Print every path in use and what decided it.")]
TimeoutSeconds = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="How long the whole run may take.")
]
ConfigPaths = Annotated[
    Names, typer.Option("--config", metavar="FILE", help="Configuration files; repeatable, the last wins.")
]
CatalogUrl = Annotated[str | None, typer.Option("--catalog", metavar="URL", help="A live catalog to look into.")]
EntityPaths = Annotated[Names, typer.Option("--entities", metavar="PATH", help="Files with entities to look into.")]
ServerUrl = Annotated[str, typer.Option("--server", metavar="URL", help="Where insights serve runs.")]
ProfileName = Annotated[str | None, typer.Option("--profile", metavar="NAME", help="Which stored token.")]
OutputName = Annotated[FormatName, typer.Option("--format", help="How to write the answer.")]
ReportPaths = Annotated[
    Names, typer.Option("--report", metavar="FORMAT=PATH", help="Write it to a file too; repeatable.")
]
