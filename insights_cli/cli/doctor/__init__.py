"""`insights doctor [GROUP|CODE...]`."""

from typing import Any

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.doctor.options import (
    BundlePath,
    CatalogUrl,
    ConfigPaths,
    EntityPaths,
    FailOn,
    FailOnName,
    FormatName,
    ListFlag,
    OfflineFlag,
    OutputName,
    PathsFlag,
    ProfileName,
    ReportPaths,
    ServerUrl,
    SinceName,
    SkipNames,
    SymptomName,
    TimeoutSeconds,
    WhichNames,
)
from insights_cli.cli.exit_code import exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import JsonFlag

app = new_app()


@app.command(
    epilog=exit_codes(OK="nothing failed", FINDINGS="a check failed", UNKNOWN="a check that was named could not tell")
)
def doctor(
    ctx: typer.Context,
    names: WhichNames = None,
    offline: OfflineFlag = False,
    listed: ListFlag = False,
    skip: SkipNames = None,
    fail_on: FailOnName = FailOn.FAIL,
    symptom: SymptomName = None,
    since: SinceName = None,
    bundle: BundlePath = None,
    paths: PathsFlag = False,
    timeout: TimeoutSeconds = 30.0,
    config: ConfigPaths = None,
    catalog: CatalogUrl = None,
    entities: EntityPaths = None,
    server: ServerUrl = "http://127.0.0.1:7331",
    profile: ProfileName = None,
    output: OutputName = FormatName.TEXT,
    report: ReportPaths = None,
    json: JsonFlag = False,
) -> int:
    """Check everything that can be wrong, from the configuration to the last event, in one report."""
    given: dict[str, Any] = {**locals()}
    # The checks and all that they ask are loaded only when there is something to answer.
    from insights_cli.cli.doctor.answering import answer

    return answer(given, invocation_of(ctx))
