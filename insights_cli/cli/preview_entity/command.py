"""`insights preview-entity REF...`."""

from enum import StrEnum
from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.catalog_options import CatalogOptions, TokenOptions
from insights_cli.cli.exit_code import exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import JsonFlag
from insights_cli.cli.preview_entity.options import FailOn, KeyOptions, Request, RuleOptions, Scope, Showing
from insights_cli.preview.values import Values

app = new_app()


class OutputFormat(StrEnum):
    """How the answer is written; the last three hold only the warnings."""

    TEXT = "text"
    JSON = "json"
    CONCISE = "concise"
    SARIF = "sarif"
    GITHUB = "github"


_Refs = Annotated[
    list[str] | None,
    typer.Argument(metavar="REF...", help="component:default/petstore, petstore, or - for refs on standard input."),
]
_Entities = Annotated[
    list[str] | None,
    typer.Option(metavar="PATH", help="Read entities from a file, folder, glob or export; repeatable."),
]
_Catalog = Annotated[
    str | None, typer.Option(metavar="URL", help="Ask a live backend (backend.baseUrl).  [env: INSIGHTS_CATALOG]")
]
_TokenFile = Annotated[str | None, typer.Option(metavar="PATH", help="The catalog's token is in this file.")]
_TokenEnv = Annotated[str | None, typer.Option(metavar="NAME", help="The catalog's token is in this variable.")]
_TokenCommand = Annotated[str | None, typer.Option(metavar="CMD", help="This command prints the catalog's token.")]
_Timeout = Annotated[
    float | None,
    typer.Option(min=0.1, metavar="SECONDS", help="Longest wait for one answer of --catalog.  [default: 30]"),
]
_User = Annotated[str | None, typer.Option("--as", metavar="USER_REF", help="Show what is captured of this user, too.")]
_Field = Annotated[list[str] | None, typer.Option(metavar="PATH", help="What if this path were captured; repeatable.")]
_Config = Annotated[
    list[str] | None, typer.Option(metavar="PATH", help="A configuration file; repeatable, later ones win.")
]
_Version = Annotated[str | None, typer.Option(metavar="VERSION", help="The plugin version whose default list counts.")]
_Explain = Annotated[str | None, typer.Option(metavar="PATH", help="Why this path has its fate, rule by rule.")]
_Kind = Annotated[str | None, typer.Option(metavar="KIND", help="The kind of short refs; of --coverage, which kind.")]
_Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="Look at N entities at most (--coverage).")]
_Values = Annotated[Values, typer.Option(help="Which values to show: all, masked where they do not leave, none.")]
_FailOn = Annotated[
    list[FailOn] | None, typer.Option(help="Exit 1 when a captured field is personal, or a wanted one absent.")
]
_KeyFile = Annotated[
    str | None,
    typer.Option("--pseudonym-key-file", metavar="PATH", help="Made on first use.  [env: INSIGHTS_PSEUDONYM_KEY_FILE]"),
]
_NoKey = Annotated[bool, typer.Option("--no-pseudonym-key", help="Drop users instead of replacing them.")]
_Event = Annotated[bool, typer.Option("--event", help="Print the whole event that would be sent, as JSON.")]
_All = Annotated[bool, typer.Option("--all", help="List the fields that no rule captures, too.")]
_Coverage = Annotated[bool, typer.Option("--coverage", help="Go over all entities and show it path by path.")]
_Format = Annotated[OutputFormat, typer.Option("--format", help="How to write the answer.")]

_EPILOG = exit_codes(
    OK="shown",
    FINDINGS="--fail-on met",
    USAGE="wrong usage, no ref, or a short ref that means several entities",
    UNKNOWN="no such entity, or the catalog gave no answer",
    NO_CREDENTIALS="the catalog wants a token",
)


@app.command(epilog=_EPILOG)
def preview_entity(
    ctx: typer.Context,
    refs: _Refs = None,
    entities: _Entities = None,
    catalog: _Catalog = None,
    token_file: _TokenFile = None,
    token_env: _TokenEnv = None,
    token_command: _TokenCommand = None,
    timeout: _Timeout = None,
    user: _User = None,
    field: _Field = None,
    config: _Config = None,
    plugin_version: _Version = None,
    event: _Event = False,
    explain: _Explain = None,
    all_: _All = False,
    coverage: _Coverage = False,
    kind: _Kind = None,
    limit: _Limit = None,
    values: _Values = Values.MASK,
    fail_on: _FailOn = None,
    key_file: _KeyFile = None,
    no_key: _NoKey = False,
    format_: _Format = OutputFormat.TEXT,
    json: JsonFlag = False,
) -> int:
    """Show what would be captured of entities and users and what would be redacted, leaf by leaf, before it is."""
    from insights_cli.cli.preview_entity.run import run_preview

    token = TokenOptions(file=token_file, env=token_env, command=token_command)
    where = CatalogOptions(url=catalog, entities=entities or (), token=token, timeout_s=timeout)
    rules = RuleOptions(fields=field or (), configs=config or (), version=plugin_version)
    key = KeyOptions(file=key_file, is_refused=no_key)
    what = Scope(refs=refs or (), user=user, kind=kind, limit=limit, is_coverage=coverage)
    show = Showing(explain=explain, lists_all=all_, values=values, is_event=event)
    form = "json" if json else format_.value
    return run_preview(Request(where, rules, key, what, show, tuple(fail_on or ()), form), invocation_of(ctx))
