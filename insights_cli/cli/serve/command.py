"""`insights serve`."""

from typing import Any

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.exit_code import exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import SpoolFlag
from insights_cli.cli.serve import options as flags
from insights_cli.cli.token.flags import ProfileFlag, TokenFileFlag

app = new_app()
_CODES = exit_codes(
    OK="stopped as asked, and the books balance; all that was expected was seen",
    FINDINGS="an expectation was missed",
    UNKNOWN="port taken, spool held by another process, ...",
    NO_CREDENTIALS="--upstream needs a token",
    BUG="the books do not balance",
)


@app.command(epilog=_CODES)
def serve(
    ctx: typer.Context,
    upstream: flags.Upstream = None,
    sink: flags.SinkTarget = None,
    dry_run: flags.DryRun = False,
    port: flags.Port = 7331,
    host: flags.Host = "127.0.0.1",
    auth: flags.Auth = None,
    as_user: flags.As = None,
    catalog: flags.CatalogUrl = None,
    entities: flags.Entities = None,
    hydrate_timeout: flags.HydrateTimeout = None,
    keep_search_terms: flags.KeepSearchTerms = False,
    key_file: flags.PseudonymKey = None,
    plugin_version: flags.PluginVersion = None,
    config: flags.Config = None,
    spool: SpoolFlag = None,
    spool_max: flags.SpoolMax = None,
    spool_replicas: flags.SpoolReplicas = None,
    drain: flags.Drain = None,
    ready_file: flags.ReadyFile = None,
    shape: flags.FormatName = flags.ServeFormat.TEXT,
    profile: ProfileFlag = None,
    token_file: TokenFileFlag = None,
    upstream_ca: flags.UpstreamCa = None,
    upstream_cert: flags.UpstreamCert = None,
    no_inspector: flags.NoInspector = False,
    open_page: flags.Open = False,
    expect: flags.Expect = None,
    expect_none: flags.ExpectNone = None,
    within: flags.Within = None,
    fault: flags.Faults = None,
    record: flags.Record = None,
) -> int:
    """Accept events, add what the catalog knows, redact them, keep them durably and forward them."""
    given: dict[str, Any] = {**locals()}
    from insights_cli.cli.serve.serving import run_server

    return run_server(flags.options_of(given), invocation_of(ctx))
