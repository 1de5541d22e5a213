"""`insights check-config [FILE...]`."""

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.check_config import options as flags
from insights_cli.cli.exit_code import exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import JsonFlag

app = new_app()
_CODES = exit_codes(
    OK="no finding at or above --fail-on", FINDINGS="findings", UNKNOWN="a file is missing or cannot be read"
)


@app.command(epilog=_CODES)
def check_config(
    ctx: typer.Context,
    files: flags.Files = None,
    config: flags.Config = None,
    env_file: flags.EnvFile = None,
    lax: flags.Lax = False,
    strict: flags.Strict = False,
    fail_on: flags.FailOnOption = flags.FailOn.ERROR,
    select: flags.Select = None,
    ignore: flags.Ignore = None,
    format: flags.Format = flags.FormatName.TEXT,  # noqa: A002 - the flag's name
    json: JsonFlag = False,
    report: flags.Reports = None,
    trace: flags.Trace = None,
    print_effective: flags.Effective = False,
    reveal: flags.Reveal = False,
    plugin_version: flags.PluginVersion = None,
    baseline: flags.Baseline = None,
    write_baseline: flags.WriteBaseline = None,
) -> int:
    """Read app-config.yaml exactly as Backstage does, and say what is wrong with it."""
    from insights_cli.cli.check_config.checking import answer
    from insights_cli.cli.check_config.request import CheckRequest

    given = {name: value for name, value in ctx.params.items() if value is not None}
    return answer(CheckRequest(**given), invocation_of(ctx))
